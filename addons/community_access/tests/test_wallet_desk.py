from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, tagged

from .common_wallet import CommunityWalletCommon


@tagged("post_install", "-at_install", "community")
class TestWalletDesk(CommunityWalletCommon):
    def test_desk_tops_up(self):
        """F44: the desk loads money with a press, and the press counts once."""
        acts = self.env["community.wallet.act"].with_user(self.desk)
        form = Form(
            acts.with_context(
                default_wallet_id=self.wallet.id, default_kind="top_up"
            ).with_company(self.company)
        )
        self.assertEqual(form.journal_id, self.cash)
        form.preset = "1"
        self.assertEqual(form.amount, 250.0)
        act = form.save()
        act.action_do()
        act.action_do()
        self.assertEqual(self.wallet.balance, 250.0)
        self.assertEqual(self.wallet.entry_ids.user_id, self.desk)
        self._check_ties()

    def test_desk_pays_out_passes_on_and_blocks(self):
        self._top_up(100.0)
        other = self._new_member("Kemal Kaya")
        self._act("transfer", amount=30.0, to_partner_id=other.id)
        self.assertEqual(other._get_wallet(self.company).balance, 30.0)
        self._act("refund", journal_id=self.cash.id)
        self.assertEqual(self.wallet.balance, 0.0)
        with self.assertRaisesRegex(UserError, "Say why"):
            self._act("block")
        self._act("block", reason="band lost")
        self.assertEqual(self.wallet.state, "blocked")
        with self.assertRaisesRegex(UserError, "blocked"):
            self._act("top_up", amount=10.0, journal_id=self.cash.id)
        self.wallet.with_user(self.desk).action_unblock()
        self.assertEqual(self.wallet.state, "open")

    def test_desk_reverses(self):
        entry = self._top_up(100.0).with_user(self.desk)
        action = entry.action_reverse()
        self.assertEqual(action["context"]["default_entry_id"], entry.id)
        reverses = self.env["community.wallet.reverse"].with_user(self.desk)
        wizard = reverses.create({"entry_id": entry.id, "reason": "wrong member"})
        wizard.action_reverse()
        self.assertEqual(self.wallet.balance, 0.0)
        with self.assertRaisesRegex(UserError, "reversed already"):
            wizard.action_reverse()

    def test_receipt(self):
        """F44: a top-up has a receipt."""
        entry = self._top_up(100.0, note="Thank you")
        report = self.env["ir.actions.report"].with_user(self.desk)
        html, _kind = report._render_qweb_html(
            "community_access.report_wallet_receipt", entry.ids
        )
        for text in ("100.00", "Ayşe Demir", "Till", "Thank you"):
            self.assertIn(text, html.decode())
        act = (
            self.env["community.wallet.act"]
            .with_user(self.desk)
            .create(
                {
                    "kind": "top_up",
                    "wallet_id": self.wallet.id,
                    "amount": 5.0,
                    "journal_id": self.cash.id,
                    "print_receipt": True,
                }
            )
        )
        self.assertEqual(act.action_do()["type"], "ir.actions.report")

    def test_member_screen(self):
        member = self._new_member("Kemal Kaya").with_user(self.desk)
        self.assertFalse(member.wallet_state)
        action = member.action_open_wallet()
        self.assertEqual(action, member.action_open_wallet())
        self.assertEqual(member.wallet_state, "open")
        with self.assertRaises(AccessError):
            member.with_user(self.guard).action_open_wallet()

    def test_who_may(self):
        """F44, F45: desk and manager work with wallets; nobody else sees any."""
        entry = self._top_up(100.0)
        for user in (self.guard, self.internal, self.officer, self.sub_reader):
            with self.subTest(user=user.login):
                with self.assertRaises(AccessError):
                    self.wallet.with_user(user).read(["balance"])
                with self.assertRaises(AccessError):
                    entry.with_user(user).read(["amount"])
                with self.assertRaises(AccessError):
                    self._act("top_up", user, amount=1.0, journal_id=self.cash.id)
                with self.assertRaises(AccessError):
                    self.wallet.with_user(user).action_unblock()
        for user in (self.desk, self.access_manager):
            self.assertEqual(self.wallet.with_user(user).balance, 100.0)
            self.assertEqual(entry.with_user(user).amount, 100.0)
        self.wallet.with_user(self.desk).daily_limit = 20.0
        with self.assertRaises(AccessError):
            self.wallet.with_user(self.desk).credit_limit = 20.0
        self.wallet.with_user(self.access_manager).credit_limit = 20.0

    def test_desk_of_another_company(self):
        desk = self._new_user(
            "other_desk", "community_access.group_access_desk", self.other_company
        )
        entry = self._top_up(100.0)
        for record in (self.wallet, entry):
            theirs = record.with_user(desk).with_context(
                allowed_company_ids=self.other_company.ids
            )
            self.assertFalse(theirs.search([("id", "=", record.id)]))
            with self.assertRaises(AccessError):
                theirs.read(["currency_id"])
        with self.assertRaises(AccessError):
            self._act("top_up", desk, amount=1.0, journal_id=self.cash.id)

    def test_limits_are_kept_in_the_chatter(self):
        wallet = self.wallet.with_user(self.desk).with_context(tracking_disable=False)
        wallet.daily_limit = 20.0
        self.env.flush_all()
        self.env.cr.precommit.run()
        self.assertTrue(self.wallet.message_ids.sudo().tracking_value_ids)
