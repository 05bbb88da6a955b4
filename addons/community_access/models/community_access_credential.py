from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from ..tools.uid import UidError, normalise_uid
from .community_access_medium import THINGS

STATES = [
    ("stock", "In Stock"),
    ("issued", "Issued"),
    ("blocked", "Blocked"),
    ("lost", "Lost"),
    ("stolen", "Stolen"),
    ("returned", "Returned"),
]
HELD_STATES = ("issued", "blocked")
LIFE_FIELDS = {"state", "partner_id", "issued_on", "deposit_paid", "secret"}


class CommunityAccessCredential(models.Model):
    """One band, card, QR code or PIN: what a reader sees, and who carries it now.

    `key` is what readers deliver: the full number of the chip in upper-case hex,
    "Q" and the id for a QR code, "P" and a keyed hash for a PIN.
    """

    _name = "community.access.credential"
    _description = "Band or Card"
    _inherit = [
        "community.member.card.number.guard",
        "community.access.company.fence",
        "mail.thread",
    ]
    _order = "id DESC"
    _rec_names_search = ["name", "uid", "partner_id.name"]
    _check_company_auto = True

    name = fields.Char(
        "Printed Number", copy=False, index="trigram", help="What is read on it."
    )
    uid = fields.Char(
        "Chip Number",
        copy=False,
        help="The whole number of the chip, as the reader sends it.",
    )
    key = fields.Char(
        compute="_compute_key", store=True, groups="base.group_system", copy=False
    )
    secret = fields.Char(groups="base.group_system", copy=False)
    medium_id = fields.Many2one(
        "community.access.medium",
        "Type",
        required=True,
        index=True,
        check_company=True,
        ondelete="restrict",
        tracking=True,
    )
    kind = fields.Selection(related="medium_id.kind", store=True)
    color = fields.Integer(related="medium_id.color")
    company_id = fields.Many2one(
        "res.company", required=True, index=True, default=lambda self: self.env.company
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    state = fields.Selection(
        STATES, default="stock", required=True, readonly=True, tracking=True, copy=False
    )
    partner_id = fields.Many2one(
        "res.partner",
        "Held By",
        readonly=True,
        copy=False,
        index="btree_not_null",
        check_company=True,
        ondelete="restrict",
        tracking=True,
    )
    holding_ids = fields.One2many(
        "community.access.holding", "credential_id", "Holders"
    )
    access_pass_ids = fields.One2many(
        "community.access.pass", "credential_id", groups="base.group_system"
    )
    issued_on = fields.Datetime(readonly=True, copy=False)
    expires_on = fields.Date(
        tracking=True, copy=False, help="Last day; empty: as long as the rights."
    )
    is_admin = fields.Boolean(
        "Opens Everything",
        tracking=True,
        copy=False,
        groups="community_access.group_access_manager",
        help="For those who keep the house running. Each use is kept.",
    )
    deposit_paid = fields.Monetary("Deposit", readonly=True, copy=False)
    note = fields.Char()

    _key_uniq = models.UniqueIndex(
        "(company_id, key) WHERE key IS NOT NULL",
        "This band is known already. Open it to see who has it.",
    )
    _held_by_somebody = models.Constraint(
        "CHECK (state != 'issued' OR partner_id IS NOT NULL)",
        "Who gets the band?",
    )
    _held_by_nobody = models.Constraint(
        "CHECK (state NOT IN ('stock', 'returned') OR partner_id IS NULL)",
        "A band in stock is held by nobody.",
    )

    @api.depends("uid", "kind", "secret")
    def _compute_key(self):
        for credential in self:
            if credential.kind == "pin":
                credential.key = credential.secret
            elif credential.kind == "qr":
                credential.key = f"Q{credential.id}" if credential.id else False
            else:
                credential.key = credential.uid

    @api.depends("name", "uid", "medium_id")
    def _compute_display_name(self):
        for credential in self:
            number = credential.name or credential.uid
            parts = [credential.medium_id.name, number]
            credential.display_name = " ".join(part for part in parts if part)

    @api.constrains("kind", "uid")
    def _check_uid(self):
        for credential in self:
            if credential.kind in THINGS and not credential.uid:
                raise ValidationError(self.env._("Hold the band to the reader first."))

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            self._check_by_steps(vals)
            self._normalise(vals)
        credentials = super().create(vals_list)
        credentials._make_passes()
        return credentials

    def write(self, vals):
        self._check_by_steps(vals)
        if {"uid", "medium_id"} & vals.keys():
            self._check_not_held()
        self._normalise(vals)
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_known(self):
        """Who held what can be read later."""
        if self.holding_ids:
            raise UserError(
                self.env._("Somebody held this band. Archive nothing: return it.")
            )

    def _normalise(self, vals):
        """:raises ValidationError: when the number is none of a chip"""
        if not vals.get("uid"):
            return
        try:
            vals["uid"] = normalise_uid(vals["uid"])
        except UidError as error:
            raise ValidationError(self._get_uid_words(error)) from error

    @api.model
    def _get_uid_words(self, error):
        words = {
            "empty": self.env._("Hold the band to the reader."),
            "too_long": self.env._("That is no number of a chip: it is too long."),
            "not_hex": self.env._("The number of a chip has the signs 0–9 and A–F."),
            "not_decimal": self.env._("The number of this chip has only digits."),
            "wrong_length": self.env._(
                "The number of a chip has 4, 5, 7, 8 or 10 bytes. Take the whole "
                "number from the reader, not the short one that is printed."
            ),
            "blank_chip": self.env._("The reader lost the chip. Hold it there again."),
        }
        return words[error.code]

    def _check_by_steps(self, vals):
        """Who holds a band changes by giving it out and taking it back alone.

        :raises UserError: when somebody writes it by another way
        """
        if not self.env.su and LIFE_FIELDS & vals.keys():
            raise UserError(
                self.env._("Give the band out or take it back; do not edit who has it.")
            )

    def _check_not_held(self):
        for credential in self:
            if credential.state in HELD_STATES:
                raise UserError(
                    self.env._(
                        "%(name)s holds it. Take it back first.",
                        name=credential.partner_id.name,
                    )
                )

    def _make_passes(self):
        # sudo: passes are written by the suite alone.
        self.env["community.access.pass"].sudo()._with_pen().create(
            [{"credential_id": credential.id} for credential in self]
        )
