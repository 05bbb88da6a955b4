from odoo import fields, models


class CommunityApplicationReason(models.Model):
    """Why an application is rejected: a code for the report, a text for the letter."""

    _name = "community.application.reason"
    _description = "Reason for Rejecting an Application"
    _inherit = "community.member.card.number.guard"
    _order = "sequence, name, id"

    name = fields.Char(required=True, translate=True, help="Seen by staff only.")
    text = fields.Text(
        "Text for the Letter",
        translate=True,
        help="What the applicant reads. It can be changed before it is sent.",
    )
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
