from odoo import fields, models

from .community_access_band_money import DEPOSIT_KINDS


class CommunityAccessHolding(models.Model):
    """What was left for a band, and what its loss costs."""

    _inherit = "community.access.holding"

    money_ids = fields.One2many("community.access.band.money", "holding_id")

    _deposit_not_negative = models.Constraint(
        "CHECK (deposit >= 0)", "A deposit cannot be negative."
    )

    def _get_deposit_held(self):
        """What the club still keeps of the deposit for this holding."""
        rows_sudo = self.sudo().money_ids  # sudo: of this holding only
        kept = rows_sudo.filtered(lambda row: row.kind in DEPOSIT_KINDS)
        return sum(kept.mapped("amount"))

    def _get_loss_fee(self):
        """What it costs that the band does not come back; 0 when it was charged.

        A type without a fee keeps the deposit.
        """
        self.ensure_one()
        rows_sudo = self.sudo().money_ids  # sudo: as above
        if "fee" in rows_sudo.mapped("kind"):
            return 0.0
        return self.credential_id.medium_id.loss_fee or self._get_deposit_held()

    def _bill(self, kind, amount, origin):
        rows = self.env["community.access.band.money"]
        return rows._bill(self, kind, amount, f"{origin}:{self.id}")

    def _charge_loss(self):
        return self._bill("fee", self._get_loss_fee(), "fee")

    def _give_deposit_back(self):
        return self._bill("back", -self._get_deposit_held(), "back")

    def _take_deposit(self, deposit, before):
        """The deposit for this holding; what the band before had left comes along.

        :param before: the holding of the band that this one replaces
        :return: rows of what is to pay or owed back now
        """
        moved = before._get_deposit_held() if before else 0.0
        if moved:
            before._bill("moved_out", -moved, "moved_out")
            self._bill("moved_in", moved, "moved_in")
        rest = deposit - moved
        if rest < 0:
            return self._bill("back", rest, "swap")
        return self._bill("deposit", rest, "deposit")
