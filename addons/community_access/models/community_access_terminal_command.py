from datetime import timedelta

from odoo import fields, models

from ..tools import adms

AT_ONCE = 100
# Told again when no answer came: doing it twice changes nothing.
AGAIN = timedelta(minutes=5)


class CommunityAccessTerminalCommand(models.Model):
    """What a terminal has to fetch, and what became of it.

    Names and numbers are not kept here: they are looked up when it is fetched.
    """

    _name = "community.access.terminal.command"
    _description = "Command to a Terminal"
    _inherit = "community.pen.guard"
    _order = "id DESC"
    _rec_name = "do"
    _pen = "access_terminal_command"

    terminal_id = fields.Many2one(
        "community.access.terminal", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(
        related="terminal_id.company_id", store=True, index=True
    )
    do = fields.Selection(
        [("update", "Add or Change"), ("delete", "Remove")], "Command", required=True
    )
    credential_id = fields.Many2one(
        "community.access.credential",
        "Band or Card",
        index="btree_not_null",
        ondelete="set null",
    )
    pin = fields.Integer("Number on the Terminal", required=True)
    state = fields.Selection(
        [
            ("waiting", "Waiting"),
            ("sent", "Fetched"),
            ("done", "Done"),
            ("refused", "Refused"),
            ("replaced", "Replaced"),
        ],
        default="waiting",
        required=True,
    )
    sent_at = fields.Datetime("Fetched At")
    answered_at = fields.Datetime("Answered")
    code = fields.Integer("Answer", help="Negative numbers are the terminal's errors.")

    _waiting_index = models.Index(
        "(terminal_id, id) WHERE state IN ('waiting', 'sent')"
    )

    def _queue(self, terminal, updates, deletes):
        """Add commands; those before them for the same number are void.

        :param updates: ids of credentials
        :param deletes: numbers on the terminal
        """
        pins = [*updates, *deletes]
        if not pins:
            return
        commands = self._with_pen()
        commands.search(
            [
                ("terminal_id", "=", terminal.id),
                ("pin", "in", pins),
                ("state", "in", ("waiting", "sent")),
            ]
        ).write({"state": "replaced"})
        rows = [{"do": "update", "credential_id": pin, "pin": pin} for pin in updates]
        rows += [{"do": "delete", "pin": pin} for pin in deletes]
        commands.create([{"terminal_id": terminal.id, **row} for row in rows])

    def _fetch(self, terminal):
        """[(number, text)] of what the terminal has to do next."""
        now = fields.Datetime.now()
        due = self._with_pen().search(
            [
                ("terminal_id", "=", terminal.id),
                "|",
                ("state", "=", "waiting"),
                "&",
                ("state", "=", "sent"),
                ("sent_at", "<", now - AGAIN),
            ],
            order="id",
            limit=AT_ONCE,
        )
        due.write({"state": "sent", "sent_at": now})
        return [(one.id, one._get_text()) for one in due]

    def _get_text(self):
        # sudo: the number of a chip and the name go to the terminal alone.
        band = self.sudo().credential_id
        if self.do == "delete" or not band.uid or band.state != "issued":
            return adms.format_delete(self.pin)
        name = adms.shorten_name(band.partner_id.name)
        return adms.format_update(self.pin, name, self.terminal_id._get_card(band.uid))

    def _mark(self, terminal, results):
        """What became of commands, as the terminal says."""
        codes = {one.command: one.code for one in results}
        found = self._with_pen().search(
            [
                ("terminal_id", "=", terminal.id),
                ("id", "in", list(codes)),
                ("state", "=", "sent"),
            ]
        )
        now = fields.Datetime.now()
        for command in found:
            code = codes[command.id]
            state = "refused" if code < 0 else "done"
            command.write({"state": state, "code": code, "answered_at": now})
