from odoo import api, fields, models
from odoo.exceptions import UserError

from ..tools.uid import UidError, normalise_uid


class CommunityLockerDeskWindow(models.TransientModel):
    """A band on the reader of the desk: which locker, open it, give one, change it."""

    _name = "community.locker.desk"
    _description = "Locker at the Desk"
    _inherit = "community.member.card.number.guard"

    scanned = fields.Char("Band Reader", help="Click here and hold the band to it.")
    credential_id = fields.Many2one(
        "community.access.credential",
        "Band",
        domain="[('state', '=', 'issued')]",
    )
    partner_id = fields.Many2one(
        related="credential_id.partner_id", string="Holder", related_sudo=False
    )
    use_id = fields.Many2one("community.locker.use", compute="_compute_use_id")
    where = fields.Char("Has Now", compute="_compute_use_id")
    bank_id = fields.Many2one("community.locker.bank", "Room")
    locker_id = fields.Many2one(
        "community.locker",
        domain="[('bank_id', '=', bank_id), ('state', '=', 'free')]",
        help="Empty: the first free one.",
    )
    told = fields.Char(compute="_compute_told")

    @api.onchange("scanned")
    def _onchange_scanned(self):
        if not self.scanned:
            return None
        try:
            uid = normalise_uid(self.scanned)
        except UidError:
            uid = ""
        found = self.env["community.access.credential"].search(
            [("uid", "=", uid), ("company_id", "in", self.env.companies.ids)], limit=1
        )
        self.credential_id, self.scanned = found if uid else False, False
        if self.credential_id:
            return None
        text = self.env._("No band of this number is known.")
        return {"warning": {"title": self.env._("Unknown Band"), "message": text}}

    @api.depends("credential_id")
    def _compute_use_id(self):
        uses = self.env["community.locker.use"]
        banks = self.env["community.locker.bank"]
        for window in self:
            credential = window.credential_id
            use = uses._get_open(credential) if credential else uses
            window.use_id = use
            window.where = banks._tell_where(use) if credential else False

    @api.depends("credential_id", "bank_id", "locker_id")
    def _compute_told(self):
        """What would be refused, before somebody clicks."""
        none = self.env["community.locker.use"]
        for window in self:
            bank = window.locker_id.bank_id or window.bank_id
            locker = window.locker_id or bank._get_free_doors()[:1]
            window.told = False
            if window.credential_id and locker:
                decision = bank._decide_take(window.credential_id, locker, none, True)
                window.told = bank._tell(decision.to_json())

    # ------------------------------------------------------------
    # ACTIONS
    # ------------------------------------------------------------

    def action_open(self):
        """Open what the holder has."""
        self.ensure_one()
        if not self.use_id:
            raise UserError(self.env._("This band has no locker."))
        self.use_id.with_env(self.env).action_release()
        return self._tell_and_close(
            {"did": "opened", "name": self.use_id.locker_id.name, "reasons": []}
        )

    def action_give(self):
        """Give the chosen locker or the first free one; change what the holder has."""
        self.ensure_one()
        if not self.credential_id:
            raise UserError(self.env._("Hold the band to the reader first."))
        bank, locker = self._get_choice()
        bank.check_access("read")
        locker._check_desk()
        if self.use_id:
            answer = bank._change(self.use_id.with_env(self.env), locker)
        elif self.locker_id:
            answer = bank._take(self.credential_id, locker, self.use_id, chosen=True)
        else:
            answer = bank._assign(self.credential_id, self.use_id)
        if not answer["did"]:
            raise UserError(bank._tell(answer))
        return self._tell_and_close(answer)

    def _get_choice(self):
        bank = self.locker_id.bank_id or self.bank_id
        locker = self.locker_id or bank._get_free_doors()[:1]
        if not bank:
            raise UserError(self.env._("Choose a room or a locker."))
        if not locker:
            raise UserError(
                self.env._("All lockers of %(room)s are taken.", room=bank.name)
            )
        return bank, locker

    def _tell_and_close(self, answer):
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "success",
                "message": self.env["community.locker.bank"]._tell(answer),
                "next": {"type": "ir.actions.act_window_close"},
            },
        }
