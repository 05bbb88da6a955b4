from odoo import api, fields, models
from odoo.tools import SQL

from .community_checkin_attempt_review import ENTRIES, JUDGEMENTS, REFUSED

SHOWN = 15
SPAN = 300  # seconds of one bar
MAX_BARS = 72


class EventEvent(models.Model):
    """An event while it is on: figures, arrivals, and the last tries at the doors."""

    _inherit = "event.event"

    @api.readonly
    def get_live_checkin(self, known=None):
        """What the live screen shows; nothing but the version when nothing happened.

        :param known: the version that the screen holds
        :raises AccessError: for whoever may not read this event
        """
        self.ensure_one()
        self.check_access("read")
        self.env["community.checkin.attempt"].check_access("read")
        version = self._get_live_version()
        if known and known == version:
            return {"version": version, "is_same": True}
        return {
            "version": version,
            "is_same": False,
            "event": self._get_live_event(),
            "tiles": self._get_live_tiles(),
            "arrivals": self._get_live_arrivals(),
            "attempts": self._get_live_attempts(),
            "may_judge": self.env.user.has_group("event.group_event_user"),
        }

    def _get_live_version(self):
        """Changes with every try, every seat and every entry."""
        self.env["event.registration"].flush_model()
        self.env["community.checkin.attempt"].flush_model()
        self.env.cr.execute(
            SQL(
                """
            SELECT (SELECT count(*) FROM community_checkin_attempt
                     WHERE event_id = %(event)s),
                   (SELECT concat_ws(':', count(*), count(*) FILTER (WHERE is_inside),
                                     count(*) FILTER (WHERE state = 'done'),
                                     count(*) FILTER (WHERE state = 'open'))
                      FROM event_registration WHERE event_id = %(event)s)
            """,
                event=self.id,
            )
        )
        return "/".join(str(part) for part in self.env.cr.fetchone())

    def _get_live_event(self):
        return {
            "id": self.id,
            "name": self.name,
            "tz": self.date_tz or "UTC",
            "opens_at": fields.Datetime.to_string(self.checkin_opens_at),
            "closes_at": fields.Datetime.to_string(self.checkin_closes_at),
            "by_member": self.checkin_by_member,
        }

    def _get_live_tiles(self):
        """Figures with the rows behind each."""
        attempts = self.env["community.checkin.attempt"]
        seats = [("event_id", "=", self.id)]
        tries = [("event_id", "=", self.id), ("corrects_id", "=", False), *ENTRIES]
        to_check = list(attempts._get_to_check_domain())
        return [
            self._get_tile(name, model, domain, value)
            for name, model, domain, value in (
                ("came", "seat", [*seats, ("state", "=", "done")], self.seats_used),
                (
                    "inside",
                    "seat",
                    [*seats, ("is_inside", "=", True)],
                    self._get_inside_now(),
                ),
                ("expected", "seat", [*seats, ("state", "=", "open")], None),
                ("refused", "try", [*tries, *REFUSED], None),
                ("to_check", "try", ["&", *tries[:1], *to_check], None),
                ("conflicts", "try", [*tries, ("is_conflict", "=", True)], None),
            )
        ]

    @api.model
    def _get_tile(self, name, kind, domain, value):
        models_of = {"seat": "event.registration", "try": "community.checkin.attempt"}
        model = models_of[kind]
        if value is None:
            value = self.env[model].search_count(domain)
        return {"name": name, "model": model, "domain": domain, "value": value}

    def _get_live_arrivals(self):
        """How many came in each five minutes.

        :return: list of {"at": UTC, "count"}, without gaps, at most six hours
        """
        self.env.cr.execute(
            SQL(
                """
            SELECT floor(extract(epoch FROM first_in_at) / %(span)s)::bigint, count(*)
              FROM event_registration
             WHERE event_id = %(event)s AND first_in_at IS NOT NULL
          GROUP BY 1 ORDER BY 1
            """,
                span=SPAN,
                event=self.id,
            )
        )
        counts = dict(self.env.cr.fetchall())
        if not counts:
            return []
        first = max(min(counts), max(counts) - MAX_BARS + 1)
        return [
            {"at": bar * SPAN, "count": counts.get(bar, 0)}
            for bar in range(first, max(counts) + 1)
        ]

    def _get_live_attempts(self):
        """The last tries, newest first."""
        attempts = self.env["community.checkin.attempt"].search(
            [("event_id", "=", self.id), ("kind", "not in", JUDGEMENTS), *ENTRIES],
            order="at DESC, id DESC",
            limit=SHOWN,
        )
        labels = dict(attempts._fields["standing"]._description_selection(self.env))
        return [
            {
                "id": attempt.id,
                "partner_id": attempt.partner_id.id,
                "name": attempt.partner_id.name
                or attempt.registration_id.name
                or self.env._("Unknown"),
                "at": fields.Datetime.to_string(attempt.at),
                "direction": attempt.direction,
                "standing": attempt.standing,
                "label": labels[attempt.standing],
                "reason": attempt.reason or "",
                "gate": attempt.gate_id.name or "",
                "is_to_check": attempt.is_to_check,
                "can_judge": attempt._can_be_judged(),
            }
            for attempt in attempts
        ]
