from odoo import api, fields, models
from odoo.exceptions import UserError

from ..models.community_access_credential import HELD_STATES
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
        compute="_compute_old_id",
        store=True,
        readonly=False,
        domain="[('partner_id', '=', partner_id), ('kind', 'not in', ('qr', 'pin')), "
        "('state', 'in', ('issued', 'blocked', 'lost'))]",
        help="A lost band stops at every gate in the same moment.",
    )
    old_state = fields.Selection(related="old_id.state")
    old_end = fields.Selection(
        [("lost", "Is Lost"), ("returned", "Is Handed In")],
        "The Old One",
        default="lost",
        required=True,
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
    warning = fields.Char(readonly=True)
    has_already = fields.Char(compute="_compute_has_already")
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

    @api.depends("partner_id", "old_id")
    def _compute_has_already(self):
        """Who has a band gets a second one only if that is meant."""
        for give in self:
            held = give.partner_id.access_credential_ids.filtered(
                lambda band: (
                    band.state in HELD_STATES
                    and band.kind not in ("qr", "pin")
                    and band.company_id == self.env.company
                )
            )
            others = held - give.old_id
            give.has_already = (
                self.env._(
                    "%(name)s has %(bands)s already. This will be one more.",
                    name=give.partner_id.name,
                    bands=", ".join(others.mapped("display_name")),
                )
                if others
                else False
            )

    @api.depends("partner_id")
    def _compute_old_id(self):
        """A band of somebody else is nobody's old one."""
        for give in self:
            if give.old_id.partner_id != give.partner_id:
                give.old_id = False

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

    # ------------------------------------------------------------
    # ACTIONS
    # ------------------------------------------------------------

    def action_give(self):
        """Give the band to the person; what it replaces stops at once.

        When the new band cannot be given, a lost one is stopped all the same: the
        window stays open and says why.
        """
        self.ensure_one()
        self.check_access("write")
        self.invalidate_recordset(["credential_id", "holder_id"])  # as it is by now
        self._check_person()
        self._check_old()
        try:
            with self.env.cr.savepoint():
                band = self._give()
        except UserError as error:
            if not self.old_id or self.old_end != "lost":
                raise
            return self._stop_old(error.args[0])
        return self._tell(band)

    def _check_person(self):
        if not self.partner_id:
            raise UserError(self.env._("Who gets the band?"))
        if not self.partner_id.active:
            raise UserError(
                self.env._("%(name)s is archived.", name=self.partner_id.name)
            )

    def _check_old(self):
        """What is replaced is a band of this person here, and another one.

        :raises UserError: so that nobody's band is stopped by a slip
        """
        old = self.old_id
        if old and (
            old.partner_id != self.partner_id
            or old.company_id != self.env.company
            or old.state not in (*HELD_STATES, "lost")
            or old == self.credential_id
        ):
            raise UserError(
                self.env._(
                    "%(band)s is not a band of %(name)s that can be replaced.",
                    band=old.display_name,
                    name=self.partner_id.name,
                )
            )

    def _give(self):
        """:return: the band that the person has now"""
        old = self.old_id
        if old and old.state in HELD_STATES:
            old._end(self.old_end, "swapped")
        band = self.credential_id or self._add_band()
        return band._issue(self.partner_id, self.deposit, instead_of=old or None)

    def _add_band(self):
        if not self.medium_id:
            raise UserError(self.env._("Say which type of band it is."))
        return self.env["community.access.credential"].create(
            {"uid": self.uid, "medium_id": self.medium_id.id}
        )

    def _tell(self, band):
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
                "next": {"type": "ir.actions.client", "tag": "soft_reload"},
            },
        }

    def action_stop_old(self):
        """Block the lost band now, whatever becomes of the new one."""
        self.ensure_one()
        self.check_access("write")
        self._check_old()
        if not self.old_id:
            raise UserError(self.env._("Choose the band that is lost."))
        return self._stop_old()

    def _stop_old(self, reason=None):
        """It opens nothing from now on; it can be unblocked if it is found."""
        if self.old_id.state == "issued":
            self.old_id.action_block()
        self.warning = "\n".join(
            part
            for part in (
                reason,
                self.env._("%(band)s is blocked.", band=self.old_id.display_name),
            )
            if part
        )
        return self._reopen(res_id=self.id)

    def action_take_back(self):
        """The band comes back first; then it can be given to somebody else."""
        self.ensure_one()
        self.check_access("write")
        self.credential_id.action_return()
        return self._reopen(context={"default_uid": self.uid})

    def _reopen(self, **values):
        return {
            "type": "ir.actions.act_window",
            "res_model": self._name,
            "view_mode": "form",
            "views": [(False, "form")],
            "target": "new",
            "name": self.env._("Give Out a Band"),
            **values,
        }
