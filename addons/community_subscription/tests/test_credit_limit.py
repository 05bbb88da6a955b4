from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .common_debt import CommunityDebtCase


@tagged("post_install", "-at_install", "community")
class TestCreditLimit(CommunityDebtCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company.community_credit_mode = "block"
        cls._limit(cls.payer, 100.0)

    @classmethod
    def _limit(cls, partner, amount, company=None):
        partner.with_company(company or cls.company).credit_limit = amount

    def _confirm(self, user=None, **values):
        with self.on(0):
            contract = self._new_contract(
                partner=self.payer, start=self.today, confirm=False, **values
            )
            contract.with_user(user or self.sub_officer).action_confirm()
        return contract

    def test_boundary_cent(self):
        """W86: up to the limit, to the cent; the contract asks for 50."""
        self._new_invoice(50.01)
        with self.assertRaisesRegex(UserError, "may owe .*100.00.*100.01"):
            self._confirm()
        self._limit(self.payer, 100.01)
        self.assertEqual(self._confirm().state, "active")

    def test_refusal_names_the_way_out(self):
        """W86: the refusal says how much is missing and who may allow it."""
        self._new_invoice(75.0)
        with self.assertRaisesRegex(UserError, "payment of .*25.00.*treasurer"):
            self._confirm()

    def test_looking_ahead_is_not_told_from_outside(self):
        """W86: only the suite looks ahead without asking; a call is asked."""
        self._new_invoice(75.0)
        contract = self._new_contract(
            partner=self.payer, start=self.today, confirm=False
        )
        told = contract.with_user(self.sub_officer).with_context(community_preview=True)
        with self.on(0), self.assertRaisesRegex(UserError, "treasurer"):
            told.action_confirm()

    def test_warn_only(self):
        """W86: where the company only warns, the form says it and nothing stops."""
        self.company.community_credit_mode = "warn"
        self._new_invoice(75.0)
        contract = self._confirm()
        self.assertIn("100.00", contract.with_user(self.sub_officer).credit_warning)

    def test_no_limit(self):
        """W86: without a limit nothing is asked."""
        self._limit(self.payer, 0.0)
        self._new_invoice(7500.0)
        contract = self._confirm()
        self.assertFalse(contract.credit_warning)

    def test_override(self):
        """W86: the treasurer allows it with a reason that is kept; nobody else."""
        self._new_invoice(75.0)
        contract = self._new_contract(
            partner=self.payer, start=self.today, confirm=False
        ).with_context(tracking_disable=False)
        with self.assertRaises(AccessError):
            contract.with_user(self.sub_officer).credit_override_reason = "Please"
        contract.with_user(self.treasurer).credit_override_reason = "Old friend"
        self.env.flush_all()
        self.env.cr.precommit.run()
        with self.on(0):
            contract.with_user(self.sub_officer).action_confirm()
        self.assertEqual(contract.state, "active")
        kept = contract.message_ids.tracking_value_ids.mapped("new_value_char")
        self.assertIn("Old friend", kept)

    def test_whole_tree(self):
        """W86: the limit of a company counts what its branches owe."""
        club = self._new_member("Anadolu Spor", is_company=True)
        branch = self.env["res.partner"].create(
            {"name": "Izmir", "parent_id": club.id, "is_company": True}
        )
        self._limit(club, 100.0)
        self._new_invoice(60.0, partner=branch)
        with self.on(0), self.assertRaisesRegex(UserError, "Anadolu Spor"):
            self._new_contract(partner=club, start=self.today)
        breaches = branch._get_credit_breaches({branch: 40.01}, self.company)
        self.assertEqual(breaches[branch].partner, club)
        self.assertFalse(branch._get_credit_breaches({branch: 40.0}, self.company))

    def test_batch_counts_together(self):
        """W86: two contracts of one payer, agreed at once, count together."""
        contracts = self.env["community.contract"].union(
            *(
                self._new_contract(partner=self.payer, start=self.today, confirm=False)
                for _number in range(3)
            )
        )
        with self.on(0):
            with self.assertRaises(UserError), self.env.cr.savepoint():
                contracts._confirm()
            contracts[:2]._confirm()

    def test_foreign_currency(self):
        """W86: a contract in another currency counts at the rate of the day."""
        euro = self.env.ref("base.EUR")
        euro.active = True
        self.env["res.currency.rate"].create(
            {
                "currency_id": euro.id,
                "company_id": self.company.id,
                "name": self.today,
                "rate": 0.5,
            }
        )
        pricelist = self.env["product.pricelist"].create(
            {
                "name": "Euro",
                "currency_id": euro.id,
                "company_id": self.company.id,
                "item_ids": [(0, 0, {"compute_price": "fixed", "fixed_price": 50.01})],
            }
        )
        with self.assertRaisesRegex(UserError, "100.02"):
            self._confirm(pricelist_id=pricelist.id)
        pricelist.item_ids.fixed_price = 50.0
        self.assertEqual(self._confirm(pricelist_id=pricelist.id).state, "active")

    def test_other_company(self):
        """W86: a limit and a debt belong to one company."""
        self._limit(self.payer, 0.0)
        self._limit(self.payer, 10.0, self.other_company)
        self.assertEqual(self._confirm().state, "active")

    def test_change(self):
        """W86: a dearer plan is refused, a cheaper one never."""
        contract = self._confirm()
        with self.on(0):
            contract._bill()
        dear = self._new_plan("Dear", self._new_product("Dear", 500.0))
        cheap = self._new_plan("Cheap", self._new_product("Cheap", 5.0))
        with self.on(5):
            with self.assertRaises(UserError), self.env.cr.savepoint():
                contract._change_plan(dear)
            contract._change_plan(cheap)

    def test_invoice_warning(self):
        """W86: the invoice warns, with the whole tree."""
        branch = self.env["res.partner"].create(
            {"name": "Izmir", "parent_id": self.payer.id}
        )
        self._new_invoice(60.0, partner=branch)
        draft = self._new_invoice(40.0)
        self.assertFalse(draft.partner_credit_warning)
        draft.button_draft()
        draft.invoice_line_ids.price_unit = 40.01
        self.assertIn("100.01", draft.partner_credit_warning)
