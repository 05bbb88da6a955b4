from odoo import fields, models


class CommunityAccessTerminalUser(models.Model):
    """Whom a terminal was told to know."""

    _name = "community.access.terminal.user"
    _description = "User of a Terminal"
    _inherit = "community.pen.guard"
    _rec_name = "pin"
    _pen = "access_terminal_user"

    terminal_id = fields.Many2one(
        "community.access.terminal", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(
        related="terminal_id.company_id", store=True, index=True
    )
    credential_id = fields.Many2one(
        "community.access.credential",
        "Band or Card",
        index="btree_not_null",
        ondelete="set null",
    )
    pin = fields.Integer("Number on the Terminal", required=True)
    digest = fields.Char(help="Of what was sent; empty: to be sent again.")

    _pin_uniq = models.Constraint(
        "UNIQUE (terminal_id, pin)", "The terminal knows this band already."
    )
