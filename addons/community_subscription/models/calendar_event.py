from odoo import fields, models


class CalendarEvent(models.Model):
    """A meeting may be about a contract: it is then found from there."""

    _inherit = "calendar.event"

    community_contract_id = fields.Many2one(
        "community.contract",
        "Subscription Contract",
        index="btree_not_null",
        ondelete="set null",
        groups="community_subscription.group_subscription_reader",
    )
