from odoo import api, fields, models
from odoo.fields import Domain


class EventEvent(models.Model):
    """Events for some: who finds them on the website, and what the others read.

    Who is not invited sees that there is such an event and for whom, or, where it is
    hidden, nothing at all: a record rule asks `is_shown_to_me`.
    """

    _inherit = "event.event"

    audience_hidden = fields.Boolean(
        "Hide from Others",
        help="Who is not invited does not find the event on the website. Otherwise it "
        "is listed and says for whom it is.",
    )
    is_shown_to_me = fields.Boolean(
        compute="_compute_is_shown_to_me", search="_search_is_shown_to_me"
    )

    _hidden_index = models.Index("(id) WHERE audience_hidden")

    @api.depends("audience", "audience_hidden")
    @api.depends_context("uid")
    def _compute_is_shown_to_me(self):
        refused = self._get_hidden_from(self.env.user.partner_id)
        for event in self:
            event.is_shown_to_me = event._origin not in refused

    @api.model
    def _search_is_shown_to_me(self, operator, value):
        if operator != "in":
            return NotImplemented
        # sudo: asked by the record rule itself.
        hidden_sudo = (
            self.sudo()
            .with_context(active_test=False)
            .search([("audience_hidden", "=", True)])
        )
        refused = hidden_sudo._get_hidden_from(self.env.user.partner_id)
        return Domain("id", "not in" if True in value else "in", refused.ids)

    def _get_hidden_from(self, partner):
        """Those of these events that this person is not to find.

        Whoever has a seat finds the event, invited or not.
        """
        # sudo: as above
        closed_sudo = self.sudo().filtered(
            lambda event: event.audience_hidden and event.audience != "everybody"
        )
        if not closed_sudo:
            return self.browse()
        refused = closed_sudo - closed_sudo._filter_invited(partner)
        own = Domain("member_id", "=", partner.id)
        own |= Domain("partner_id", "=", partner.id)
        # sudo: own seats
        seats_sudo = self.env["event.registration"].sudo()
        rows = seats_sudo._read_group(
            own
            & Domain("event_id", "in", refused.ids)
            & Domain("state", "!=", "cancel"),
            ["event_id"],
        )
        seated = self.browse(event.id for (event,) in rows)
        return self.browse(refused.ids) - seated

    @api.model
    def _fetch_is_participating_events(self):
        """“Registered” is who has a seat. Core takes every event for one of a user
        whose browser it does not know yet.
        """
        user = self.env.user
        visitor = self.env["website.visitor"]._get_visitor_from_request()
        if user._is_public() or visitor:
            return super()._fetch_is_participating_events()
        # sudo: own seats
        seats_sudo = self.env["event.registration"].sudo()
        own = Domain(seats_sudo._get_own_domain(user.partner_id))
        domain = own & Domain("state", "in", ("open", "done"))
        if self:
            domain &= Domain("event_id", "in", self.ids)
        rows = seats_sudo._read_group(domain, ["event_id"])
        return self.browse(event.id for (event,) in rows)

    # ------------------------------------------------------------
    # WORDS
    # ------------------------------------------------------------

    def _get_audience_words(self):
        """For whom the event is, in one sentence; empty when for everybody."""
        self.ensure_one()
        # sudo: names of categories and of a rank.
        event_sudo = self.sudo()
        if event_sudo.audience == "everybody":
            return ""
        names = ", ".join(event_sudo.audience_category_ids.mapped("name"))
        rank = event_sudo.audience_rank_id.name
        if names and rank:
            return self.env._(
                "For members of %(categories)s, from the rank %(rank)s.",
                categories=names,
                rank=rank,
            )
        if names:
            return self.env._("For members of %(categories)s.", categories=names)
        if rank:
            return self.env._("For members from the rank %(rank)s.", rank=rank)
        return self.env._("For members.")
