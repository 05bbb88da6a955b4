from odoo import fields, models


class HrAttendance(models.Model):
    """An attendance that a gate began knows by which passage."""

    _inherit = "hr.attendance"

    access_event_id = fields.Many2one(
        "community.access.event",
        "Came in By",
        readonly=True,
        copy=False,
        ondelete="set null",
    )

    _access_event_uniq = models.UniqueIndex(
        "(access_event_id) WHERE access_event_id IS NOT NULL",
        "This passage is written down already.",
    )
