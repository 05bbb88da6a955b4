from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import format_datetime

from ..tools.event_words import WHEN


class EventEventTicket(models.Model):
    """Tickets for members, and for members of a rank before the others.

    Whether registration has begun depends on who asks; core's fields keep their names,
    so every page and every check that uses them follows.
    """

    _inherit = "event.event.ticket"

    _early_range = models.Constraint(
        "CHECK (early_days BETWEEN 0 AND 365)",
        "A rank books at most a year before the others.",
    )

    @api.depends("early_rank_id", "early_days")
    @api.depends_context("uid")
    def _compute_is_launched(self):
        result = super()._compute_is_launched()
        waiting = self.filtered(lambda ticket: not ticket.is_launched)
        now, partner = fields.Datetime.now(), self.env.user.partner_id
        for ticket in waiting._filter_early_for(partner):
            ticket.is_launched = ticket._get_early_opening() <= now
        return result

    @api.depends("is_launched")
    @api.depends_context("uid")
    def _compute_sale_available(self):
        return super()._compute_sale_available()

    def _get_early_opening(self):
        self.ensure_one()
        return self.start_sale_datetime - timedelta(days=self.early_days)

    def _filter_early_for(self, partner):
        """Tickets that this person may book before the others."""
        # sudo: the rank of the person who asks.
        tickets_sudo = self.sudo().filtered(
            lambda ticket: (
                ticket.start_sale_datetime
                and ticket.early_rank_id
                and ticket.early_days > 0
            )
        )
        if not tickets_sudo or not partner:
            return self.browse()
        rank_sudo = self._get_rank_of(partner)
        reached = tickets_sudo.filtered(
            lambda ticket: (
                rank_sudo and rank_sudo.sequence >= ticket.early_rank_id.sequence
            )
        )
        return self.browse(reached.ids)

    @api.model
    def _get_rank_of(self, partner):
        """The highest rank among the memberships of a person who is a member today."""
        # sudo: as above
        partner_sudo = partner.sudo()
        if not partner_sudo._counts_as_member_today():
            return self.env["community.rank"].sudo()  # sudo: none
        ranks_sudo = partner_sudo._get_memberships().rank_id
        return ranks_sudo.sorted("sequence")[-1:]

    # ------------------------------------------------------------
    # BOOKING
    # ------------------------------------------------------------

    def _check_members_only(self, user):
        closed = self.filtered("members_only")
        if not closed:
            return
        if user._is_public() or not user.partner_id._counts_as_member_today():
            raise UserError(closed[0]._get_members_only_words())

    def _get_members_only_words(self):
        self.ensure_one()
        return self.env._(
            "“%(ticket)s” is for members. Log in as a member to book it.",
            ticket=self.name,
        )

    def _get_current_limit_per_order(self, event_slot=False, event=False):
        """For members alone: everybody books one seat."""
        limits = super()._get_current_limit_per_order(event_slot, event)
        of = self.event_id or event
        for ticket_id, limit in limits.items():
            ticket = self.browse(ticket_id or ())
            if of and of[:1]._is_for_members_alone(ticket):
                limits[ticket_id] = min(limit, 1)
        return limits

    def _get_opening_words(self, partner):
        """When this person and when everybody may book; empty without such a time."""
        self.ensure_one()
        # sudo: the name of a rank.
        ticket_sudo = self.sudo()
        opening = ticket_sudo.start_sale_datetime
        if not opening or opening <= fields.Datetime.now():
            return ""
        at = ticket_sudo._say_time(opening)
        if not ticket_sudo.early_rank_id or not ticket_sudo.early_days:
            return self.env._("“%(ticket)s” opens on %(at)s.", ticket=self.name, at=at)
        early = ticket_sudo._get_early_opening()
        facts = {
            "at": at,
            "rank": ticket_sudo.early_rank_id.name,
            "early": ticket_sudo._say_time(early),
        }
        if not self._filter_early_for(partner):
            return self.env._(
                "Opens for everybody on %(at)s; from the rank %(rank)s one may book "
                "from %(early)s.",
                **facts,
            )
        facts["rank"] = self._get_rank_of(partner).name
        if early <= fields.Datetime.now():
            return self.env._(
                "Opens for everybody on %(at)s; you may book now as %(rank)s.", **facts
            )
        return self.env._(
            "Opens for you on %(early)s, as %(rank)s; for everybody on %(at)s.",
            **facts,
        )

    def _say_time(self, moment):
        return format_datetime(
            self.env, moment, tz=self.event_id.date_tz or "UTC", dt_format=WHEN
        )
