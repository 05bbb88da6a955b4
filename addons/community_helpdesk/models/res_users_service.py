from odoo import fields, models


class ResUsers(models.Model):
    """What an hour of an officer costs, and when his clock was last moved."""

    _inherit = "res.users"

    service_clock_at = fields.Datetime(
        readonly=True,
        copy=False,
        groups="base.group_system",
        help="Written whenever a clock starts or stops, so that one runs at a time.",
    )
    service_hour_cost = fields.Float(
        "Cost of an Hour of Service",
        groups="community_helpdesk.group_helpdesk_manager",
        help="0: that of the company.",
    )
