from odoo import fields, models


class CommunityLockerMaster(models.TransientModel):
    """The first of two people asks for a master opening, and says why."""

    _name = "community.locker.master"
    _description = "Ask for a Master Opening"
    _inherit = "community.member.card.number.guard"

    locker_id = fields.Many2one("community.locker", required=True)
    partner_id = fields.Many2one(
        related="locker_id.partner_id", string="Held By", related_sudo=False
    )
    reason = fields.Char(required=True)

    def action_ask(self):
        self.ensure_one()
        opening = self.env["community.locker.opening"]._ask(self.locker_id, self.reason)
        return {
            "type": "ir.actions.act_window",
            "res_model": "community.locker.opening",
            "res_id": opening.id,
            "views": [(False, "form")],
        }
