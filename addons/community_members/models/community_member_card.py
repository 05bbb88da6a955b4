from odoo import api, fields, models
from odoo.tools import hmac as odoo_hmac

from ..tools.card_code import make_code, read_code

CARD_STATES = [
    ("active", "Active"),
    ("blocked", "Blocked"),
    ("lost", "Lost"),
    ("replaced", "Replaced"),
    ("returned", "Returned"),
]


class CommunityMemberCard(models.Model):
    """A card that proves membership; further holders have cards of their own."""

    _name = "community.member.card"
    _description = "Member Card"
    _inherit = ["community.member.card.number.guard", "mail.thread"]
    _order = "partner_id, id"

    name = fields.Char(
        "Card Number",
        required=True,
        readonly=True,
        copy=False,
        default=lambda self: self.env["ir.sequence"].next_by_code(
            "community.member.card"
        ),
    )
    partner_id = fields.Many2one(
        "res.partner", "Member", required=True, index=True, ondelete="cascade"
    )
    holder_id = fields.Many2one(
        "res.partner",
        "Additional Holder",
        index="btree_not_null",
        domain=[("is_company", "=", False)],
        help="Carries the card, when it is not the member.",
    )
    company_id = fields.Many2one(
        "res.company", default=lambda self: self.env.company, index=True
    )
    state = fields.Selection(
        CARD_STATES, default="active", required=True, tracking=True, copy=False
    )
    issued_on = fields.Date(default=fields.Date.context_today, required=True)
    expires_on = fields.Date(help="Empty: valid as long as the membership.")
    serial = fields.Integer(
        default=1,
        readonly=True,
        copy=False,
        help="Rises with every reprint; codes printed before are void.",
    )
    is_valid = fields.Boolean(compute="_compute_is_valid")
    code = fields.Char(
        compute="_compute_code", groups="community_members.group_member_officer"
    )

    _name_uniq = models.Constraint("UNIQUE (name)", "This card number is taken.")
    _one_card_a_holder = models.UniqueIndex(
        "(partner_id, COALESCE(holder_id, 0)) WHERE state = 'active'",
        "This person has an active card already. Block or replace it first.",
    )
    _expiry_order = models.Constraint(
        "CHECK (expires_on IS NULL OR expires_on >= issued_on)",
        "A card cannot expire before it is issued.",
    )

    @api.depends("state", "expires_on", "partner_id.is_member", "partner_id.active")
    def _compute_is_valid(self):
        today = fields.Date.context_today(self)
        for card in self:
            card.is_valid = (
                card.state == "active"
                and card.partner_id.is_member
                and card.partner_id.active
                and (not card.expires_on or card.expires_on >= today)
            )

    @api.depends("name", "serial")
    def _compute_code(self):
        secret = self._get_secret()
        for card in self:
            card.code = make_code(secret, card.name or "", card.serial)

    @api.model
    def _get_secret(self):
        """Key of the signatures, derived from the secret of the database."""
        # sudo: the secret is read for signing and never leaves the server.
        return odoo_hmac(self.env(su=True), "community_members.card", "v1").encode()

    @api.model
    def _find_by_code(self, code):
        """The card of a genuine code, whatever its state; empty for any other text."""
        found = read_code(self._get_secret(), code or "")
        if not found:
            return self.browse()
        number, serial = found
        # sudo: whoever holds the code may ask whether it is valid.
        return self.sudo().search([("name", "=", number), ("serial", "=", serial)])
