from typing import Any, NamedTuple

from odoo import models


class Breach(NamedTuple):
    """A limit that would be exceeded, in the company's currency."""

    partner: Any
    limit: float
    total: float


class ResPartner(models.Model):
    """The credit limit counts what the whole tree below its holder owes."""

    _inherit = "res.partner"

    def _get_limit_holders(self):
        """Payers and everything above them: each may have a limit of its own."""
        holders = self.browse()
        above = self
        while above:
            holders |= above
            above = above.parent_id - holders
        return holders

    def _get_credit_limit(self, company):
        """The limit in the company's currency; 0: none."""
        self.ensure_one()
        # sudo: limits are for accounting; who sells is told of the outcome only.
        holder = self.sudo().with_company(company)
        in_use = company.account_use_credit_limit or holder.use_partner_credit_limit
        return holder.credit_limit if in_use else 0.0

    def _get_credit_breaches(self, added, company):
        """Which limits would be exceeded if these payers owed so much more.

        :param added: {payer: amount in the company's currency}
        :return: {payer: breach}, for payers without a breach nothing
        """
        holders = self._get_limit_holders()
        limits = {holder: holder._get_credit_limit(company) for holder in holders}
        limited = self.browse().union(*(who for who in holders if limits[who]))
        if not limited:
            return {}
        # sudo: figures are for the finance role; only what is too much is told.
        figures = limited.sudo().with_company(company)._get_tree_figures()
        more = dict.fromkeys(limited, 0.0)
        above = {payer: payer._get_limit_holders() & limited for payer in self}
        for payer, amount in added.items():
            for holder in above[payer]:
                more[holder] += amount
        found = {}
        for payer in self:
            for holder in above[payer]:
                owed = figures.get(holder.id, (0.0, 0.0, 0.0))[1]
                total = company.currency_id.round(owed + more[holder])
                if company.currency_id.compare_amounts(total, limits[holder]) > 0:
                    found.setdefault(payer, Breach(holder, limits[holder], total))
        return found
