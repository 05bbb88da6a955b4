from datetime import UTC

from odoo import api, models
from odoo.tools import SQL

from ..tools.gate_types import Presence, Stay


class CommunityAccessVisit(models.Model):
    """How stays begin, end and are found."""

    _inherit = "community.access.visit"

    @api.model
    def _find_open(self, zones, person):
        return self.search(
            [
                ("zone_id", "in", zones.ids),
                ("person", "=", person),
                ("date_out", "=", False),
                ("is_reversed", "=", False),
            ]
        )

    def _close(self, moment, kind, event=None):
        """The stay is over; nobody leaves before he came."""
        for visit in self:
            visit.write(
                {
                    "date_out": max(moment, visit.date_in),
                    "end_kind": kind,
                    "event_out_id": event.id if event else False,
                }
            )
        # Kept before the next stay is: of two open ones the database refuses one.
        self.flush_recordset(["date_out"])

    def _after_entry(self, event):
        """Hook, after somebody came in: a price of entry, a hold that ends."""

    def _after_exit(self, event, ask):
        """Hook, after somebody left by the gate.

        :param ask: the question of leaving, with what was remembered before
        """

    @api.model
    def _take_back(self, company, person, start):
        """Stays that will be made anew from the events since `start`."""
        mine = [("company_id", "=", company.id), ("person", "=", person)]
        # What was corrected, too: the correction is an event, and comes again.
        self.search([*mine, ("date_in", ">=", start)]).unlink()
        reopened = self.search(
            [
                *mine,
                ("date_out", ">=", start),
                ("end_kind", "!=", "staff"),
                ("is_reversed", "=", False),
            ]
        )
        # One of each zone: the last that had begun by then.
        last = self.browse(
            group.sorted("date_in")[-1:].id
            for group in reopened.grouped("zone_id").values()
        )
        last.write({"date_out": False, "end_kind": False, "event_out_id": False})

    @api.model
    def _remember_before(self, company, person, start):
        """What the gates remembered at a moment, as the visits tell it."""
        rows = self.search(
            [
                ("company_id", "=", company.id),
                ("person", "=", person),
                ("date_in", "<", start),
                ("date_out", "=", False),
                ("is_reversed", "=", False),
            ]
        )
        stays = {
            visit.zone_id.id: Stay(
                _seconds(visit.date_in),
                _seconds(visit.paid_until) if visit.paid_until else 0,
                visit.tariff_id.id or 0,
            )
            for visit in rows
        }
        return Presence(stays=stays, counts=self._count_before(company, person, start))

    def _count_before(self, company, person, start):
        """{right: (when the row of visits begins, how many)} as the events count."""
        found = self.env.execute_query(
            SQL(
                """
                SELECT right_key, min(date_in), count(*)
                  FROM community_access_visit
                 WHERE company_id = %s AND person = %s AND date_in < %s
                   AND date_in >= date_trunc('month', %s::timestamp)
                   AND right_key IS NOT NULL AND is_reversed IS NOT TRUE
                 GROUP BY right_key
                """,
                company.id,
                person,
                start,
                start,
            )
        )
        return {key: (_seconds(first), count) for key, first, count in found}


def _seconds(moment):
    return int(moment.replace(tzinfo=UTC).timestamp())
