from odoo import fields, models
from odoo.exceptions import UserError

MOST = 1000


class CommunityLockerNumber(models.TransientModel):
    """New doors of a bank, from one number to another."""

    _name = "community.locker.number"
    _description = "Number Lockers"

    bank_id = fields.Many2one("community.locker.bank", required=True)
    first = fields.Integer("From", required=True, default=1)
    last = fields.Integer("To", required=True, default=20)
    size = fields.Selection(
        [("small", "Small"), ("medium", "Medium"), ("large", "Large")],
        required=True,
        default="medium",
    )

    def action_create(self):
        """Doors that are there already stay as they are."""
        self.ensure_one()
        if not 0 < self.first <= self.last < self.first + MOST:
            raise UserError(
                self.env._(
                    "Number from a smaller to a larger number, up to %(most)s at once.",
                    most=MOST,
                )
            )
        lockers = self.env["community.locker"].with_context(active_test=False)
        known = lockers.search([("bank_id", "=", self.bank_id.id)]).mapped("number")
        lockers.create(
            [
                {"bank_id": self.bank_id.id, "number": number, "size": self.size}
                for number in range(self.first, self.last + 1)
                if number not in set(known)
            ]
        )
        return {"type": "ir.actions.act_window_close"}
