from odoo.http import Request
from odoo.tests import HttpCase, JsonRpcException, tagged
from odoo.tools import mute_logger

from odoo.addons.community_subscription.tests.fake_bank import prepare_card

from .common_wallet import CommunityWalletCommon


@tagged("post_install", "-at_install", "community")
class TestWalletPortal(CommunityWalletCommon, HttpCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["website"].search([], limit=1).company_id = cls.company
        cls.user = cls._new_portal_user("ayse", cls.member)
        cls.stranger = cls._new_member("Kemal Kaya", email="kemal@example.com")
        cls.theirs = cls.stranger._get_wallet(cls.company, create=True)
        cls._new_portal_user("kemal", cls.stranger)
        cls.child = cls._new_member(
            "Deniz Demir", guardian_id=cls.member.id, birthdate_date="2020-01-01"
        )
        cls.ward = cls.child._get_wallet(cls.company, create=True)
        cls.food = cls.env["product.category"].create({"name": "Food"})
        cls.beer = cls.env["product.category"].create({"name": "Beer"})
        cls.company.wallet_category_ids = cls.food | cls.beer
        cls.token = prepare_card(cls.env, cls.company, cls.member)
        cls.provider = cls.token.provider_id

    @classmethod
    def _new_portal_user(cls, login, partner):
        user = cls._new_user(login, "base.group_portal")
        user.write({"partner_id": partner.id, "password": login})
        return user

    def _get(self, wallet, path=""):
        return self.url_open(f"/my/wallet/{wallet.id}{path}")

    def _post(self, path, **values):
        """As the page's own form sends it."""
        return self.url_open(
            path,
            {"csrf_token": Request.csrf_token(self), **values},
            allow_redirects=False,
        )

    def _ask_transaction(self, wallet, **params):
        return self.make_jsonrpc_request(
            f"/my/wallet/{wallet.id}/transaction",
            {
                "provider_id": self.provider.id,
                "payment_method_id": self.provider.payment_method_ids[:1].id,
                "flow": "direct",
                "tokenization_requested": False,
                "amount": 50.0,
                **params,
            },
        )

    def _last_transaction(self):
        return self.env["payment.transaction"].search([], order="id DESC", limit=1)

    def test_balance(self):
        """F29: a member sees online what is on his band, page by page."""
        self._top_up(500.0)
        for number in range(25):
            self._spend(1.0, note=f"Tea {number}")
        self.authenticate("community_ayse", "ayse")
        text = self._get(self.wallet).text
        self.assertIn("475.00", text)
        self.assertIn("page/2", text)
        self.assertIn("500.00", self._get(self.wallet, "/page/2").text)
        self.assertIn("475.00", self.url_open("/my").text)

    def test_no_wallet_of_others(self):
        """F29: whatever number is asked for, it is one's own wallet or none."""
        self._top_up(77.0, self.theirs)
        self.authenticate("community_ayse", "ayse")
        for path in ("", "/page/1", "/top-up", "/top-up?amount=5"):
            self.assertEqual(self._get(self.theirs, path).status_code, 404, path)
        for path in ("limits", "block"):
            answer = self._post(f"/my/wallet/{self.theirs.id}/{path}", daily_limit="1")
            self.assertEqual(answer.status_code, 404)
        self.assertEqual(self.url_open(f"/my/wallet/{2**40}").status_code, 404)
        answer = self._post("/my/wallet/open", person=str(self.env.user.partner_id.id))
        self.assertEqual(answer.status_code, 404)
        with mute_logger("odoo.http"), self.assertRaises(JsonRpcException):
            self._ask_transaction(self.theirs)
        self.assertFalse(self._last_transaction().community_wallet_id)
        self.assertEqual((self.theirs.state, self.theirs.daily_limit), ("open", 0.0))

    def test_guardian(self):
        """F29, F45: a guardian sees the wallet of a minor and sets what it is for."""
        self.authenticate("community_ayse", "ayse")
        self.assertIn("Deniz Demir", self.url_open("/my/wallet").text)
        self.assertIn("Beer", self._get(self.ward).text)
        path = f"/my/wallet/{self.ward.id}/limits"
        self._post(path, daily_limit="50,5", category=[self.food.id])
        self.assertEqual(self.ward.daily_limit, 50.5)
        self.assertEqual(self.ward.category_ids, self.food)
        for wrong in ("-1", "x", "nan", "inf"):
            self._post(path, daily_limit=wrong)
            self.assertEqual(self.ward.daily_limit, 50.5)
        answer = self._post(f"/my/wallet/{self.wallet.id}/limits", daily_limit="5")
        self.assertEqual(answer.status_code, 404)

    def test_guardian_of_the_grown_up(self):
        self.child.birthdate_date = "2000-01-01"
        self.authenticate("community_ayse", "ayse")
        self.assertEqual(self._get(self.ward).status_code, 404)

    def test_child_does_not_raise_its_limit(self):
        self._new_portal_user("deniz", self.child)
        self.authenticate("community_deniz", "deniz")
        self.assertEqual(self._get(self.ward).status_code, 200)
        answer = self._post(f"/my/wallet/{self.ward.id}/limits", daily_limit="0")
        self.assertEqual(answer.status_code, 404)

    def test_block(self):
        """F45: who loses a band blocks it himself, at once; the desk opens it."""
        self._top_up(10.0)
        self.authenticate("community_ayse", "ayse")
        self._post(f"/my/wallet/{self.wallet.id}/block")
        self.assertEqual(self.wallet.state, "blocked")
        self.assertIn("Ayşe Demir", self.wallet.block_reason)

    def test_open(self):
        nino = self._new_member("Nino")
        self._new_portal_user("nino", nino)
        self.authenticate("community_nino", "nino")
        self.assertIn("Open a wallet", self.url_open("/my/wallet").text)
        for _turn in range(2):
            answer = self._post("/my/wallet/open", person=str(nino.id))
            self.assertEqual(answer.status_code, 303)
        self.assertEqual(len(nino.community_wallet_ids), 1)

    def test_top_up_online(self):
        """F44: a payment online is on the band exactly once, and in the books."""
        self.authenticate("community_ayse", "ayse")
        self.assertIn("o_payment_form", self._get(self.ward, "/top-up?amount=50").text)
        self._ask_transaction(self.ward)
        transaction = self._last_transaction()
        self.assertEqual(transaction.amount, 50.0)
        self.assertEqual(transaction.partner_id, self.member)
        self.assertEqual(self.ward.balance, 0.0)
        transaction._set_done()
        transaction._post_process()
        transaction._post_process()
        self.assertEqual(self.ward.balance, 50.0)
        entry = self.ward.entry_ids
        self.assertEqual(entry.origin, f"tx:{transaction.id}")
        self.assertEqual(entry.move_id, transaction.payment_id.move_id)
        self._check_ties()
        self.ward._reverse(entry, "paid by mistake")
        self._check_ties()

    def test_top_up_of_blocked(self):
        """Money that arrived is there, whatever happened to the band meanwhile."""
        self.authenticate("community_ayse", "ayse")
        self._ask_transaction(self.wallet)
        self.wallet._block("band lost")
        self._last_transaction()._set_done()
        self._last_transaction()._post_process()
        self.assertEqual(self.wallet.balance, 50.0)

    def test_amount_and_way_are_checked(self):
        self.authenticate("community_ayse", "ayse")
        for wrong in ("0", "-5", "10000.01", "x", "nan", "inf"):
            text = self._get(self.wallet, f"/top-up?amount={wrong}").text
            self.assertIn("Choose an amount", text)
            self.assertNotIn("o_payment_form", text)
        wrongs = ({"amount": -5}, {"amount": None}, {"flow": "x"}, {"provider_id": 0})
        for wrong in wrongs:
            with mute_logger("odoo.http"), self.assertRaises(JsonRpcException):
                self._ask_transaction(self.wallet, **wrong)
        self.assertFalse(self._last_transaction().community_wallet_id)

    def test_public_is_sent_to_log_in(self):
        answer = self.url_open("/my/wallet", allow_redirects=False)
        self.assertIn("/web/login", answer.headers["Location"])
