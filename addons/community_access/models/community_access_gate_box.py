import json

from odoo import api, fields, models
from odoo.tools import SQL


class CommunityAccessGate(models.Model):
    """What a box at the gates needs to decide alone, besides the passes."""

    _inherit = "community.access.gate"

    @api.model
    def _get_box_world(self, gates):
        """The settings that a box keeps for its gates.

        :param gates: the gates whose readers hang on the box
        :return: dict of ``doors`` {device: {side: row}}, ``schedules``, ``tariffs``,
            ``presence`` {person: row} and ``settings``
        """
        company = gates.company_id[:1]
        day = fields.Date.to_string(fields.Datetime.now().date())
        schedules, tariffs = self._get_world_rows(company, day)
        doors, devices = {}, {}
        for gate in gates:
            row = gate._to_door().to_row()
            for device, side in gate._get_devices():
                doors.setdefault(device, {})[side] = row
                devices[device] = gate._get_device_settings(side)
        return {
            "doors": doors,
            "schedules": schedules,
            "tariffs": tariffs,
            "presence": self._get_presence_rows(company),
            "settings": {**self._get_box_settings(company), "devices": devices},
        }

    def _get_devices(self):
        """(device, side) of the readers of a gate; one that has both has two."""
        self.ensure_one()
        pairs = ((self.device_in, "in"), (self.device_out, "out"))
        return [
            (device, side)
            for device, side in pairs
            if device and self.sides in ("both", side)
        ]

    def _get_device_settings(self, side):
        """Hook: how the box talks to a reader of the gate."""
        return {
            "side": side,
            "seconds": self.pulse_seconds,
            "feedback": self.has_feedback,
            "uid_form": self.uid_form,
            "uid_reversed": self.is_uid_reversed,
        }

    @api.model
    def _get_box_settings(self, company):
        """Hook: what holds for all devices of a box."""
        return {}

    @api.model
    def _get_presence_rows(self, company):
        """{person: row} of those who were seen in the last days."""
        since = fields.Datetime.subtract(fields.Datetime.now(), days=40)
        rows = self.env.execute_query(
            SQL(
                "SELECT person, row FROM community_access_presence "
                "WHERE company_id = %s AND last_at >= %s AND row != '{}'",
                company.id,
                int(since.timestamp()),
            )
        )
        return {person: json.loads(row) for person, row in rows}
