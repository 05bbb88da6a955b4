from odoo import api, fields, models
from odoo.tools import SQL

from ..tools import box_report, box_wire


class CommunityAccessBoxDevice(models.Model):
    """Something that a box speaks to: a reader, a turnstile, relays, a locker bank."""

    _name = "community.access.box.device"
    _description = "Device of an IoT Box"
    _inherit = "community.member.card.number.guard"
    _order = "box_id, identifier"
    _rec_name = "identifier"

    box_id = fields.Many2one(
        "community.access.box", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="box_id.company_id", store=True, index=True)
    identifier = fields.Char(required=True, readonly=True)
    name = fields.Char(readonly=True)
    type = fields.Char(readonly=True)
    manufacturer = fields.Char(readonly=True)
    connection = fields.Char(readonly=True)
    subtype = fields.Char(readonly=True)
    protocol = fields.Selection(
        [
            ("line", "Reader: lines of text"),
            ("rdm6300", "Reader: RDM6300"),
            ("wiegand_text", "Reader: Wiegand converter"),
            ("lcus", "Relays: LCUS"),
            ("modbus", "Relays: Modbus"),
            ("turnstile", "Turnstile"),
            ("lockers", "Locker bank"),
        ],
        "Speaks",
        help="Without it the box leaves the device alone.",
    )
    baud = fields.Integer("Speed (Baud)", help="0: as the kind of device has it.")
    options = fields.Json(help="Settings of this kind of device.")
    last_seen = fields.Datetime("Last Heard Of", readonly=True)
    is_connected = fields.Boolean("Connected", readonly=True)
    error_count = fields.Integer("Errors", readonly=True)
    # Of the last command; more than an integer of the database holds.
    command_seq = fields.Float(digits=(16, 0), readonly=True, groups=fields.NO_ACCESS)

    _identifier_uniq = models.Constraint(
        "UNIQUE (box_id, identifier)", "A box has each device once."
    )
    _baud_in_range = models.Constraint(
        "CHECK (baud BETWEEN 0 AND 4000000)", "This speed does not exist."
    )

    def write(self, vals):
        result = super().write(vals)
        if {"protocol", "baud", "options"} & set(vals):
            self.env["community.access.box"]._ask_sync(self.company_id)
        return result

    @api.model
    def _take_stock(self, box, devices):
        """The devices that a box has now; those that are gone stay known.

        :param devices: texts by identifier, see `box_report.read_devices`
        """
        known = {one.identifier: one for one in box.device_ids}
        now = fields.Datetime.now()
        for name, values in devices.items():
            if name not in known:
                self.create(
                    {
                        "box_id": box.id,
                        "identifier": name,
                        "is_connected": True,
                        "last_seen": now,
                        **values,
                    }
                )
            else:
                known[name]._note({"is_connected": True, **values})
                known[name].last_seen = now
        for name in set(known) - set(devices):
            known[name]._note({"is_connected": False})

    @api.model
    def _note_health(self, box, devices):
        """How the devices are, as the box says with a sync."""
        for device in box.device_ids if isinstance(devices, dict) else ():
            said = devices.get(device.identifier)
            if isinstance(said, dict):
                device._note(
                    {
                        "is_connected": bool(said.get("connected")),
                        "error_count": box_report.count(said.get("errors")),
                    }
                )

    def _note(self, values):
        changed = {key: one for key, one in values.items() if self[key] != one}
        if changed:
            self.write(changed)

    def _get_settings(self):
        """How the box speaks to it."""
        settings = {"protocol": self.protocol or "", "baud": self.baud}
        if isinstance(self.options, dict):
            settings["options"] = self.options
        return settings

    @api.model
    def _draw_seq(self, box, identifier, now):
        """The place of the next command to a device; two never get the same."""
        device = self.search(
            [("box_id", "=", box.id), ("identifier", "=", identifier)]
        ) or self.create({"box_id": box.id, "identifier": identifier})
        self.env.cr.execute(
            SQL(
                "SELECT command_seq FROM community_access_box_device WHERE id = %s",
                device.id,
            )
        )
        seq = box_wire.next_seq(int(self.env.cr.fetchone()[0] or 0), now)
        # Who draws at the same moment has to look again.
        self.env.cr.execute(
            SQL(
                "UPDATE community_access_box_device SET command_seq = %s WHERE id = %s",
                seq,
                device.id,
            )
        )
        return seq
