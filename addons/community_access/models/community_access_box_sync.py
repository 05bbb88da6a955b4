import time
import uuid

from odoo import api, fields, models

from ..tools import box_report

SYNC = "community.access.box.sync"
FORMAT = 1
# The device of the box itself, see iot_handlers/interfaces.
MAIN_DEVICE = "community_access"
LONGEST_EPOCH = 64
# Scheduled jobs tell boxes of news no more often than that.
JOB_SECONDS = 10
_told_by_jobs = {}


class CommunityAccessBox(models.Model):
    """What a box knows of gates, and what it was told of its journal."""

    _inherit = "community.access.box"

    gate_ids = fields.One2many("community.access.gate", "box_id", "Gates")

    def _get_acked(self, epoch):
        """Up to which place the journal of this number is kept here."""
        return self.acked if self._read_epoch(epoch) == self.epoch else 0

    def _set_acked(self, epoch, place):
        values = {"epoch": self._read_epoch(epoch), "acked": place}
        self._write_changes(values)

    @staticmethod
    def _read_epoch(epoch):
        return box_report.text(epoch, LONGEST_EPOCH) or "?"

    # -- sync ------------------------------------------------------------------------

    def _get_sync(self, revision, after, page):
        """One page of what the box has to know.

        :param page: number of the page, 0 for the first, which tells the settings, too
        """
        answer = self.env["community.access.pass"]._get_delta(
            self.company_id, revision, after
        )
        if not page:
            answer["world"] = self._get_world()
        return {"format": FORMAT, **answer}

    def _get_world(self):
        """Settings of the gates and devices of this box."""
        world = {"doors": {}, "schedules": {}, "tariffs": {}, "presence": {}}
        world["settings"] = {}
        if self.gate_ids:
            world = self.gate_ids._get_box_world(self.gate_ids)
        settings = world["settings"]
        settings["devices"] = self._get_device_settings(settings.get("devices", {}))
        return world

    def _get_device_settings(self, rows):
        """How to speak to each device, and what it opens.

        :param rows: what the gates say of their readers
        """
        for device in self.device_ids:
            rows.setdefault(device.identifier, {}).update(device._get_settings())
        for gate in self.gate_ids:
            for device, side in gate._get_devices():
                rows[device].setdefault("opens", {}).update(gate._get_opener(side))
        return rows

    # -- tell ------------------------------------------------------------------------

    @api.model
    def _ask_sync(self, companies=None):
        """Boxes of these companies look for news once this transaction is done.

        However often it is called in a transaction, a box is told once.

        :param companies: of all, if none is named
        """
        waiting = self.env.cr.precommit.data
        if SYNC not in waiting:
            waiting[SYNC] = set()
            self.env.cr.precommit.add(self._tell_sync)
        waiting[SYNC].update(companies.ids if companies else [0])

    @api.model
    def _tell_sync(self):
        companies = self.env.cr.precommit.data.pop(SYNC, set())
        if self.env.context.get("cron_id") and not self._may_job_tell(companies):
            return
        among = [] if 0 in companies else [("company_id", "in", list(companies))]
        # sudo: whoever changes a right has the gates know it.
        for box in self.sudo().search([("state", "=", "paired"), *among]):
            box._send("community_sync", MAIN_DEVICE)

    @api.model
    def _may_job_tell(self, companies):
        """A night's job that commits ten thousand times does not tell as often; what it
        changed last, boxes fetch with the question that they ask each minute.
        """
        key, now = (self.env.cr.dbname, frozenset(companies)), time.monotonic()
        if now - _told_by_jobs.get(key, -JOB_SECONDS) < JOB_SECONDS:
            return False
        _told_by_jobs[key] = now
        return True

    def action_sync(self):
        """Button: look for news at once."""
        self.check_access("write")
        for box in self:
            box._check_paired()
        self._ask_sync(self.company_id)
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "success",
                "message": self.env._("The box was asked to look for news."),
            },
        }

    def _send(self, action, device, **values):
        """Over the bus, which sends once the transaction is committed."""
        # sudo: the channel is nobody's to read.
        channel = self.sudo().channel
        if not channel:
            return
        self.env["bus.bus"]._sendone(
            channel,
            "iot_action",
            {
                "iot_identifiers": [self.identifier],
                "device_identifiers": [device],
                "action": action,
                "session_id": "community_access",
                "action_unique_id": str(uuid.uuid4()),
                **values,
            },
        )
