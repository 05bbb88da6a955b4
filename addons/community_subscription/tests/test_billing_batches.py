"""A whole evening of billing: poisoned contracts, queries, equal amounts."""

import logging
import resource
from datetime import date

from freezegun import freeze_time

from odoo.tests import tagged
from odoo.tools.misc import real_time

from .common import CommunitySubscriptionCommon

_logger = logging.getLogger(__name__)
DAY = date(2026, 3, 10)


class BillingBatches(CommunitySubscriptionCommon):
    def _new_contracts(self, number, plan=None, **values):
        partners = self.env["res.partner"].create(
            # The first invoice of a partner makes it a customer, one by one, in core.
            [{"name": f"Member {n}", "customer_rank": 1} for n in range(number)]
        )
        contracts = self.env["community.contract"].create(
            [
                {
                    "plan_id": (plan or self.plan).id,
                    "partner_id": partner.id,
                    "company_id": self.company.id,
                    "date_start": DAY,
                    **values,
                }
                for partner in partners
            ]
        )
        contracts._confirm()
        self.env.flush_all()
        return contracts

    def _bill_all(self, contracts, size=100):
        made = self.env["account.move"]
        for begin in range(0, len(contracts), size):
            made += contracts[begin : begin + size]._bill(DAY)
            self.env.flush_all()
            self.env.invalidate_all()
        return made

    def _poison(self, number):
        """Contracts of four kinds that cannot be billed."""
        old = self._new_product("Old tariff", 40.0)
        euro = self.env.ref("base.EUR")
        euro.active = True
        pricelist = self.env["product.pricelist"].create(
            {"name": "Euro", "currency_id": euro.id, "company_id": self.company.id}
        )
        euro.rate_ids.unlink()
        tax = self.env["account.tax"].create(
            {"name": "Gone", "amount": 5, "company_id": self.company.id}
        )
        taxed = self._new_product("Taxed", 30.0, taxes=tax)
        each, rest = divmod(number, 4)
        bad = self._new_contracts(each + rest, self._new_plan("Old", old))
        bad += self._new_contracts(each, pricelist_id=pricelist.id)
        bad += self._new_contracts(each, self._new_plan("Taxed", taxed))
        gone = self._new_contracts(each)
        old.active = False
        tax.active = False
        gone.payer_id.active = False
        return bad + gone

    def _check_poison(self, good, bad):
        """billing.poison: all but the bad ones, each of those told once."""
        total, wrong = good + bad, len(bad)
        total = total.sorted(lambda contract: contract.id % 7)
        begin = real_time()
        made = self._bill_all(total)
        seconds = real_time() - begin
        self.assertEqual(len(made), len(good))
        self.assertEqual(set(made.community_contract_id.ids), set(good.ids))
        flagged = total.filtered("bill_error")
        self.assertEqual(set(flagged.ids), set(bad.ids))
        self.assertFalse(self._bill_all(total))
        kind = self.env.ref("community_subscription.mail_activity_type_bill_error")
        activities = self.env["mail.activity"].search(
            [("activity_type_id", "=", kind.id), ("res_id", "in", bad.ids)]
        )
        self.assertEqual(len(activities), wrong)
        return len(made) / seconds


@freeze_time(DAY)
class TestBillingBatches(BillingBatches):
    def test_poison(self):
        """W6 (billing.poison): eight of fifty cannot be billed; 42 are, once."""
        self._check_poison(self._new_contracts(42), self._poison(8))

    def test_queries_do_not_grow(self):
        """W6: ten contracts take as many queries as a hundred."""
        self._bill_all(self._new_contracts(3))
        counts = []
        for number in (10, 100):
            contracts = self._new_contracts(number)
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            contracts._bill(DAY)
            self.env.flush_all()
            counts.append(self.env.cr.sql_log_count - before)
        # A hundred rows are one INSERT; lines and periods make a few more of them.
        self.assertLess(counts[1], counts[0] + 30, counts)


@tagged("-standard", "community_full")
@freeze_time(DAY)
class TestBillingPoisonFull(BillingBatches):
    def test_poison(self):
        """W6 (billing.poison): 963 of 1,000; memory does not grow with them."""
        good, bad = self._new_contracts(963), self._poison(37)
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        rate = self._check_poison(good, bad)
        more = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
        _logger.info("%.1f invoices a second, %.0f MB more", rate, more)
        self.assertLess(more, 300)
