from odoo import fields, models


class EventEvent(models.Model):
    """Who an event is for."""

    _inherit = "event.event"

    audience = fields.Selection(
        [("everybody", "Everybody"), ("members", "Members")],
        "Open To",
        required=True,
        default="everybody",
    )
    audience_category_ids = fields.Many2many(
        "community.member.category",
        string="Only These Categories",
        help="Empty: members of all categories.",
    )
    audience_rank_id = fields.Many2one("community.rank", "From Rank")

    def _is_invited(self, partner):
        """Whether this event is for the person, today."""
        self.ensure_one()
        return bool(self._filter_invited(partner))

    def _filter_invited(self, partner):
        """Those of these events that are for the person, today."""
        # sudo: the answer is yes or no about one person.
        events_sudo, partner_sudo = self.sudo(), partner.sudo()
        closed_sudo = events_sudo.filtered(lambda event: event.audience == "members")
        if closed_sudo and partner_sudo and partner_sudo._counts_as_member_today():
            members_sudo = partner_sudo._get_memberships()
            closed_sudo = closed_sudo.filtered(
                lambda event: not event._is_meant_for(members_sudo)
            )
        return self.browse((events_sudo - closed_sudo).ids)

    def _is_meant_for(self, members):
        """Whether one of these members has the category and the rank."""
        self.ensure_one()
        categories = self.audience_category_ids
        if categories and not categories & members.member_category_ids:
            return False
        rank = self.audience_rank_id
        return not rank or any(
            member.rank_id and member.rank_id.sequence >= rank.sequence
            for member in members
        )
