import logging

from odoo import api, models

_logger = logging.getLogger(__name__)
AT_ONCE = 200


class CommunityContract(models.Model):
    """What the calendar, or another price, does to contracts: once a night."""

    _inherit = "community.contract"

    @api.model
    def _cron_refresh_contracts(self):
        """Lay out and look again at contracts whose day has come; safe to repeat.

        Each contract names the day on which its state, its paid days or its horizon
        change by themselves; those with products, prices or taxes that were written
        since they were laid out come in addition.

        :return: whether nothing is left to do
        """
        cron = self.env["ir.cron"]
        stale, failed = self._get_every_stale().ids, self.browse()
        cron._commit_progress(remaining=len(stale))
        while contracts := self._get_contracts_to_refresh(stale, failed):
            failed += contracts._refresh_or_split()
            stale = [each for each in stale if each not in set(contracts.ids)]
            left = self._count_contracts_to_refresh(failed) + len(stale)
            if not cron._commit_progress(len(contracts), remaining=left):
                return not left
        return True

    def _get_refresh_domain(self, failed):
        return [
            ("check_date", "<=", self._get_today()),
            ("state", "!=", "draft"),
            ("id", "not in", failed.ids),
        ]

    def _get_contracts_to_refresh(self, stale, failed):
        found = self.search(
            self._get_refresh_domain(failed), order="check_date, id", limit=AT_ONCE
        )
        return found or self.browse(stale[:AT_ONCE]).exists() - failed

    def _count_contracts_to_refresh(self, failed):
        return self.search_count(self._get_refresh_domain(failed))

    def _refresh_or_split(self):
        """Refresh all at once, or one after the other if one of them fails.

        Contracts that somebody else writes at this moment, such as billing, are left
        to the next night.

        :return: those that were not refreshed
        """
        locked = self.try_lock_for_update()
        try:
            with self.env.cr.savepoint():
                locked._lay_out()
                locked._refresh_state()
            return self - locked
        except Exception:
            if len(locked) == 1:
                _logger.exception("Contract %s cannot be refreshed.", locked.id)
                return self
        failed = self - locked
        for contract in locked:
            failed += contract._refresh_or_split()
        return failed


class ProductPricelistItem(models.Model):
    """A price rule that is gone is noticed by its pricelist."""

    _inherit = "product.pricelist.item"

    @api.ondelete(at_uninstall=False)
    def _touch_pricelist(self):
        for pricelist in self.pricelist_id:
            pricelist.name = pricelist.name
