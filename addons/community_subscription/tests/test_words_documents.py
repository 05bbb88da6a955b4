from lxml import html

from odoo.tests import tagged

from .common_debt import CommunityDebtCase


@tagged("post_install", "-at_install", "community")
class TestWordsOnDocuments(CommunityDebtCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        for lang in ("tr_TR", "ka_GE"):
            cls.env["res.lang"]._activate_lang(lang)
        for code in ("TRY", "GEL"):
            cls.env.ref(f"base.{code}").active = True

    def _render(self, report, record):
        body, _kind = self.env["ir.actions.report"]._render_qweb_html(
            report, record.ids
        )
        return " ".join(html.fromstring(body).text_content().split())

    def test_in_the_partners_language(self):
        """Amounts in words, in the language of whoever reads them."""
        cases = [
            ("tr_TR", "TRY", "yüzyirmi lira elli kuruş"),
            ("ka_GE", "GEL", "ას ოცი ლარი და ორმოცდაათი თეთრი"),
            ("en_US", "GEL", "one hundred and twenty lari and fifty tetri"),
        ]
        for lang, currency, words in cases:
            self.payer.lang = lang
            move = self._new_invoice(
                120.5, currency_id=self.env.ref(f"base.{currency}").id
            )
            with self.subTest(lang=lang):
                self.assertEqual(move._get_amount_in_words(), words)

    def test_invoice(self):
        """The invoice of a contract says it, another does not."""
        contract = self._new_contract(partner=self.payer)
        for owner, expected in ((contract, True), (contract.browse(), False)):
            move = self._new_invoice(120.5, community_contract_id=owner.id)
            text = self._render("account.report_invoice", move)
            self.assertEqual("one hundred and twenty" in text, expected)

    def test_receipt(self):
        """The receipt says it."""
        with self.on(1):
            payment = self._pay(self._new_invoice(120.5), 1)
        text = self._render("account.report_payment_receipt", payment)
        self.assertIn("one hundred and twenty", text)

    def test_letter(self):
        """The letter has the items, the fee, the total in words and the link."""
        invoice = self._new_invoice(100.0)
        letter = self._climb(7, 21)[-1]
        with self.on(21):
            text = self._render("community_subscription.report_dunning", letter)
        for part in (invoice.name, "Fee for the reminder", "one hundred and five"):
            self.assertIn(part, text)
        self.assertIn("without logging in", text)
