from datetime import date

from freezegun import freeze_time

from odoo import Command, fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged, users

from odoo.addons.account.tests.common import AccountTestInvoicingCommon

from .common_points import PointsCase


@tagged("post_install", "-at_install", "community")
@freeze_time("2026-03-14")
class TestPointsRulesInForce(PointsCase):
    def test_rule_and_version(self):
        """G18: entries name the rule and its version; a later version changes none."""
        first = self.entries._post_for_trigger("event_attendance", [self._fact("a")])
        self.assertEqual((first.rule_id, first.rule_version), (self.rule, 1))
        self.rule.name = "Attended"
        self.assertEqual(self.rule.version, 1)
        self.rule.amount = 40
        self.assertEqual(self.rule.version, 1)
        self.rule.amount = 60
        self.assertEqual(self.rule.version, 2)
        second = self.entries._post_for_trigger("event_attendance", [self._fact("b")])
        self.assertEqual((second.amount, second.rule_version), (60, 2))
        self.assertEqual((first.amount, first.rule_version), (40, 1))
        again = self.entries._post_for_trigger("event_attendance", [self._fact("a")])
        self.assertFalse(again)
        self._check_ledger()

    def test_limits_count_what_was_given(self):
        """G19: limits hold over several calls; what they cut says so."""
        self.rule.cap_per_day = 60
        for key, amount, cut in (
            ("a", 40, False),
            ("b", 20, "cap_day"),
            ("c", 0, "cap_day"),
        ):
            entry = self.entries._post_for_trigger(
                "event_attendance", [self._fact(key)]
            )
            self.assertEqual((entry.amount, entry.cut), (amount, cut))
        self.entries._reverse(entry.search([("amount", "=", 40)]), "Annulled")
        entry = self.entries._post_for_trigger("event_attendance", [self._fact("d")])
        self.assertEqual(entry.amount, 40)

    def test_source_reversed_and_earned_again(self):
        """G18: what is reversed for its source can be earned anew, if asked for."""
        source = self.env["res.partner"].create({"name": "Summer Camp"})
        fact = self._fact("camp", record=source)
        self.entries._post_for_trigger("event_attendance", [fact])
        self.entries._reverse_for_trigger("event_attendance", source, "Cancelled")
        self.assertEqual(self._balance(), 0)
        self.assertFalse(self.entries._post_for_trigger("event_attendance", [fact]))
        fact["again"] = True
        self.assertTrue(self.entries._post_for_trigger("event_attendance", [fact]))
        self.assertFalse(self.entries._post_for_trigger("event_attendance", [fact]))
        self.assertEqual(self._balance(), 40)

    def test_only_members_of_the_register(self):
        guest = self.env["res.partner"].create({"name": "Guest"})
        facts = [self._fact("a", guest)]
        self.assertFalse(self.entries._post_for_trigger("event_attendance", facts))
        self.assertFalse(self.entries._post_for_trigger("no_show", [self._fact("a")]))

    def test_anniversary(self):
        """G19: every year of membership earns once, also when a night was missed."""
        self.env["community.points.rule"].create(
            {"name": "Anniversary", "trigger": "anniversary", "amount": 25}
        )
        self.env.flush_all()
        for day, amount in (
            ("2026-01-14", 0),
            ("2026-01-17", 25),
            ("2026-01-18", 25),
            ("2027-01-15", 50),
        ):
            with freeze_time(day):
                self.entries._post_anniversaries()
                self.assertEqual(self._balance(), amount, day)
        self.assertIn(
            "6 years",
            self.ayse.env["community.points.entry"]
            .search([("partner_id", "=", self.ayse.id)], order="id", limit=1)
            .reason,
        )

    def test_expiry(self):
        """G19: points run out on their day, oldest first, and only what is left."""
        self.rule.expiry_months = 12
        with freeze_time("2025-03-15"):
            fact = self._fact("a")
            first = self.entries._post_for_trigger("event_attendance", [fact])
        self.assertEqual(first.expires_on, date(2026, 3, 15))
        self._earn(-15, "spent", kind="spent")
        self._earn(50, "later")
        self.assertFalse(self.entries._expire(), "one day too early")
        with freeze_time("2026-03-15"):
            expired = self.entries._expire()
            self.assertEqual((expired.amount, expired.lot_id), (-25, first))
            self.assertFalse(self.entries._expire(), "twice changes nothing")
        self.assertEqual(self._balance(), 50)
        self.assertEqual(self.ayse.points_earned, 90, "ranks are not lowered by expiry")
        self.entries._reverse(first, "Annulled")
        # What was spent of the reversed points is owed; what expired is given back.
        self.assertEqual(self._balance(), 35)
        self._check_ledger()


@tagged("post_install", "-at_install", "community")
@freeze_time("2026-03-14")
class TestPointsGrant(PointsCase):
    def _grant(self, user, **values):
        return (
            self.env["community.points.grant"]
            .with_user(user)
            .create(
                {
                    "reason": "Built the stage",
                    "partner_ids": [Command.set(self.ayse.ids)],
                    "amount": 30,
                    **values,
                }
            )
        )

    def test_grant_and_take_back(self):
        """G19: a manager grants points with a reason, once, and can take them back."""
        grant = self._grant(self.manager, expiry_months=6)
        grant.action_grant()
        grant.action_grant()
        self.assertEqual((self._balance(), grant.entry_count), (30, 1))
        entry = self.entries.search([("res_model", "=", grant._name)])
        self.assertEqual(entry.expires_on, date(2026, 9, 14))
        self.assertEqual(entry.create_uid, self.manager)
        with self.assertRaises(UserError):
            grant.amount = 3000
        with self.assertRaises(UserError):
            grant.unlink()
        grant.action_take_back()
        grant.action_take_back()
        self.assertEqual((self._balance(), grant.state), (0, "reversed"))
        self._check_ledger()

    def test_who_may(self):
        """G19: officers prepare, managers grant; nobody sets the state by hand."""
        grant = self._grant(self.officer, state="granted")
        self.assertEqual(grant.state, "draft")
        with self.assertRaises(AccessError):
            grant.action_grant()
        with self.assertRaises(UserError):
            grant.state = "granted"
        for user in (self.reader, self.internal):
            with self.assertRaises(AccessError):
                self._grant(user)
        grant.with_user(self.manager).action_grant()
        self.assertEqual(self._balance(), 30)

    @users("community_officer")
    def test_from_the_member(self):
        action = self.ayse.with_env(self.env).action_grant_points()
        self.assertEqual(action["context"], {"default_partner_ids": self.ayse.ids})


@tagged("post_install", "-at_install", "community")
class TestPointsDues(AccountTestInvoicingCommon):
    """As an accountant, who need not see members or their points."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        rules = cls.env["community.points.rule"].sudo()
        rules.search([]).active = False
        rules.create({"name": "Dues on time", "trigger": "dues_paid", "amount": 20})
        cls.member = cls._partner("Ayşe Demir", in_member_register=True)
        cls.today = fields.Date.today()

    @classmethod
    def _partner(cls, name, **values):
        partner = cls.env["res.partner"].sudo().create({"name": name, **values})
        return partner.with_env(cls.env)

    def _invoice(self, days_due, partner=None):
        move = self.env["account.move"].create(
            {
                "move_type": "out_invoice",
                "partner_id": (partner or self.member).id,
                "invoice_date": fields.Date.subtract(self.today, days=20),
                "invoice_date_due": fields.Date.add(self.today, days=days_due),
                "invoice_payment_term_id": False,
                "invoice_line_ids": [
                    Command.create({"name": "Dues", "price_unit": 35, "tax_ids": []})
                ],
            }
        )
        move.action_post()
        return move

    def _pay(self, move, amount=None):
        wizard = self.env["account.payment.register"].with_context(
            active_model="account.move", active_ids=move.ids
        )
        values = {"payment_date": self.today}
        values |= {"amount": amount} if amount else {}
        return wizard.create(values)._create_payments()

    def _points(self, move):
        entries = self.env["community.points.entry"].sudo()
        entries = entries.search(
            [("res_model", "=", "account.move"), ("res_id", "=", move.id)]
        )
        return sum(entries.mapped("amount"))

    def test_on_time(self):
        """G18: dues paid on or before the due date earn points, later ones do not."""
        for days, points in ((5, 20), (0, 20), (-1, 0)):
            move = self._invoice(days)
            self._pay(move)
            self.assertEqual(self._points(move), points, days)
        self.assertEqual(self.member.points_balance, 40)

    def test_only_in_full(self):
        """G18: half of the dues earns nothing, the other half earns the points."""
        move = self._invoice(5)
        self._pay(move, 10)
        self.assertEqual(self._points(move), 0)
        self._pay(move)
        self.assertEqual(self._points(move), 20)

    def test_payment_undone(self):
        """G18: a payment that is undone takes its points back; paid again they come."""
        move = self._invoice(5)
        self._pay(move)
        for _round in range(2):
            lines = move.line_ids.filtered("matched_credit_ids")
            credit = lines.matched_credit_ids.credit_move_id
            lines.remove_move_reconcile()
            self.assertEqual(self._points(move), 0)
            (lines | credit).reconcile()
            self.assertEqual(self._points(move), 20)
        entries = self.env["community.points.entry"].sudo()
        self.assertFalse(entries._find_drift()["balances"])

    def test_whose_points(self):
        """G18: the member earns, also for an invoice to a contact of a firm."""
        firm = self._partner("Firm", is_company=True, in_member_register=True)
        clerk = self._partner("Clerk", parent_id=firm.id)
        self._pay(self._invoice(5, clerk))
        self.assertEqual(firm.points_balance, 20)
        move = self._invoice(5, self._partner("Guest"))
        self._pay(move)
        self.assertEqual(self._points(move), 0)

    def test_credit_note_is_no_payment(self):
        """G18: an invoice that is cancelled by a credit note earns nothing."""
        move = self._invoice(5)
        refund = move._reverse_moves(cancel=True)
        self.assertEqual(refund.state, "posted")
        self.assertEqual(self._points(move), 0)
