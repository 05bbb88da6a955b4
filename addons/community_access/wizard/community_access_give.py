from odoo import api, fields, models
from odoo.exceptions import UserError

from ..tools.uid import UidError, normalise_uid


class CommunityAccessGive(models.TransientModel):
    """The desk's window: hold the band to the reader, say who gets it, done."""

    _name = "community.access.give"
    _description = "Give Out a Band"
    _inherit = "community.member.card.number.guard"

    uid = fields.Char("Band", help="Click here and hold the band to the reader.")
    partner_id = fields.Many2one("res.partner", "Who Gets It")
    old_id = fields.Many2one(
        "community.access.credential",
        "Instead Of",
        domain="[('partner_id', '=', partner_id), "
        "('state', 'in', ('issued', 'blocked'))]",
        help="A lost band stops at every gate in the same moment.",
    )
    medium_id = fields.Many2one(
        "community.access.medium",
        "Type of a New Band",
        domain="[('kind', 'in', ('band', 'card', 'fob'))]",
        compute="_compute_medium_id",
        store=True,
        readonly=False,
    )
    credential_id = fields.Many2one(
        "community.access.credential", compute="_compute_found"
    )
    holder_id = fields.Many2one("res.partner", compute="_compute_found")
    found = fields.Char(compute="_compute_found")
    deposit = fields.Monetary(compute="_compute_deposit", store=True, readonly=False)
    currency_id = fields.Many2one(
        "res.currency", default=lambda self: self.env.company.currency_id
    )

    @api.depends("uid")
    def _compute_found(self):
        credentials = self.env["community.access.credential"]
        for give in self:
            try:
                uid = normalise_uid(give.uid or "")
            except UidError as error:
                uid, give.found = "", credentials._get_uid_words(error)
            band = credentials.search(
                [("uid", "=", uid), ("company_id", "=", self.env.company.id)], limit=1
            )
            give.credential_id = band if uid else False
            give.holder_id = give.credential_id.partner_id
            if uid:
                give.found = give._say_found(give.credential_id)

    @api.depends("uid")
    def _compute_medium_id(self):
        for give in self:
            known = give.credential_id.medium_id
            give.medium_id = known or give._get_usual_medium()

    def _say_found(self, band):
        if not band:
            return self.env._("A new band: it is added to the stock and given out.")
        if band.state in ("stock", "returned"):
            return self.env._("%(band)s is free.", band=band.display_name)
        return band._get_held_words()

    def _get_usual_medium(self):
        return self.medium_id or self.env["community.access.medium"].search(
            [
                ("kind", "in", ("band", "card", "fob")),
                ("company_id", "in", [self.env.company.id, False]),
            ],
            limit=1,
        )

    @api.depends("medium_id")
    def _compute_deposit(self):
        for give in self:
            give.deposit = give.medium_id.deposit

    def action_give(self):
        """Give the band to the person; what it replaces stops at once."""
        self.ensure_one()
        if not self.partner_id:
            raise UserError(self.env._("Who gets the band?"))
        if not self.partner_id.active:
            raise UserError(
                self.env._("%(name)s is archived.", name=self.partner_id.name)
            )
        if self.old_id:
            self.old_id._end("lost", "swapped")
        band = self.credential_id or self._add_band()
        band._issue(self.partner_id, self.deposit)
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "success",
                "message": self.env._(
                    "%(name)s has %(band)s now.",
                    name=self.partner_id.name,
                    band=band.display_name,
                ),
                "next": {"type": "ir.actions.act_window_close"},
            },
        }

    def _add_band(self):
        if not self.medium_id:
            raise UserError(self.env._("Say which type of band it is."))
        return self.env["community.access.credential"].create(
            {"uid": self.uid, "medium_id": self.medium_id.id}
        )

    def action_take_back(self):
        """The band comes back first; then it can be given to somebody else."""
        self.ensure_one()
        self.credential_id.action_return()
        return {
            "type": "ir.actions.act_window",
            "res_model": self._name,
            "view_mode": "form",
            "target": "new",
            "name": self.env._("Give Out a Band"),
            "context": {"default_uid": self.uid},
        }
