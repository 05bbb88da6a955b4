from odoo.tests import tagged
from odoo.tools import mute_logger

from ..tools.signed_text import fingerprint, is_same_text
from .common_portal_contract import EMPTY_PNG, PNG, PortalContractCase


@tagged("post_install", "-at_install", "community")
class TestPortalContractAccept(PortalContractCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.draft = cls._offered()
        cls.signed_plan = cls._plan("Rider, signed", 60.0, require_signature=True)

    def _hash(self, draft):
        return fingerprint(draft.with_context(lang="en_US")._get_text_to_sign())

    def _accept(self, draft, **data):
        form = {"text": self._hash(draft), "name": "Ayşe Demir", "agree": "1", **data}
        return self._post_here(self._path(draft, "accept"), **form)

    def _sign(self, draft, signature=PNG, name="Ayşe Demir", text=None):
        text = self._hash(draft) if text is None else text
        path = self._path(draft, "sign") + f"?text={text}&lang=en_US"
        return self.make_jsonrpc_request(path, {"name": name, "signature": signature})

    def test_page_shows_what_is_signed(self):
        """W8: plan, schedule and terms are on the page, and nothing is accepted yet."""
        self._sign_in(self.ayse)
        text = self.url_open(self._path(self.draft, "accept")).text
        for shown in ("Rider", "50.00", "Bring the horse back.", "I have read it"):
            self.assertIn(shown, text)
        self.assertEqual(self.draft.state, "draft")
        self.assertFalse(self.draft.period_ids)

    def test_accept_without_signature(self):
        """F21: with a name and a tick it runs, is billed, and leads to the till."""
        self._sign_in(self.ayse)
        answer = self._accept(self.draft)
        self.assertIn("/pay/", answer.headers["Location"])
        self.assertEqual(self.draft.state, "active")
        self.assertEqual(self.draft.signed_by, "Ayşe Demir")
        self.assertTrue(self.draft.signed_ip)
        self.assertEqual(self.draft._get_open_invoices().amount_total, 50.0)

    def test_signed_text_is_kept_and_verified(self):
        """W8: what was signed can be compared with its fingerprint later."""
        self._sign_in(self.ayse)
        self._accept(self.draft)
        self.assertIn("Bring the horse back.", self.draft.signed_text)
        self.assertTrue(is_same_text(self.draft.signed_text, self.draft.signed_hash))
        self.assertTrue(self.draft._verify_signed_text())
        self.draft.signed_text += "!"
        self.assertFalse(self.draft._verify_signed_text())

    def test_drawn_signature(self):
        """F21, W8: name, drawing, time and address are kept; the paper is mailed."""
        draft = self._offered(plan=self.signed_plan)
        self._sign_in(self.ayse)
        result = self._sign(draft)
        self.assertIn("/pay/", result["redirect_url"])
        self.assertEqual(draft.state, "active")
        self.assertTrue(draft.signature)
        self.assertTrue(draft.signed_on)
        told = self.env["community.notice.delivery"].search(
            [("notice_id.code", "=", "contract_accepted"), ("res_id", "=", draft.id)]
        )
        self.assertEqual(told.partner_id, self.ayse)

    def test_the_way_to_pay_names_no_host(self):
        """F21: who signs stays on the host he came from, whatever the settings say."""
        self.env["ir.config_parameter"].set_param(
            "web.base.url", "https://elsewhere.example.com"
        )
        draft = self._offered(plan=self.signed_plan)
        self.assertEqual(draft._get_payment_path(), f"/my/contracts/{draft.id}")
        self._sign_in(self.ayse)
        path = self._sign(draft)["redirect_url"]
        self.assertTrue(path.startswith("/pay/"), path)
        self.assertIn("60.00", self.url_open(path).text)
        first = draft._get_open_invoices()
        first.copy({"community_contract_id": draft.id}).action_post()
        self.assertEqual(len(draft._get_open_invoices()), 2)
        path = draft._get_payment_path()
        self.assertTrue(path.startswith("/pay/"), path)
        self.assertIn("120.00", self.url_open(path).text)

    def test_bad_signatures(self):
        """Nothing drawn, no picture, or no name: it says so and nothing is accepted."""
        draft = self._offered(plan=self.signed_plan)
        self._sign_in(self.ayse)
        for signature in ("", "not base64!", "aGVsbG8=", None, EMPTY_PNG):
            self.assertIn("draw", self._sign(draft, signature)["error"], signature)
        self.assertIn("name", self._sign(draft, name="")["error"])
        self.assertEqual(draft.state, "draft")
        self.assertFalse(draft.signed_hash)
        page = self.url_open(self._path(draft, "accept")).text
        self.assertIn("Type your name", page, "said where one signs, once")
        page = self.url_open(self._path(draft, "accept")).text
        self.assertNotIn("Type your name", page)

    def test_signature_cannot_be_gone_around(self):
        """A plan that is signed is not accepted by the short form."""
        draft = self._offered(plan=self.signed_plan)
        self._sign_in(self.ayse)
        self.assertEqual(self._accept(draft).status_code, 200)
        self.assertEqual(draft.state, "draft")

    def test_changed_meanwhile(self):
        """A price or term that changes after reading is read once more."""
        draft = self._offered(plan=self.signed_plan)
        old = self._hash(draft)
        self.signed_plan.line_ids.write({"price_mode": "fixed", "price_unit": 99.0})
        self._sign_in(self.ayse)
        self.assertIn("changed", self._sign(draft, text=old)["error"])
        self.assertEqual(draft.state, "draft")
        old = self._hash(draft)
        self.signed_plan.terms = "<p>Keep the horse.</p>"
        self.assertIn("changed", self._sign(draft, text=old)["error"])
        self.assertNotIn("error", self._sign(draft))

    def test_twice(self):
        """A second tap changes nothing and is told so."""
        self._sign_in(self.ayse)
        text = self._hash(self.draft)
        self._accept(self.draft, text=text)
        signed_on = self.draft.signed_on
        answer = self._accept(self.draft, text=text, name="Somebody Else")
        self.assertIn("done=accepted", answer.headers["Location"])
        self.assertEqual(self.draft.signed_by, "Ayşe Demir")
        self.assertEqual(self.draft.signed_on, signed_on)
        self.assertEqual(len(self.draft.invoice_ids), 1)

    def test_without_the_tick(self):
        """Who does not say that he agrees has not."""
        self._sign_in(self.ayse)
        answer = self._accept(self.draft, agree="")
        self.assertEqual(answer.status_code, 200)
        self.assertIn("say that you agree", answer.text)
        self.assertEqual(self.draft.state, "draft")

    def test_refuse(self):
        """A refused offer goes from the portal; the club reads why."""
        self._sign_in(self.ayse)
        self._post_here(self._path(self.draft, "decline"), reason="Too dear")
        self.assertFalse(self.draft.offered_on)
        self.assertIn("Too dear", self.draft.message_ids[0].body)
        self.assertEqual(self._status(self._path(self.draft)), 404)

    @mute_logger("odoo.http")
    def test_only_the_payer(self):
        """Another member, and the one who does not pay, accept nothing."""
        draft = self._offered(self.deniz, self.big, payer_id=self.ayse.id)
        for person in (self.deniz, self.guest, self.boss):
            self._sign_in(person)
            self.assertEqual(self._accept(draft).status_code, 404, person.name)
        self.assertEqual(draft.state, "draft")

    def test_nothing_else_is_written(self):
        """A form with more fields than the page has changes none of them."""
        self._sign_in(self.ayse)
        self._accept(
            self.draft,
            plan_id=str(self.small.id),
            payer_id=str(self.deniz.id),
            state="ended",
            date_start="2020-01-01",
            auto_charge="1",
        )
        self.assertEqual(self.draft.plan_id, self.plan)
        self.assertEqual(self.draft.payer_id, self.ayse)
        self.assertEqual(self.draft.date_start, self.today)
        self.assertFalse(self.draft.auto_charge)

    def test_no_invoice_before_admission(self):
        """What is offered to an applicant is read, and accepted once he is admitted."""
        applicant = self.env["res.partner"].create(
            {
                "name": "Aday",
                "in_member_register": True,
                "member_category_id": self.category.id,
            }
        )
        self.users[applicant.id] = self._portal_user(applicant)
        draft = self._offered(applicant)
        self._sign_in(applicant)
        page = self.url_open(self._path(draft, "accept")).text
        self.assertIn("Once your application is decided", page)
        self.assertNotIn("o_community_sign", page)
        answer = self._accept(draft)
        self.assertIn("Once your application is decided", answer.text)
        self.assertEqual(draft.state, "draft")
        self.assertFalse(draft.invoice_ids)
        applicant._admit_members()
        self._accept(draft)
        self.assertEqual(draft.state, "active")
