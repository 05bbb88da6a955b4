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
    service_region_ids = fields.Many2many(
        "community.member.region",
        "community_service_region_user_rel",
        "user_id",
        "region_id",
        "Regions Served",
        groups="community_helpdesk.group_helpdesk_officer",
        help="Visits there are planned for this officer first.",
    )
    service_hour_cost = fields.Float(
        "Cost of an Hour of Service",
        groups="community_helpdesk.group_helpdesk_manager",
        help="0: that of the company.",
    )
