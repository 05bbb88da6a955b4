from datetime import UTC, datetime, timedelta

from odoo import fields, models
from odoo.fields import Domain

from ..tools.person_name import get_short_name
from .community_checkin_device import SEEN_EVERY

LIST_BEFORE = timedelta(hours=4)  # before the doors open; until then phones hold none
OVERLAP = timedelta(minutes=2)  # a transaction may end later than it was stamped
MOST_FOUND = 20


class CommunityCheckinDevice(models.Model):
    """What a phone holds for the time without network."""

    _inherit = "community.checkin.device"

    def _get_list(self, since=0.0, version=0):
        """Rows of the event's seats: all, or those that changed; none long before.

        :param since: `moment` of the list that the phone holds, 0 for none
        :param version: `version` of that list
        :return: {"moment", "version", "is_full", "rows"}
        """
        self.ensure_one()
        now = fields.Datetime.now()
        current = self.event_id._get_door_version()
        if now < self.event_id.checkin_opens_at - LIST_BEFORE:
            # Moment 0: the phone asks for all of it again.
            return {"moment": 0, "version": current, "is_full": True, "rows": []}
        is_full = not since or version != current
        domain = [("event_id", "=", self.event_id.id)]
        if not is_full:
            last = datetime.fromtimestamp(since, UTC).replace(tzinfo=None) - OVERLAP
            domain.append(("write_date", ">=", last))
        rows = self._tell_less(self._search_seats(domain)._compile_rows())
        return {
            "moment": now.timestamp(),
            "version": current,
            "is_full": is_full,
            "rows": list(rows.values()),
        }

    def _tell_less(self, rows):
        """What may lie on the phone: stewards need to know a face's name, not more.

        Of whom they scan they are told the rest, see `_get_question`.
        """
        if self.role != "supervisor":
            for row in rows.values():
                row |= {"name": get_short_name(row["name"]), "attention": ""}
        return rows

    def _search_by_name(self, words):
        """Rows of those whose name, address or member number fits; for supervisors."""
        self.ensure_one()
        words = words.strip()
        if self.role != "supervisor" or len(words) < 2:
            return []
        domain = Domain("event_id", "=", self.event_id.id) & Domain.OR(
            [
                [("name", "ilike", words)],
                [("email", "ilike", words)],
                [("member_id.name", "ilike", words)],
                [("member_id.member_number", "=ilike", words)],
            ]
        )
        seats = self._search_seats(domain)[:MOST_FOUND]
        rows = seats.sorted("name")._compile_rows()
        return list(rows.values())

    def _note_waiting(self, count, since):
        """How many scans the phone still holds, for the organiser to see."""
        self.ensure_one()
        now = fields.Datetime.now()
        if not count and (not self.settled_at or now - self.settled_at > SEEN_EVERY):
            self.settled_at = now
        moment = (
            datetime.fromtimestamp(since, UTC).replace(tzinfo=None, microsecond=0)
            if count
            else False
        )
        if (self.waiting_scans, self.waiting_since) != (count, moment):
            self.write({"waiting_scans": count, "waiting_since": moment})
