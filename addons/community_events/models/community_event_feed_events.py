import textwrap
from collections import defaultdict

from dateutil.relativedelta import relativedelta

from odoo import fields, models
from odoo.fields import Domain
from odoo.tools.mail import html_to_inner_content

from ..tools.calendar_feed import FeedEvent, make_calendar

BEFORE = relativedelta(months=3)
AFTER = relativedelta(months=18)
AT_MOST = 500


class CommunityEventFeed(models.Model):
    """What is in the calendar: events to which the member is invited, and own seats."""

    _inherit = "community.event.feed"

    def _get_calendar(self):
        """:return: the calendar as bytes; the same as long as nothing changed"""
        self.ensure_one()
        user = self.user_id
        feed = self.with_context(
            lang=user.lang, tz=user.tz, allowed_company_ids=user.company_ids.ids
        )
        seats = feed._get_own_seats()
        events = feed._get_shown_events(seats.event_id)
        by_event = defaultdict(seats.browse)
        for seat in seats:
            by_event[seat.event_id] |= seat
        base_url = feed.get_base_url()
        rows = [
            row
            for event in events
            for row in feed._get_rows(event, by_event[event], base_url)
        ]
        return make_calendar(user.company_id.name, rows)

    def _get_window(self):
        """Events from some months ago to the year after next, at most."""
        now = fields.Datetime.now()
        return Domain("date_end", ">=", now - BEFORE) & Domain(
            "date_begin", "<=", now + AFTER
        )

    def _get_own_seats(self):
        partner = self.user_id.partner_id
        window = Domain("event_id", "any", self._get_window())
        return self.env["event.registration"].search(
            window
            & Domain("member_id", "=", partner.id)
            & Domain("state", "!=", "cancel"),
            order="id",
        )

    def _get_shown_events(self, own):
        """The own events, and those that are published and for this member."""
        domain = (
            self._get_window()
            & Domain("is_published", "=", True)
            & Domain("company_id", "in", [False, *self.user_id.company_ids.ids])
        )
        found = self.env["event.event"].search(
            domain, order="date_begin, id", limit=AT_MOST
        )
        return own | (found - own)._filter_invited(self.user_id.partner_id)

    def _get_rows(self, event, seats, base_url):
        """One entry for the event, or one for each own slot of it."""
        if not seats:
            return [self._get_row(event, seats, base_url)]
        return [self._get_row(event, seat, base_url) for seat in seats]

    def _get_row(self, event, seat, base_url):
        slot = seat.event_slot_id
        begin, end = seat._get_times() if seat else (event.date_begin, event.date_end)
        place = event.address_inline or event.event_url or ""
        return FeedEvent(
            uid=f"event-{event.id}-{slot.id or 0}@{base_url.rpartition('/')[2]}",
            begin=begin,
            end=end,
            changed_at=max(event.write_date, seat.write_date or event.write_date),
            summary=self.env._("%(event)s (registered)", event=event.name)
            if seat
            else event.name,
            description=textwrap.shorten(
                html_to_inner_content(event.description or ""), 500
            ),
            location=place,
            url=event.event_share_url or "",
            is_mine=bool(seat),
            is_cancelled=event.kanban_state == "cancel",
        )
