from odoo import fields
from odoo.tests import tagged

from .common_portal_contract import PortalContractCase


@tagged("post_install", "-at_install", "community")
class TestPortalToPay(PortalContractCase):
    """Where money is told on the portal: what is due, credits, and leaving."""

    def _invoice(self, partner, amount=40.0):
        move = self.env["account.move"].create(
            {
                "move_type": "out_invoice",
                "partner_id": partner.id,
                "company_id": self.company.id,
                "invoice_date": self.today,
                "invoice_line_ids": [
                    fields.Command.create(
                        {
                            "name": "Helmet",
                            "quantity": 1,
                            "price_unit": amount,
                            "tax_ids": False,
                        }
                    )
                ],
            }
        )
        move.action_post()
        return move

    def test_one_thing(self):
        """F28: a contract has its button, another invoice leads to its own page."""
        contract = self._contract()
        self._sign_in(self.ayse)
        self.assertIn(f"/my/contracts/{contract.id}/pay", self.url_open("/my/pay").text)
        self._pay(contract)
        self.assertIn("nothing to pay", self.url_open("/my/pay").text)
        move = self._invoice(self.ayse)
        self.assertIn(f"/my/invoices/{move.id}", self.url_open("/my/pay").text)

    def test_looking_writes_nothing(self):
        """A link is made when somebody pays, not when he looks."""
        self._contract()
        self._sign_in(self.ayse)
        links = self.env["community.pay.link"].search_count([])
        self.url_open("/my/pay")
        self.assertEqual(self.env["community.pay.link"].search_count([]), links)

    def test_several_things_are_listed(self):
        """F28: each with its button, and what they come to; nothing of others."""
        contract, other = self._contract(), self._contract(plan=self.big)
        self._invoice(self.ayse)
        stranger = self._invoice(self.deniz, 7777.0)
        self._sign_in(self.ayse)
        text = self.url_open("/my/pay").text
        for each in (contract, other):
            self.assertIn(f"/my/contracts/{each.id}/pay", text)
        self.assertIn("170.00", text)
        self.assertNotIn(stranger.name, text.replace(contract.name, ""))
        self.assertNotIn("7,777", text)

    def test_a_credit_is_no_payment(self):
        """F28: pages and calendar tell a credit as such, and the next payment."""
        yearly = self._plan("Rider, yearly", 365.0, interval_unit="year")
        start = fields.Date.subtract(self.today, days=40)
        contract = self._contract(plan=yearly, start=start)
        self._pay(contract)
        contract._change_plan(self.plan, date=self.today)
        self._sign_in(self.ayse)
        for path in ("/my/contracts", self._path(contract)):
            text = self.url_open(path).text
            self.assertIn("Credit", text)
            self.assertNotIn("-", self._get_amounts(text))
        days = contract._get_payment_days("host")
        self.assertIn("credit of", days[0].title)
        payment = contract._get_next_payments()[contract.id]
        self.assertAlmostEqual(payment["credit"], 325.0 - 50.0, 2)
        self.assertAlmostEqual(payment["amount"] + payment["used"], 50.0, 2)
        row = contract.period_ids.filtered(lambda row: row.amount_total < 0)
        self.assertEqual(row.standing, "credit")
        self.assertEqual(contract._get_printed_state(row), "Credit")

    def _get_amounts(self, text):
        """The figures on a page, each with its sign."""
        parts = text.split('class="oe_currency_value">')[1:]
        return [part[0] for part in parts]

    def test_leaving_says_what_becomes_of_the_money(self):
        """F28: the page says what is credited; then exactly that happens."""
        yearly = self._plan("Rider, yearly", 365.0, interval_unit="year")
        start = fields.Date.subtract(self.today, days=40)
        contract = self._contract(plan=yearly, start=start)
        self._pay(contract)
        last = contract._get_close_date(self.today)
        left = 365 - (last - start).days - 1
        self._sign_in(self.ayse)
        text = self.url_open(self._path(contract, "close")).text
        self.assertIn("Left as credit", text)
        self.assertIn(f"{left}.00", text)
        self._post_here(self._path(contract, "close"), last_day=str(last))
        note = contract._bill(last)
        self.assertEqual(note.move_type, "out_refund")
        self.assertEqual(note.amount_residual, left)
