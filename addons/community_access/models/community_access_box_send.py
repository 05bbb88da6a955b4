import time
import uuid
from datetime import UTC, datetime

from odoo import models
from odoo.exceptions import UserError

from ..tools import box_wire

SECONDS = 10


class CommunityAccessBox(models.Model):
    """Commands: kept, signed, and sent with the commit."""

    _inherit = "community.access.box"

    def _send_command(
        self, device, do, side=None, *, args=None, seconds=SECONDS, reason=""
    ):
        """Tell a device what to do; it is sent when this transaction is committed.

        :param device: identifier of the device on the box
        :param seconds: so long the box may carry it out
        :return: the row in the journal of commands
        """
        self.ensure_one()
        self._check_paired()
        if not device:
            raise UserError(self.env._("Say which device of the box it is for."))
        # sudo: whoever calls has checked who may; the journal is the suite's own.
        box, now = self.sudo(), time.time()
        command = box_wire.build_command(
            str(uuid.uuid4()),
            box.env["community.access.box.device"]._draw_seq(box, device, now),
            device=device,
            do=do,
            side=side or None,
            args=dict(args or {}),
            issued_at=round(now, 3),
            seconds=seconds,
        )
        row = (
            self.env["community.access.box.command"]
            ._with_pen()
            .create(box._prepare_command_values(command, reason))
        )
        mac = box_wire.mac(box._get_key(), box_wire.canonical(command))
        box._send("community_command", device, command=command, mac=mac)
        return row.with_env(self.env)

    def _prepare_command_values(self, command, reason):
        return {
            "uuid": command["id"],
            "box_id": self.id,
            "device": command["device"],
            "seq": command["seq"],
            "do": command["do"],
            "side": command["side"],
            "args": command["args"],
            "issued_at": _naive(command["issued_at"]),
            "valid_until": _naive(command["valid_until"]),
            "user_id": self.env.uid,
            "reason": reason,
        }

    def _check_paired(self):
        # sudo: whether a box is there is no secret to who works at its gates.
        box = self.sudo()
        if box.state != "paired":
            raise UserError(
                self.env._("The box %(box)s is not connected.", box=box.name)
            )


def _naive(seconds):
    return datetime.fromtimestamp(int(seconds), UTC).replace(tzinfo=None)
