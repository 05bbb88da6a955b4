from datetime import timedelta
from ipaddress import ip_address, ip_network

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from ..tools import adms

# A terminal asks each ten seconds; it is written down each half minute.
HEARD = timedelta(seconds=30)
ONLINE = timedelta(minutes=3)


class CommunityAccessTerminal(models.Model):
    """A terminal that decides by itself, and asks the server for its list of users."""

    _name = "community.access.terminal"
    _description = "Access Terminal"
    _inherit = [
        "community.member.card.number.guard",
        "community.access.company.fence",
        "mail.thread",
    ]
    _fence = "gate_id"
    _order = "name, id"
    _check_company_auto = True

    name = fields.Char(required=True, tracking=True)
    active = fields.Boolean(default=True)
    serial_number = fields.Char(
        required=True, copy=False, tracking=True, help="Printed on its back."
    )
    gate_id = fields.Many2one(
        "community.access.gate",
        required=True,
        index=True,
        ondelete="restrict",
        tracking=True,
    )
    side = fields.Selection(
        [("in", "In"), ("out", "Out")], default="in", required=True, tracking=True
    )
    company_id = fields.Many2one(related="gate_id.company_id", store=True, index=True)
    state = fields.Selection(
        [("new", "New"), ("approved", "Approved"), ("revoked", "Revoked")],
        default="new",
        required=True,
        readonly=True,
        copy=False,
        tracking=True,
    )
    network = fields.Char(
        "Only From",
        tracking=True,
        help="Address or network from which it may ask, such as 192.0.2.0/24.",
    )
    card_form = fields.Selection(
        [("decimal", "Decimal"), ("hex", "Hexadecimal")],
        "Cards As",
        default="decimal",
        required=True,
    )
    is_card_reversed = fields.Boolean("Bytes in Reverse")
    last_seen = fields.Datetime("Last Heard Of", readonly=True, copy=False)
    address = fields.Char("Last Address", readonly=True, copy=False)
    firmware = fields.Char(readonly=True, copy=False)
    health = fields.Selection(
        [
            ("new", "To approve"),
            ("online", "Online"),
            ("silent", "Not heard of"),
            ("revoked", "Revoked"),
        ],
        compute="_compute_health",
    )
    stamp = fields.Char(readonly=True, copy=False)
    op_stamp = fields.Char(readonly=True, copy=False)
    # Up to where passes were looked at, and for which day and settings.
    pass_revision = fields.Char(groups=fields.NO_ACCESS, copy=False)
    pass_mark = fields.Char(groups=fields.NO_ACCESS, copy=False)
    command_ids = fields.One2many(
        "community.access.terminal.command", "terminal_id", "Commands"
    )
    user_ids = fields.One2many("community.access.terminal.user", "terminal_id")
    pending_count = fields.Integer("Commands Waiting", compute="_compute_counts")
    user_count = fields.Integer("People on It", compute="_compute_counts")

    _serial_uniq = models.Constraint(
        "UNIQUE (serial_number)", "This terminal is known already."
    )

    @api.depends("state", "last_seen")
    def _compute_health(self):
        limit = fields.Datetime.now() - ONLINE
        for terminal in self:
            is_heard = terminal.last_seen and terminal.last_seen >= limit
            terminal.health = (
                terminal.state
                if terminal.state != "approved"
                else ("online" if is_heard else "silent")
            )

    @api.depends("command_ids.state", "user_ids")
    def _compute_counts(self):
        commands = dict(
            self.env["community.access.terminal.command"]._read_group(
                [("terminal_id", "in", self.ids), ("state", "in", ("waiting", "sent"))],
                ["terminal_id"],
                ["__count"],
            )
        )
        users = dict(
            self.env["community.access.terminal.user"]._read_group(
                [("terminal_id", "in", self.ids)], ["terminal_id"], ["__count"]
            )
        )
        for terminal in self:
            terminal.pending_count = commands.get(terminal, 0)
            terminal.user_count = users.get(terminal, 0)

    @api.constrains("serial_number")
    def _check_serial_number(self):
        for terminal in self:
            if not adms.is_serial(terminal.serial_number):
                raise ValidationError(
                    self.env._("A serial number has 4 to 40 letters and digits.")
                )

    @api.constrains("network")
    def _check_network(self):
        for terminal in self.filtered("network"):
            try:
                ip_network(terminal.network.strip(), strict=False)
            except ValueError as error:
                raise ValidationError(
                    self.env._("Write a network such as 192.0.2.0/24.")
                ) from error

    @api.constrains("gate_id", "side")
    def _check_side(self):
        for terminal in self:
            if terminal.gate_id.sides not in ("both", terminal.side):
                raise ValidationError(self.env._("The gate has no such side."))

    @api.model
    def _find_asking(self, serial, address):
        """The approved terminal of a serial number, none if it comes from elsewhere."""
        if not adms.is_serial(serial):
            return self.browse()
        found = self.search([("serial_number", "=", serial)])
        if not found or not found._is_from(address):
            return self.browse()
        found._hear(address)
        return found if found.state == "approved" else self.browse()

    def _is_from(self, address):
        if not self.network:
            return True
        try:
            return ip_address(address) in ip_network(self.network.strip(), strict=False)
        except ValueError:
            return False

    def _hear(self, address):
        """Kept now and then: a terminal asks all the time."""
        now = fields.Datetime.now()
        if self.state == "revoked" or (self.last_seen and now - self.last_seen < HEARD):
            return
        self.write({"last_seen": now, "address": address})

    def action_approve(self):
        """From now on it is answered; it gets everybody anew.

        The protocol knows no secret, and a serial number is printed on the terminal: so
        the network has to say that it is the one.
        """
        if self.filtered(lambda one: not one.network):
            raise UserError(
                self.env._("Say first from which address or network it may ask.")
            )
        self.write({"state": "approved"})
        return self.action_send_again()

    def action_revoke(self):
        """It gets no answer any more; whom it holds it goes on to know."""
        self.write({"state": "revoked"})
        return True

    def action_send_again(self):
        """Everybody is sent again: for a terminal that was reset."""
        self.check_access("write")
        if self.filtered(lambda one: one.state != "approved"):
            raise UserError(self.env._("Approve the terminal first."))
        self.user_ids._with_pen().write({"digest": False})
        # sudo: where the list stands is nobody's to read.
        self.sudo().write({"pass_revision": False, "pass_mark": False})
        self._ask_refresh()
        return True
