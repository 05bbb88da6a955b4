import json
from typing import NamedTuple

from odoo import api, fields, models, tools

from ..tools.gate_types import Door, World
from .community_access_pass import digest_of, pack


class Setting(NamedTuple):
    """How a gate is set up, as each process keeps it for the day.

    :param text: door, schedules and tariffs as they are kept with decisions
    """

    door: Door
    world: World
    text: str
    digest: str
    company: int
    uid_form: str
    is_uid_reversed: bool
    is_fire: bool


class CommunityAccessGate(models.Model):
    """What a gate and everybody at it have in common, kept at hand in each process."""

    _inherit = "community.access.gate"

    @api.model
    def _forget_world(self):
        """Hours, prices or gates changed: each process looks again, boxes ask."""
        self.env.registry.clear_cache()

    def _to_door(self):
        self.ensure_one()
        zone = self.zone_id
        return Door(
            gate=self.id,
            zone=zone.id,
            parent=zone.parent_id.id or 0,
            mode=self.mode,
            modes=tuple(line._to_mode() for line in self.mode_ids),
            hours=zone.hours_id.id or 0,
            passback=zone.passback,
            passback_seconds=zone.passback_minutes * 60,
            reset_at=round(zone.reset_hour * 60) if zone.has_reset else -1,
            capacity=zone.capacity,
            is_capacity_hard=zone.is_capacity_hard,
            needs_escort=zone.needs_escort,
            settle=zone.settle_at_exit,
            counts=not zone.parent_id,
            lockout_after=self.lockout_after,
            lockout_seconds=self.lockout_minutes * 60,
        )

    @api.model
    def _get_world_rows(self, company, day):
        """(schedules, tariffs) of a company as rows by id, from a day on."""
        now = fields.Datetime.to_datetime(day)
        # sudo: the gate knows hours and prices, whoever stands at it.
        env = self.sudo().env
        calendars = (
            env["community.access.zone"]
            .search([("company_id", "=", company.id)])
            .hours_id
        )
        gates = env["community.access.gate"].search([("company_id", "=", company.id)])
        rules = env["community.access.rule"].search([("company_id", "=", company.id)])
        tariffs = env["community.access.tariff"].search(
            [("company_id", "=", company.id)]
        )
        calendars |= gates.mode_ids.hours_id | rules.hours_id
        return (
            {calendar.id: calendar._to_schedule(now) for calendar in calendars},
            {tariff.id: tariff._to_row() for tariff in tariffs},
        )

    @tools.ormcache("self.id", "day")
    def _get_setting(self, day):
        """The `Setting` of a gate; anew each day, as hours look ahead.

        :param day: of the decision (UTC), as text
        """
        # sudo: what a gate is set to decides for everybody.
        gate = self.sudo()
        schedules, tariffs = self._get_world_rows(gate.company_id, day)
        door = gate._to_door()
        text = pack({"door": door.to_row(), "schedules": schedules, "tariffs": tariffs})
        return Setting(
            door,
            World(schedules, tariffs),
            text,
            digest_of(text),
            gate.company_id.id,
            gate.uid_form,
            gate.is_uid_reversed,
            gate.is_fire,
        )

    @api.model
    def _read_setting(self, text):
        """The `Door` and `World` of a kept text."""
        row = json.loads(text)
        return Door.from_row(row["door"]), World(
            {int(key): one for key, one in row["schedules"].items()},
            {int(key): one for key, one in row["tariffs"].items()},
        )
