from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError


class CommunityCheckinGate(models.Model):
    """An entrance or exit of an event: a group of stewards' phones."""

    _name = "community.checkin.gate"
    _description = "Gate of an Event"
    _inherit = "community.member.card.number.guard"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    event_id = fields.Many2one(
        "event.event", required=True, index=True, ondelete="cascade"
    )
    direction = fields.Selection(
        [("in", "In"), ("out", "Out"), ("both", "In and Out")],
        required=True,
        default="in",
    )
    ticket_ids = fields.Many2many(
        "event.event.ticket",
        string="Only These Tickets",
        copy=False,
        help="Empty: every ticket passes here.",
    )
    device_ids = fields.One2many(
        "community.checkin.device",
        "gate_id",
        "Phones",
        context={"active_test": False},
    )
    device_count = fields.Integer("# Phones", compute="_compute_device_count")

    @api.depends("device_ids")
    def _compute_device_count(self):
        # sudo: a number; stewards open the event without seeing the phones.
        devices_sudo = self.env["community.checkin.device"].sudo()
        rows = devices_sudo._read_group(
            [("gate_id", "in", self.ids)], ["gate_id"], ["__count"]
        )
        counts = {gate.id: count for gate, count in rows}
        for gate in self:
            gate.device_count = counts.get(gate._origin.id, 0)

    @api.constrains("event_id", "ticket_ids")
    def _check_tickets(self):
        for gate in self:
            foreign = gate.ticket_ids.filtered(
                lambda ticket, event=gate.event_id: ticket.event_id != event
            )
            if foreign:
                raise ValidationError(
                    self.env._(
                        "“%(ticket)s” is no ticket of this event, so nobody could come "
                        "in with it at “%(gate)s”.",
                        ticket=foreign[0].name,
                        gate=gate.name,
                    )
                )

    def write(self, vals):
        # The rights were asked for the event it was at, not for another one.
        if "event_id" in vals and self.event_id.ids != [vals["event_id"]]:
            raise UserError(
                self.env._(
                    "A gate stays with its event. Make a new gate at the other one."
                )
            )
        return super().write(vals)

    def action_add_phone(self):
        """A device of this gate, with the link that makes a phone this device."""
        self.ensure_one()
        self.check_access("write")
        device = self.env["community.checkin.device"].create(
            {
                "gate_id": self.id,
                "name": self.env._("Phone %(number)s", number=len(self.device_ids) + 1),
            }
        )
        return device.action_show_link()
