from odoo import fields, models
from odoo.fields import Domain


class ResPartner(models.Model):
    """Who has a running subscription, and support with it, at no further cost."""

    _inherit = "res.partner"

    def _get_active_contracts(self, day=None):
        """Contracts that give these partners rights on `day`, as holder or by seat."""
        day = day or fields.Date.context_today(self)
        # sudo: that a contract runs is asked by those who may not read contracts.
        partners = self.sudo()
        seats = partners.env["community.contract.seat"]._search(
            Domain("partner_id", "in", partners.ids)
            & Domain("date_from", "<=", day)
            & (Domain("date_to", "=", False) | Domain("date_to", ">=", day))
        )
        found = partners.env["community.contract"].search(
            Domain("state", "not in", ("draft", "ended"))
            & Domain("date_start", "<=", day)
            & (
                Domain("partner_id", "in", partners.ids)
                | Domain("seat_ids", "in", seats)
            )
        )
        return found.filtered(lambda contract: contract._gives_access(day))

    def _has_support(self, day=None):
        """Whether support is open to any of these partners: it is included, not sold.

        It opens with the subscription and closes with it.
        """
        allowances = self._get_active_contracts(day).plan_id.allowance_ids
        return "support" in allowances.mapped("kind")
