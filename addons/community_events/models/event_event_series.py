from odoo import fields, models
from odoo.exceptions import UserError

from ..tools.recurrence import move, set_clock, to_local

# Only code of this process can hand this object over; no caller from outside can.
_IN_SERIES = object()


class EventEvent(models.Model):
    """One event of a series."""

    _inherit = "event.event"

    series_id = fields.Many2one(
        "community.event.series", copy=False, readonly=True, index="btree_not_null"
    )
    series_day = fields.Date(
        "Day in the Series", copy=False, readonly=True, help="As the rule set it."
    )
    series_count = fields.Integer(related="series_id.event_count")

    _series_day_uniq = models.UniqueIndex(
        "(series_id, series_day) WHERE series_id IS NOT NULL",
        "The series has an event on this day already.",
    )

    # ------------------------------------------------------------
    # REPEATING
    # ------------------------------------------------------------

    def _get_local_day(self):
        """The day on which the event begins, at its place."""
        self.ensure_one()
        return to_local(self.date_begin, self._get_zone()).date()

    def _get_zone(self):
        return self.date_tz or "UTC"

    def _check_may_repeat(self):
        """:raises UserError: an event whose slots have days of their own"""
        self.ensure_one()
        if self.is_multi_slots:
            raise UserError(
                self.env._(
                    "“%(event)s” has several slots, and each has a day of its own. Add "
                    "slots instead of repeating it.",
                    event=self.name,
                )
            )

    def _repeat_on(self, day):
        """A copy on another day of the series, at the same hours of the place."""
        self.ensure_one()
        self._check_may_repeat()
        days = (day - self._get_local_day()).days
        series = self.with_context(community_in_series=_IN_SERIES)
        event = series.copy(self._prepare_repeated_values(day, days))
        event._adopt_from(self, days)
        return event.with_context(community_in_series=None)

    def _prepare_repeated_values(self, day, days):
        """Hook: what differs from the event that is repeated."""
        zone = self._get_zone()
        return {
            "date_begin": move(self.date_begin, zone, days),
            "date_end": move(self.date_end, zone, days),
            "series_id": self.series_id.id,
            "series_day": day,
            "is_published": self.is_published,
            "user_id": self.user_id.id,
        }

    def copy_data(self, default=None):
        """Events of a series have the same name; only copies by hand are called so."""
        values_list = super().copy_data(default)
        if self.env.context.get("community_in_series") is _IN_SERIES:
            for event, values in zip(self, values_list, strict=True):
                values["name"] = event.name
        return values_list

    def _adopt_from(self, model, days):
        """What core copies as it is, and belongs to the day of the first one."""
        self.ensure_one()
        zone = self._get_zone()
        pairs = dict(zip(model.event_ticket_ids, self.event_ticket_ids, strict=True))
        for ticket in self.event_ticket_ids:
            for name in ("start_sale_datetime", "end_sale_datetime"):
                if ticket[name]:
                    ticket[name] = move(ticket[name], zone, days)
        for gate in self.gate_ids:
            gate.ticket_ids = self.env["event.event.ticket"].union(
                *(pairs.get(ticket, ticket) for ticket in gate.ticket_ids)
            )
        self.event_mail_ids.write(
            {"error_datetime": False, "last_registration_id": False}
        )

    # ------------------------------------------------------------
    # THE FOLLOWING
    # ------------------------------------------------------------

    def _get_following(self):
        """Later events of the series that have neither begun nor been called off."""
        self.ensure_one()
        if not self.series_id:
            return self.browse()
        return self.search(
            [
                ("series_id", "=", self.series_id.id),
                ("series_day", ">", self.series_day),
                ("date_begin", ">", fields.Datetime.now()),
                ("kanban_state", "!=", "cancel"),
            ],
            order="series_day",
        )

    def _set_hours_of(self, model):
        """The same hours by the clock of the place, each on its own day."""
        zone = model._get_zone()
        begin, end = (
            to_local(model.date_begin, zone),
            to_local(model.date_end, zone),
        )
        nights = (end.date() - begin.date()).days
        for event in self:
            first = set_clock(event.date_begin, zone, begin.time())
            last = set_clock(move(first, zone, nights), zone, end.time())
            event.write({"date_tz": zone, "date_begin": first, "date_end": last})

    def action_repeat(self):
        """The window that asks how often."""
        self.ensure_one()
        self.check_access("write")
        self._check_may_repeat()
        return self._get_series_window("community.event.repeat", self.env._("Repeat"))

    def action_change_following(self):
        """The window that asks what of this event the following ones take over."""
        self.ensure_one()
        self.check_access("write")
        return self._get_series_window(
            "community.event.follow", self.env._("Change the Following")
        )

    def _get_series_window(self, model, name):
        return {
            "type": "ir.actions.act_window",
            "name": name,
            "res_model": model,
            "view_mode": "form",
            "target": "new",
            "context": {"default_event_id": self.id},
        }

    def action_open_series(self):
        self.ensure_one()
        self.check_access("write")
        return self.series_id.action_open_events() if self.series_id else False
