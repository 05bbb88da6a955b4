from freezegun import freeze_time

from odoo.exceptions import AccessError, UserError

from .common_band_money import CommunityBandMoneyCommon


@freeze_time("2026-03-10 12:00:00")
class TestBandMoneyDesk(CommunityBandMoneyCommon):
    """The desk's window: swaps, slips, and who may waive a deposit."""

    def test_swap_of_a_lost_band(self):
        """F43: the deposit moves to the new band, the lost one costs its fee."""
        old = self._give()
        window = self._open_give("04A2B3C4D5E681", self.member, old_id=old)
        self.assertEqual((window.deposit_moved, window.fee), (15.0, 40.0))
        self.assertEqual(window.due, 40.0)
        window.action_give()
        new = self.member.access_credential_ids - old
        self.assertEqual(
            self._get_rows(old),
            [("deposit", 15.0), ("fee", 40.0), ("moved_out", -15.0)],
        )
        self.assertEqual(self._get_rows(new), [("moved_in", 15.0)])
        self.assert_money(deposits=15.0, till=55.0)
        self._open_give(new.uid).action_take_back()
        self.assert_money(till=40.0)

    def test_swap_for_a_dearer_band(self):
        """F43: only the difference of the deposits is taken."""
        dear = self._new("medium", name="Sauna Band", kind="band", deposit=25.0)
        old = self._give()
        window = self._open_give(
            "04A2B3C4D5E681",
            self.member,
            medium_id=dear,
            old_id=old,
            old_end="returned",
        )
        self.assertEqual((window.due, window.fee), (10.0, 0.0))
        window.action_give()
        self.assertEqual(old.state, "returned")
        self.assert_money(deposits=25.0, till=25.0)

    def test_swap_for_a_cheaper_band(self):
        cheap = self._new("medium", name="Paper Band", kind="band", deposit=5.0)
        old = self._give()
        window = self._open_give(
            "04A2B3C4D5E681",
            self.member,
            medium_id=cheap,
            old_id=old,
            old_end="returned",
        )
        self.assertEqual((window.due, window.pay_out), (0.0, 10.0))
        window.action_give()
        self.assert_money(deposits=5.0, till=5.0)

    def test_swap_of_what_the_holder_reported(self):
        """Reported on the portal, settled with the new band."""
        old = self._give()
        old._block_by_holder(is_lost=True)
        window = self._open_give("04A2B3C4D5E681", self.member, old_id=old)
        self.assertEqual(window.due, 40.0)
        window.action_give()
        self.assert_money(deposits=15.0, till=55.0)
        self.assertFalse(old.with_user(self.desk).is_loss_open)

    def test_another_person_has_another_old_band(self):
        """A band of somebody else is not stopped by a slip, nor by a forged call."""
        other = self._new_member("Can Demir")
        theirs = self._new_band(other)
        gives = self.env["community.access.give"].with_user(self.desk)
        window = self._open_give("04A2B3C4D5E681", other, old_id=theirs)
        window.partner_id = self.member
        self.assertFalse(window.old_id)
        forged = gives.create(
            {
                "uid": "04A2B3C4D5E681",
                "partner_id": self.member.id,
                "old_id": theirs.id,
            }
        )
        for step in (forged.action_give, forged.action_stop_old):
            with self.assertRaisesRegex(UserError, "not a band of Elif Kaya"):
                step()
        with self.assertRaisesRegex(UserError, "not a band of Elif Kaya"):
            self._new_band()._issue(self.member, instead_of=theirs)
        self.assertEqual(theirs.state, "issued")

    def test_the_lost_band_stops_though_the_new_one_fails(self):
        """F43: the new chip is somebody's; the lost band opens nothing all the same."""
        old = self._give()
        taken = self._new_band(self._new_member("Can Demir"))
        window = self._open_give(taken.uid)
        window.write({"partner_id": self.member.id, "old_id": old.id})
        action = window.action_give()
        self.assertEqual(action["res_id"], window.id)
        self.assertIn("Can Demir", window.warning)
        self.assertIn("is blocked", window.warning)
        self.assertEqual(old.state, "blocked")
        self.assert_refused(self._swipe(old), "credential_blocked")
        self.assertEqual(taken.state, "issued")
        self.assert_money(deposits=15.0, till=15.0)

    def test_block_now(self):
        """F43: a lost band is stopped before the new one is at hand."""
        old = self._give()
        window = self._open_give(False, self.member, old_id=old)
        window.action_stop_old()
        window.action_stop_old()
        self.assertEqual(old.state, "blocked")
        window.uid = "04A2B3C4D5E681"
        window.action_give()
        self.assertEqual(old.state, "lost")
        self.assertTrue(self.member.access_credential_ids - old)

    def test_who_waives_a_deposit(self):
        """F42: the desk takes the deposit of the type; a manager says why not."""
        window = self._open_give("04A2B3C4D5E681", self.member)
        for wrong in (0.0, 99.0):
            window.deposit = wrong
            with self.assertRaisesRegex(UserError, "A manager can change it"):
                window.action_give()
        window.deposit = -5.0
        with self.assertRaisesRegex(UserError, "cannot be negative"):
            window.action_give()
        manager = self.access_manager
        window = self._open_give("04A2B3C4D5E681", self.member, manager)
        window.deposit = 0.0
        with self.assertRaisesRegex(UserError, "Say why"):
            window.action_give()
        window.deposit_reason = "Founding member"
        window.action_give()
        band = self.member.access_credential_ids
        self.assertFalse(band.holding_ids.money_ids)
        self.assertIn("Founding member", band.message_ids[0].body)

    def test_twice_in_a_row(self):
        """The button pressed twice gives, and takes, once."""
        window = self._open_give("04A2B3C4D5E681", self.member)
        window.action_give()
        with self.assertRaises(UserError):
            window.action_give()
        self.assert_money(deposits=15.0, till=15.0)

    def test_desk_is_no_accountant(self):
        self.assertFalse(self.desk.has_group("account.group_account_readonly"))
        band = self._give().with_user(self.desk)
        move = band.holding_ids.money_ids.move_id
        with self.assertRaisesRegex(UserError, "Journal Entry"):
            move.read(["amount_total"])

    def test_no_money_for_another_company(self):
        """The till of another company takes nothing, whatever a browser sends."""
        self._give_unpaid()
        windows = self.env["community.access.pay"].with_user(self.desk)
        window = windows.create(
            {
                "partner_id": self.member.id,
                "company_id": self.company.id,
                "journal_id": self.till.id,
            }
        )
        elsewhere = self._new_user(
            "desk_elsewhere", "community_access.group_access_desk", self.other_company
        )
        with self.assertRaises(AccessError):
            window.with_user(elsewhere).action_pay()
        there = windows.with_user(elsewhere).with_context(
            allowed_company_ids=self.other_company.ids
        )
        with self.assertRaises(AccessError):
            there.create({"partner_id": self.member.id, "company_id": self.company.id})
        self.assert_money(owed=15.0, deposits=15.0)
