from odoo import fields, models


class ResPartner(models.Model):
    """Where a member came from."""

    _inherit = "res.partner"

    member_referee_id = fields.Many2one(
        "res.partner",
        "Recommended By",
        index="btree_not_null",
        domain=[("in_member_register", "=", True)],
        tracking=True,
        copy=False,
        help="The member who recommended this one.",
    )
    application_ids = fields.One2many(
        "community.application",
        "partner_id",
        "Applications",
        groups="community_members.group_member_admission",
    )
