from datetime import timedelta

from odoo import fields
from odoo.exceptions import AccessError
from odoo.tests import tagged

from odoo.addons.account.tests.common import AccountTestInvoicingCommon
from odoo.addons.mail.tests.common import mail_new_test_user


@tagged("post_install", "-at_install", "community")
class TestFigures(AccountTestInvoicingCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company = cls.company_data["company"]
        cls.other = cls.setup_other_company(name="Tbilisi Pool")["company"]
        cls.today = fields.Date.today()
        cls.finance = cls._user("finance", "community_members.group_member_finance")
        cls.officer = cls._user("officer", "community_members.group_member_officer")
        cls.holding = cls._partner("Anadolu Holding", is_company=True)
        cls.subsidiary = cls._partner(
            "Motor", is_company=True, unit_type="subsidiary", parent_id=cls.holding.id
        )
        cls.branch = cls._partner(
            "Kadıköy", unit_type="branch", parent_id=cls.subsidiary.id
        )

    @classmethod
    def _user(cls, login, groups):
        return mail_new_test_user(
            cls.env,
            login=f"figures_{login}",
            groups=groups,
            company_id=cls.company.id,
            company_ids=[(6, 0, (cls.company | cls.other).ids)],
        )

    @classmethod
    def _partner(cls, name, **values):
        values = {"name": name, "in_member_register": True, **values}
        return cls.env["res.partner"].create(values)

    def _invoice(self, partner, amount, days_due=30, company=None, **values):
        company = company or self.company
        move = (
            self.env["account.move"]
            .with_company(company)
            .create(
                {
                    "move_type": "out_invoice",
                    "partner_id": partner.id,
                    "invoice_date": self.today,
                    "invoice_date_due": self.today + timedelta(days=days_due),
                    "invoice_payment_term_id": False,
                    "invoice_line_ids": [
                        (0, 0, {"name": "Dues", "price_unit": amount, "tax_ids": []})
                    ],
                    **values,
                }
            )
        )
        move.action_post()
        return move

    def _figures(self, partner, company=None):
        mine = partner.with_user(self.finance).with_company(company or self.company)
        mine.invalidate_recordset()
        return mine.member_turnover, mine.member_balance, mine.member_overdue

    def test_overdue_is_found(self):
        """W61: the search for debtors agrees with the figures, at every level."""
        self._invoice(self.holding, 100)
        self._invoice(self.branch, 50, days_due=-1)
        self._invoice(self.subsidiary, 30, days_due=-1, company=self.other)
        tree = self.holding | self.subsidiary | self.branch
        partners = self.env["res.partner"].with_user(self.finance)
        for company, amount, expected in (
            (self.company, 0, tree),
            (self.company, 50, tree.browse()),
            (self.other, 0, self.holding | self.subsidiary),
        ):
            with self.subTest(company=company.name, amount=amount):
                found = partners.with_company(company).search(
                    [("member_overdue", ">", amount), ("id", "in", tree.ids)]
                )
                self.assertEqual(found, expected)

    def test_rolls_up_the_tree(self):
        """W9, W23, W32, W61: figures of every level, live, and the rows behind."""
        self._invoice(self.holding, 100)
        self._invoice(self.branch, 50, days_due=-1)
        self.assertEqual(self._figures(self.branch), (50, 50, 50))
        self.assertEqual(self._figures(self.subsidiary), (50, 50, 50))
        self.assertEqual(self._figures(self.holding), (150, 150, 50))
        action = self.holding.with_user(self.finance).action_open_tree_invoices()
        moves = self.env["account.move"].search(action["domain"])
        self.assertEqual(sum(moves.mapped("amount_untaxed_signed")), 150)

    def test_payment_and_refund(self):
        """W61, W80: a payment lowers the balance, a credit note the turnover too."""
        member = self._partner("Ayşe Demir")
        invoice = self._invoice(member, 100, days_due=-5)
        self.env["account.payment.register"].with_context(
            active_model="account.move", active_ids=invoice.ids
        ).create({"amount": 40})._create_payments()
        self.assertEqual(self._figures(member), (100, 60, 60))
        self._invoice(member, 30, move_type="out_refund")
        self.assertEqual(self._figures(member), (70, 30, 60))

    def test_advance_payment_is_a_credit(self):
        """W61, W80: money paid before any invoice shows as a negative balance."""
        member = self._partner("Nino Beridze")
        self.env["account.payment"].create(
            {
                "partner_id": member.id,
                "amount": 25,
                "payment_type": "inbound",
                "partner_type": "customer",
            }
        ).action_post()
        self.assertEqual(self._figures(member), (0, -25, 0))

    def test_multinational_member(self):
        """W18: language and country of each level; foreign invoices in own currency."""
        euro = self.setup_other_currency("EUR", rates=[("2000-01-01", 0.5)])
        self.branch.write({"country_id": self.env.ref("base.ge").id})
        self.holding.write({"country_id": self.env.ref("base.tr").id})
        self.assertEqual(self.branch.country_id.code, "GE")
        self.assertEqual(self.holding.country_id.code, "TR")
        self._invoice(self.branch, 50, currency_id=euro.id)
        self.assertEqual(self._figures(self.holding), (100, 100, 0))

    def test_companies_apart(self):
        """W62, W91: each group company sees its own dealings with the same person."""
        member = self._partner("Ayşe Demir")
        self._invoice(member, 100)
        self._invoice(member, 7, company=self.other)
        self.assertEqual(self._figures(member)[0], 100)
        self.assertEqual(self._figures(member, self.other)[0], 7)

    def test_finance_only(self):
        """W70, W72, W89: credit, figures and bank accounts need the finance role."""
        member = self._partner("Ayşe Demir")
        bank = self.env["res.partner.bank"].create(
            {"partner_id": member.id, "acc_number": "TR330006100519786457841326"}
        )
        for field in ("member_balance", "credit_limit", "late_interest_rate"):
            with self.subTest(field=field), self.assertRaises(AccessError):
                member.with_user(self.officer).read([field])
        with self.assertRaises(AccessError):
            bank.with_user(self.officer).read(["acc_number"])
        mine = member.with_user(self.finance)
        mine.write({"credit_limit": 500, "credit_risk_class": "low"})
        self.assertEqual(mine.credit_limit, 500)
        bank.with_user(self.finance).write({"acc_number": "TR510006200000000000000000"})

    def test_bank_accounts_stay_closed_when_another_rule_opens(self):
        """W89: a rule of another add-on for all users opens no member's account."""
        member = self._partner("Ayşe Demir")
        bank = self.env["res.partner.bank"].create(
            {"partner_id": member.id, "acc_number": "TR330006100519786457841326"}
        )
        self.env["ir.rule"].create(
            {
                "name": "Bank accounts of everybody",
                "model_id": self.env["ir.model"]._get_id("res.partner.bank"),
                "domain_force": "[(1, '=', 1)]",
                "groups": [(4, self.env.ref("base.group_user").id)],
            }
        )
        with self.assertRaises(AccessError):
            bank.with_user(self.officer).read(["acc_number"])
        self.assertFalse(
            self.env["res.partner.bank"]
            .with_user(self.officer)
            .search_count([("partner_id", "=", member.id)])
        )
        self.assertTrue(bank.with_user(self.finance).read(["acc_number"]))

    def test_constant_queries(self):
        """W32: a list of 10 members costs as many queries as a list of 200."""
        self.holding.with_user(self.finance).read(["member_balance"])
        counts = []
        for size in (10, 200):
            members = self.env["res.partner"].create(
                [{"name": f"M{n}", "in_member_register": True} for n in range(size)]
            )
            self.env.flush_all()
            members = members.with_user(self.finance)
            members.mapped("name")
            before = self.env.cr.sql_log_count
            members.mapped("member_balance")
            counts.append(self.env.cr.sql_log_count - before)
        self.assertEqual(counts[0], counts[1])

    def test_target_progress(self):
        """W52: a branch's target and how far its invoices fill it."""
        self._invoice(self.branch, 50)
        targets = self.env["community.member.target"].with_user(self.officer)
        target, top = targets.create(
            [
                {
                    "partner_id": partner.id,
                    "company_id": self.company.id,
                    "date_from": self.today,
                    "date_to": self.today,
                    "amount": 200,
                }
                for partner in (self.branch, self.holding)
            ]
        )
        self.assertEqual((target.turnover, target.progress), (50, 25))
        self.assertEqual(top.turnover, 50)
