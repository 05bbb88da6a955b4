from datetime import timedelta

from odoo import fields, models
from odoo.fields import Domain

SHOWN_FOR = timedelta(days=90)


class ResPartner(models.Model):
    """A member's attendance, and the own tries to come in."""

    _inherit = "res.partner"

    def _get_attendance_summary(self):
        """This year: at how many events there was a seat, and how many were attended.

        :return: {"year", "seats", "attended", "rate" in per cent}
        """
        self.ensure_one()
        today = fields.Date.context_today(self)
        now = fields.Datetime.now()
        # sudo: the own seats.
        seats_sudo = self.env["event.registration"].sudo()
        came = Domain("state", "=", "done") & Domain("member_id", "=", self.id)
        missed = Domain("state", "=", "open") & seats_sudo._get_bound_domain(self)
        this_year = Domain(
            [
                ("event_id.date_begin", ">=", f"{today.year}-01-01"),
                ("event_id.date_end", "<", now),
                ("event_id.kanban_state", "!=", "cancel"),
            ]
        )
        rows = seats_sudo._read_group(
            (came | missed) & this_year, ["state"], ["__count"]
        )
        counts = dict(rows)
        attended, seats = counts.get("done", 0), sum(counts.values())
        return {
            "year": today.year,
            "seats": seats,
            "attended": attended,
            "rate": round(100 * attended / seats) if seats else 0,
        }

    def _get_own_attempts(self, domain=(), limit=10):
        """The own tries to come in, the newest first, with words.

        :return: list of {"attempt", "words", "answer" (what the organiser said later)}
        """
        self.ensure_one()
        # sudo: tries of this member alone.
        attempts_sudo = self.env["community.checkin.attempt"].sudo()
        found_sudo = attempts_sudo.search(
            [
                ("partner_id", "=", self.id),
                ("corrects_id", "=", False),
                ("hand_out_id", "=", False),
                ("at", ">=", fields.Datetime.now() - SHOWN_FOR),
                *domain,
            ],
            limit=limit,
        )
        return [
            {
                "attempt": attempt,
                "words": attempt._get_words(),
                "answer": attempt.corrected_by_ids[:1]._get_words()
                if attempt.corrected_by_ids
                else None,
            }
            for attempt in found_sudo
        ]
