from datetime import datetime, time
from zoneinfo import ZoneInfo

from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.tools import SQL

SHOWN_KINDS = (
    "swipe",
    "opened",
    "forced",
    "not_passed",
    "fire_on",
    "fire_off",
    "mode",
    "tamper",
    "device_lost",
    "device_back",
)
FIRST_LOOK = 40
MOST = 200
# Numbers are given before rows are kept: one that is older may come later.
OVERLAP = 100


class CommunityAccessMonitor(models.AbstractModel):
    """What the gate monitor shows: the gates, the counters, the last swipes.

    All of it by one call that costs the same whatever happened.
    """

    _name = "community.access.monitor"
    _description = "Gate Monitor"

    @api.model
    def get_monitor(self, since=0):
        """The screen of a guard.

        :param since: number of the last event that the screen knows, 0 at first
        :raises AccessError: for whoever is no guard
        """
        self._check_guard()
        gates = self.env["community.access.gate"].search([("active", "=", True)])
        chosen = self._get_chosen(gates)
        rows = self._get_rows(chosen, since)
        return {
            "gates": [self._to_gate(gate, chosen) for gate in gates],
            "zones": self._get_zones(chosen.zone_id),
            "refused_today": self._count_refused(chosen),
            "rows": rows,
            "last": max([since, *(row["id"] for row in rows)]),
            "reasons": self._get_quick_reasons(),
            "is_manager": self.env.user.has_group(
                "community_access.group_access_manager"
            ),
            "is_desk": self.env.user.has_group("community_access.group_access_desk"),
        }

    @api.model
    def set_monitor_gates(self, gate_ids):
        """Remember which gates the user looks at; none: all."""
        self._check_guard()
        gates = self.env["community.access.gate"].browse(gate_ids).exists()
        gates.check_access("read")
        settings = self.env["res.users.settings"]
        # sudo: one's own settings.
        mine = settings._find_or_create_for_user(self.env.user).sudo()
        mine.access_gate_ids = gates
        return True

    @api.model
    def _check_guard(self):
        if not self.env.user.has_group("community_access.group_access_guard"):
            raise AccessError(self.env._("The gate monitor is for guards."))

    @api.model
    def _get_chosen(self, gates):
        # sudo: one's own settings.
        mine = self.env.user.sudo().res_users_settings_id.access_gate_ids
        return gates & mine.with_env(self.env) or gates

    @api.model
    def _to_gate(self, gate, chosen):
        return {
            "id": gate.id,
            "name": gate.name,
            "zone": gate.zone_id.name,
            "mode": gate.mode,
            "sides": gate.sides,
            "is_fire": gate.is_fire,
            "is_chosen": gate in chosen,
        }

    # ------------------------------------------------------------
    # COUNTERS
    # ------------------------------------------------------------

    @api.model
    def _get_zones(self, zones):
        """The zones that gates lead into, with how many are inside."""
        counts = dict(
            self.env["community.access.visit"]._read_group(
                [
                    ("zone_id", "in", zones.ids),
                    ("date_out", "=", False),
                    ("is_reversed", "=", False),
                ],
                ["zone_id"],
                ["__count"],
            )
        )
        return [
            {
                "id": zone.id,
                "name": zone.name,
                "inside": counts.get(zone, 0),
                "capacity": zone.capacity,
            }
            for zone in zones.sorted(lambda zone: (zone.sequence, zone.id))
        ]

    @api.model
    def _count_refused(self, gates):
        return self.env["community.access.event"].search_count(
            [
                ("verdict", "=", "deny"),
                ("company_id", "in", gates.company_id.ids),
                ("gate_id", "in", gates.ids),
                ("occurred_at", ">=", self._get_midnight(gates[:1].site_id)),
            ]
        )

    @api.model
    def _get_midnight(self, site):
        """When the day began by the clock of the house, naive UTC."""
        zone = ZoneInfo(site.tz or self.env.user.tz or "UTC")
        now = fields.Datetime.now().replace(tzinfo=ZoneInfo("UTC"))
        midnight = datetime.combine(now.astimezone(zone).date(), time.min, zone)
        return midnight.astimezone(ZoneInfo("UTC")).replace(tzinfo=None)

    # ------------------------------------------------------------
    # ROWS
    # ------------------------------------------------------------

    @api.model
    def _get_rows(self, gates, since):
        events = self.env["community.access.event"].search(
            [
                ("id", ">", max(0, since - OVERLAP)),
                ("gate_id", "in", gates.ids),
                ("kind", "in", SHOWN_KINDS),
            ],
            order="id DESC",
            limit=MOST if since else FIRST_LOOK,
        )
        if not since:
            events |= self._find_last_of_each(gates)
        passages = events._find_passages()
        return [event._to_monitor(event in passages) for event in events]

    @api.model
    def _find_last_of_each(self, gates):
        """The last at each gate, however busy the others are; by one statement."""
        found = self.env.execute_query(
            SQL(
                """
                SELECT last.id
                  FROM unnest(%s::int[]) AS gate(id), LATERAL (
                       SELECT id FROM community_access_event
                        WHERE gate_id = gate.id AND kind = ANY(%s)
                        ORDER BY occurred_at DESC LIMIT 1) AS last
                """,
                gates.ids,
                list(SHOWN_KINDS),
            )
        )
        return self.env["community.access.event"].browse(row[0] for row in found)

    @api.model
    def _get_quick_reasons(self):
        return [
            self.env._("Forgot the band"),
            self.env._("Band is not read"),
            self.env._("Visitor, with a host"),
            self.env._("Pays at the desk now"),
            self.env._("Delivery or tradesman"),
            self.env._("Emergency"),
        ]
