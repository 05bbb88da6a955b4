import re
import secrets
from datetime import timedelta
from unittest.mock import patch

from odoo import fields
from odoo.tests import JsonRpcException, tagged
from odoo.tools import mute_logger

from odoo.addons.community_subscription.models import community_pay_attempt

from .common_pay import CommunityPayLinkCase

VARIES = re.compile(r'(csrf_token|nonce|data-bs-|"uid"|value=)[^\n]*')


@tagged("post_install", "-at_install", "community")
class TestPayPage(CommunityPayLinkCase):
    def _look(self, path=None):
        return self.url_open(path or self.path, allow_redirects=True)

    def _count(self):
        return self.env["payment.transaction"].search_count([])

    # ---- page ------------------------------------------------------------------------

    def test_page_shows_what_is_paid_and_changes_nothing(self):
        """F33: amount, what for and one button; the first name and nothing else."""
        before = self._count()
        page = self._look()
        self.assertEqual(page.status_code, 200)
        self.assertIn("50.00", page.text)
        self.assertIn("Ayşe", page.text)
        for private in ("Demir", "ayse@example.com", "532", "4242"):
            self.assertNotIn(private, page.text)
        self.assertEqual(page.headers["Cache-Control"], "no-store")
        self.assertEqual(page.headers["Referrer-Policy"], "no-referrer")
        ours = page.text.split("o_community_pay_box", 1)[1].split("</section>")[0]
        self.assertEqual(len(re.findall(r"<button[^>]*btn-primary", ours)), 1)
        self.assertEqual(self._count(), before)

    def test_secret_is_not_in_the_database(self):
        """Only the fingerprint is kept; a copy of the database opens nothing."""
        token = self.path.rsplit("/", 1)[1]
        self.assertGreaterEqual(len(token), 43)
        self.env.flush_all()
        self.env.cr.execute("SELECT row_to_json(l)::text FROM community_pay_link l")
        self.assertNotIn(token, " ".join(row[0] for row in self.env.cr.fetchall()))

    def test_wrong_links_are_all_the_same(self):
        """Off by one, expired, revoked, cancelled, guessed, empty: one answer."""
        token = self.path.rsplit("/", 1)[1]
        off_by_one = token[:-1] + ("A" if token[-1] != "A" else "B")
        links = self.env["community.pay.link"]
        expired = links._issue(moves=self.invoice)[self.invoice.id]
        links.search([], limit=1, order="id DESC").expires_at = "2020-01-01"
        revoked = links._issue(moves=self.invoice)[self.invoice.id]
        links.search([], limit=1, order="id DESC").action_revoke()
        other = self._new_invoice()
        cancelled = other._get_pay_url()
        other.button_draft()
        other.button_cancel()
        seen = set()
        for url in (
            f"/pay/{off_by_one}",
            f"/pay/{secrets.token_urlsafe(32)}",
            "/pay/tooshort",
            f"/pay/{token}A",
            expired,
            revoked,
            cancelled,
        ):
            page = self._look(url[url.index("/pay/") :])
            self.assertEqual(page.status_code, 404, url)
            seen.add(VARIES.sub("", page.text.replace(url.rsplit("/", 1)[1], "")))
        self.assertEqual(len(seen), 1)

    def test_guessing_is_stopped(self):
        """1,000 guesses: no hit, and soon not even a question to the database."""
        with patch.object(community_pay_attempt, "LIMIT", 10):
            attempts = self.env["community.pay.attempt"]
            links = self.env["community.pay.link"]
            for _guess in range(1000):
                self.assertFalse(links._find(secrets.token_urlsafe(32)))
            for _guess in range(15):
                self.assertEqual(self._look("/pay/" + "x" * 43).status_code, 404)
            self.assertEqual(attempts.search_count([]), 10)
            self.assertEqual(self._look().status_code, 404, "nor a genuine one now")

    def test_paid_says_thanks(self):
        self._pay(self.invoice)
        page = self._look()
        self.assertEqual(page.status_code, 200)
        self.assertIn("Thank you", page.text)
        self.assertNotIn("o_payment_form", page.text)
        self._expect_refusal()

    def _expect_refusal(self, **params):
        before = self._count()
        with mute_logger("odoo.http"), self.assertRaises(JsonRpcException):
            self._ask_transaction(**params)
        self.assertEqual(self._count(), before)

    # ---- transaction -----------------------------------------------------------------

    def test_amount_partner_and_currency_are_ours(self):
        """What the browser says about money is not even read."""
        values = self._ask_transaction(
            amount=0.01,
            currency_id=self.env.ref("base.EUR").id,
            partner_id=self.env.ref("base.partner_admin").id,
            access_token="x",
            landing_route="https://evil.example.com",
            invoice_ids=[1],
            custom_create_values={"amount": 1},
        )
        found = self.env["payment.transaction"].search(
            [("reference", "=", values["reference"])]
        )
        self.assertEqual(found.amount, 50.0)
        self.assertEqual(found.partner_id, self.member)
        self.assertEqual(found.currency_id, self.invoice.currency_id)
        self.assertEqual(found.invoice_ids, self.invoice)
        self.assertEqual(found.landing_route, self.path)
        self.assertFalse(found.tokenize)

    def test_ways_that_are_not_offered(self):
        other = self.provider.copy({"name": "Other", "company_id": self.company.id})
        self._expect_refusal(provider_id=other.id)
        self._expect_refusal(provider_id="1; DROP")
        self._expect_refusal(payment_method_id=999999)
        self._expect_refusal(flow="token", token_id=self.token.id)
        self._expect_refusal(flow="offline")
        self._expect_refusal(path=f"/pay/{secrets.token_urlsafe(32)}")

    def test_paid_by_link_extends_at_once(self):
        """F34, G18: from the phone, without a log-in; the page says until when."""
        contract = self._new_contract(partner=self.member, start=self.today)
        moves = contract._bill(self.today)
        self.assertFalse(contract.paid_until)
        path = moves._get_pay_url()
        path = path[path.index("/pay/") :]
        values = self._ask_transaction(path)
        found = self.env["payment.transaction"].search(
            [("reference", "=", values["reference"])]
        )
        found._set_done()
        self.assertIn("under way", self._look(path).text)
        found._post_process()
        self.assertEqual(moves.payment_state, "paid")
        self.assertGreater(contract.paid_until, self.today)
        self.assertIn("Thank you", self._look(path).text)

    # ---- renewal ---------------------------------------------------------------------

    def _new_yearly(self):
        plan = self._new_plan(
            "Rider, yearly",
            interval_unit="year",
            term_number=1,
            term_unit="year",
            renewal="ask",
        )
        start = fields.Date.subtract(self.today, years=1) + timedelta(days=10)
        contract = self._new_contract(plan, self.member, start)
        self._pay(contract._bill(self.today))
        return contract

    def _tap(self, path):
        """Look, and tap the one button."""
        page = self._look(path)
        token = re.search(r'name="csrf_token" value="([^"]+)"', page.text)
        data = {"csrf_token": token[1] if token else self.csrf_token}
        self.csrf_token = data["csrf_token"]
        return self.url_open(f"{path}/renew", data=data)

    def test_renewal_in_two_steps(self):
        """F34: look, renew, pay; two taps and two links make one invoice."""
        contract = self._new_yearly()
        ends = contract.date_end
        paths = [
            url[url.index("/pay/") :] for url in (contract._get_renewal_url(),) * 1
        ]
        paths += [contract._get_renewal_url().split("/", 3)[3].join(["/", ""])]
        page = self._look(paths[0])
        self.assertIn("Renew and pay", page.text)
        self.assertEqual(contract.date_end, ends, "looking changes nothing")
        for path in (paths[0], paths[0], paths[1]):
            page = self._tap(path)
            self.assertIn("o_payment_form", page.text)
        contract.invalidate_recordset()
        moves = contract.period_ids.filtered(
            lambda row: row.date_from > ends and row.move_id
        ).move_id
        self.assertEqual(len(moves), 1)
        self.assertEqual(contract.date_end, fields.Date.add(ends, years=1))
        self._pay(moves)
        self.assertEqual(contract.paid_until, contract.date_end)
        self.assertIn("Thank you", self._look(paths[0]).text)
        self._tap(paths[0])
        self.assertEqual(contract.date_end, fields.Date.add(ends, years=1))

    def test_renewal_needs_our_own_page(self):
        """A foreign page cannot renew: no CSRF token, no renewal."""
        contract = self._new_yearly()
        ends = contract.date_end
        url = contract._get_renewal_url()
        with mute_logger("odoo.http"):
            self.url_open(url[url.index("/pay/") :] + "/renew", data={"x": "1"})
        contract.invalidate_recordset()
        self.assertEqual(contract.date_end, ends)
        self._look(url[url.index("/pay/") :] + "/renew")
        self.assertEqual(contract.date_end, ends)

    def test_all_open_invoices_of_a_contract(self):
        second = self._new_invoice(amount=25.0)
        url = self.contract._get_pay_url()
        path = url[url.index("/pay/") :]
        self.assertIn("75.00", self._look(path).text)
        values = self._ask_transaction(path)
        found = self.env["payment.transaction"].search(
            [("reference", "=", values["reference"])]
        )
        self.assertEqual(found.amount, 75.0)
        self.assertEqual(found.invoice_ids, self.invoice | second)
