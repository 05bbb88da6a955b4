"""A whole evening of billing: poisoned contracts, queries, equal amounts."""

import logging
import resource
from datetime import date

from freezegun import freeze_time
from psycopg2 import IntegrityError

from odoo import Command
from odoo.exceptions import UserError
from odoo.tests import tagged
from odoo.tools import mute_logger
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
        """Contracts of six kinds that cannot be billed."""
        old, shut = self._new_product("Old", 40.0), self._new_product("Shut", 20.0)
        tax = self._new_tax("Archived")
        taxed = self._new_product("Taxed", 30.0, taxes=tax)
        shut.property_account_income_id = self._new_account()
        each, rest = divmod(number, 6)
        bad = self._new_contracts(each + rest, self._new_plan("Old", old))
        for product in (shut, taxed):
            bad += self._new_contracts(each, self._new_plan(product.name, product))
        bad += self._new_contracts(each, pricelist_id=self._new_unrated_list().id)
        bad += self._new_contracts_of_closed_club(each)
        gone = self._new_contracts(each)
        old.active = False
        shut.property_account_income_id.active = False
        tax.active = False
        gone.payer_id.active = False
        return bad + gone

    def _new_tax(self, name):
        values = {"name": name, "amount": 5, "company_id": self.company.id}
        return self.env["account.tax"].create(values)

    def _new_account(self):
        return self.env["account.account"].create(
            {"name": "Shut", "code": "499901", "account_type": "income"}
        )

    def _new_unrated_list(self):
        euro = self.env.ref("base.EUR")
        euro.active = True
        euro.rate_ids.unlink()
        return self.env["product.pricelist"].create(
            {"name": "Euro", "currency_id": euro.id, "company_id": self.company.id}
        )

    def _new_contracts_of_closed_club(self, number):
        """Another company of the same database, whose books are closed."""
        club = self.env["res.company"].create({"name": "Closed Club"})
        self.env.user.company_ids |= club
        self._set_up_accounting(club)
        plan = self._new_plan("Closed", self.product, company_id=club.id)
        contracts = self._new_contracts(number, plan, company_id=club.id)
        club.sudo().sale_lock_date = DAY
        return contracts

    def _check_poison(self, good, bad):
        """billing.poison: all but the bad ones, each of those told once."""
        total, wrong = good + bad, len(bad)
        total = total.sorted(lambda contract: contract.id % 7)
        begin = real_time()
        made = self._bill_all(total)
        seconds = real_time() - begin
        self.assertFalse((made.community_contract_id & bad).mapped("plan_id.name"))
        self.assertEqual(len(made), len(good))
        self.assertEqual(set(made.community_contract_id.ids), set(good.ids))
        flagged = total.filtered("bill_error")
        self.assertEqual(set(flagged.ids), set(bad.ids))
        self.assertFalse(self._bill_all(total))
        self._check_rows(made, bad)
        kind = self.env.ref("community_subscription.mail_activity_type_bill_error")
        activities = self.env["mail.activity"].search(
            [("activity_type_id", "=", kind.id), ("res_id", "in", bad.ids)]
        )
        self.assertEqual(len(activities), wrong)
        return len(made) / seconds

    def _check_rows(self, made, bad):
        """Each row is on one invoice; the database refuses a second of its kind."""
        rows = made.community_period_ids
        self.assertEqual(set(rows.mapped("state")), {"billed"})
        self.assertEqual(len(rows), len(made))
        self.assertFalse(bad.period_ids.filtered("move_id"))
        row = rows[0]
        with (
            mute_logger("odoo.sql_db"),
            self.assertRaises(IntegrityError),
            self.env.cr.savepoint(),
        ):
            self.env.cr.execute(
                "UPDATE community_contract_period SET origin = %s WHERE id = %s",
                [row.origin, (row.contract_id.period_ids - row)[0].id],
            )


@freeze_time(DAY)
class TestBillingBatches(BillingBatches):
    def test_poison(self):
        """W6 (billing.poison): eight of fifty cannot be billed; 42 are, once."""
        self._check_poison(self._new_contracts(42), self._poison(8))

    def test_planned_tax_is_kept(self):
        """W6: a tax that contracts will be billed with is archived, not deleted."""
        tax = self._new_tax("Needed")
        product = self._new_product("Taxed", 30.0, taxes=tax)
        contract = self._new_contracts(1, self._new_plan("Taxed", product))
        with self.assertRaisesRegex(UserError, "Needed"):
            tax.unlink()
        product.taxes_id = False
        contract._lay_out()
        tax.unlink()

    def test_tax_of_a_draft_is_kept(self):
        """W6: without the tax that was agreed, that of the product would be taken."""
        tax = self._new_tax("Agreed")
        contract = self._new_contract(confirm=False)
        line = self.env["community.contract.line"].create(
            {
                "contract_id": contract.id,
                "product_id": self.product.id,
                "tax_ids": [Command.set(tax.ids)],
            }
        )
        with self.assertRaisesRegex(UserError, "Agreed"):
            tax.unlink()
        line.unlink()
        tax.unlink()

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
        """W6 (billing.poison): 963 of 1,000, in less than 700 MB."""
        good, bad = self._new_contracts(963), self._poison(37)
        rate = self._check_poison(good, bad)
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        _logger.info("%.1f invoices a second, %.0f MB at most", rate, peak)
        self.assertLess(peak, 700)
