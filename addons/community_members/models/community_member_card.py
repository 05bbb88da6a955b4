from odoo import api, fields, models
from odoo.exceptions import UserError
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
    person_id = fields.Many2one(
        "res.partner",
        "Carried By",
        compute="_compute_person_id",
        help="The additional holder, else the member.",
    )
    company_id = fields.Many2one(
        "res.company", default=lambda self: self.env.company, index=True
    )
    state = fields.Selection(
        CARD_STATES, default="active", required=True, tracking=True, copy=False
    )
    issued_on = fields.Date(default=fields.Date.context_today, required=True)
    expires_on = fields.Date(help="Empty: valid as long as the membership.")
    valid_until = fields.Date(
        compute="_compute_valid_until",
        help="Printed on the card: its own expiry, else the end of the membership.",
    )
    replaced_by_id = fields.Many2one(
        "community.member.card",
        readonly=True,
        copy=False,
        index="btree_not_null",
    )
    serial = fields.Integer(
        default=1,
        readonly=True,
        copy=False,
        help="Rises with every reprint; codes printed before are void.",
    )
    printed_on = fields.Datetime("Last Printed", readonly=True, copy=False)
    is_valid = fields.Boolean(compute="_compute_is_valid")
    code = fields.Char(
        compute="_compute_code", groups="community_members.group_member_officer"
    )

    _name_uniq = models.Constraint("UNIQUE (name)", "This card number is taken.")
    _one_card_a_holder = models.UniqueIndex(
        "(partner_id, COALESCE(holder_id, 0), COALESCE(company_id, 0))"
        " WHERE state = 'active'",
        "This person has an active card already. Block or replace it first.",
    )
    _expiry_order = models.Constraint(
        "CHECK (expires_on IS NULL OR expires_on >= issued_on)",
        "A card cannot expire before it is issued.",
    )

    @api.depends("partner_id", "holder_id")
    def _compute_person_id(self):
        for card in self:
            card.person_id = card.holder_id or card.partner_id

    @api.depends("expires_on", "partner_id.membership_end")
    def _compute_valid_until(self):
        for card in self:
            card.valid_until = card.expires_on or card.partner_id.membership_end

    @api.depends(
        "state",
        "expires_on",
        "partner_id.is_member",
        "partner_id.active",
        "holder_id.active",
    )
    def _compute_is_valid(self):
        today = fields.Date.context_today(self)
        standings = self.partner_id._get_standings(today)
        for card in self:
            standing = standings.get(card.partner_id.id)
            card.is_valid = (
                card.state == "active"
                and card.partner_id.active
                and bool(standing and standing.counts_as_member)
                and (not card.holder_id or card.holder_id.active)
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

    # ------------------------------------------------------------
    # ACTIONS
    # ------------------------------------------------------------

    def action_block(self):
        """The card is void until it is unblocked."""
        self._check_state(("active",))
        self.write({"state": "blocked"})
        return True

    def action_unblock(self):
        self._check_state(("blocked",))
        self.write({"state": "active"})
        return True

    def action_lost(self):
        """The card is void for good; a replacement gets a new number."""
        self._check_state(("active", "blocked"))
        self.write({"state": "lost"})
        return True

    def action_return(self):
        self._check_state(("active", "blocked", "lost"))
        self.write({"state": "returned"})
        return True

    def action_replace(self):
        """A new card with a new number for the same person; this one is void."""
        self._check_state(("active", "blocked", "lost"))
        self.write({"state": "replaced"})
        self.flush_recordset(["state"])
        cards = self.create([card._prepare_replacement_values() for card in self])
        for old, new in zip(self, cards, strict=True):
            old.replaced_by_id = new
        return cards._get_open_action()

    def action_print(self):
        """Print cards for the first time; also prints a card again as it is."""
        self._check_state(("active",))
        self.write({"printed_on": fields.Datetime.now()})
        return self.env.ref(
            "community_members.community_member_card_action_report"
        ).report_action(self)

    def action_reprint(self):
        """Print anew under the same number; the plastic printed before is void."""
        self._check_state(("active",))
        for card in self:
            card.serial += 1
        return self.action_print()

    def _check_state(self, allowed):
        """:raises UserError: when a card is in none of the `allowed` states."""
        self.check_access("write")
        labels = dict(self._fields["state"]._description_selection(self.env))
        for card in self:
            if card.state not in allowed:
                raise UserError(
                    self.env._(
                        "Card %(number)s is marked “%(state)s”; this cannot be done "
                        "with it any more.",
                        number=card.name,
                        state=labels[card.state],
                    )
                )

    def _prepare_replacement_values(self):
        self.ensure_one()
        today = fields.Date.context_today(self)
        still_runs = self.expires_on and self.expires_on >= today
        return {
            "partner_id": self.partner_id.id,
            "holder_id": self.holder_id.id,
            "company_id": self.company_id.id,
            "expires_on": self.expires_on if still_runs else False,
        }

    def _get_open_action(self):
        action = {
            "type": "ir.actions.act_window",
            "res_model": "community.member.card",
            "name": self.env._("Member Cards"),
        }
        if len(self) == 1:
            return action | {"view_mode": "form", "res_id": self.id}
        return action | {
            "view_mode": "list,form",
            "domain": [("id", "in", self.ids)],
        }
