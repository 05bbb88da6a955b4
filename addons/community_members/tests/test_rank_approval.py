from freezegun import freeze_time

from odoo import Command
from odoo.exceptions import AccessError
from odoo.tests import tagged

from .common_points import PointsCase


@tagged("post_install", "-at_install", "community")
@freeze_time("2026-03-14")
class TestRankApproval(PointsCase):
    """The example of the specification: a rank change waits for a second person."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.approver = cls._new_user(
            "approver",
            "community_approval.group_approval_approver,"
            "community_members.group_member_reader",
        )
        cls.ayse._refresh_ranks()
        cls.rank_area = cls._area("rank")
        cls.points_area = cls._area("points")

    @classmethod
    def _area(cls, code):
        """The area that ships with the suite, decided by this approver alone."""
        area = cls.env.ref(f"community_members.community_approval_area_{code}")
        area.step_ids.write(
            {
                "group_ids": [Command.clear()],
                "user_ids": [Command.set(cls.approver.ids)],
            }
        )
        return area

    def _pending(self, record):
        return self.env["community.change.request"].search(
            [
                ("res_model", "=", record._name),
                ("res_id", "=", record.id),
                ("state", "=", "pending"),
            ]
        )

    def _ask(self):
        self.rank_area.enabled = True
        self.ayse.with_user(self.manager).rank_id = self.captain
        self.env.flush_all()
        self.env.invalidate_all()
        return self._pending(self.ayse)

    def test_off(self):
        """G55: while the area is off, a manager's change of rank applies directly."""
        self.assertFalse(self.rank_area.enabled, "off until a club wants it")
        self.ayse.with_user(self.manager).rank_id = self.captain
        self.assertEqual(self.ayse.rank_id, self.captain)

    def test_waits(self):
        """G55: while it is on, the change is a pending request and the rank stays."""
        request = self._ask()
        self.assertEqual(len(request), 1)
        self.assertEqual(self.ayse.rank_id, self.prospect)
        self.assertFalse(self.ayse.rank_locked)
        self.assertFalse(
            self.ayse.rank_history_ids.filtered(lambda row: row.kind == "by_hand")
        )
        pending = self.env["community.change.request"].with_user(self.approver)
        self.assertIn(request, pending.search([("state", "=", "pending")]))

    def test_approved(self):
        """G56, G57: approved, the rank is there at once, logged under its maker."""
        request = self._ask()
        request.with_user(self.approver).action_approve()
        self.assertEqual(self.ayse.rank_id, self.captain)
        self.assertTrue(self.ayse.rank_locked)
        history = self.ayse.rank_history_ids[0]
        self.assertEqual((history.kind, history.create_uid), ("by_hand", self.manager))

    def test_rejected(self):
        """G58: rejected, the rank is as before."""
        request = self._ask()
        request.with_user(self.approver).action_reject("Not yet")
        self.assertEqual(self.ayse.rank_id, self.prospect)
        self.assertFalse(self._pending(self.ayse))

    def test_rules_do_not_wait(self):
        """G55: what the rules decide needs no approval."""
        self.rank_area.enabled = True
        grant = self.env["community.points.grant"].with_user(self.manager)
        grant.create(self._grant_values(150)).action_grant()
        self.assertEqual(self.ayse.rank_id, self.rider)
        self.assertFalse(self._pending(self.ayse))

    def _grant_values(self, amount):
        return {
            "reason": "Built the stage",
            "partner_ids": [Command.set(self.ayse.ids)],
            "amount": amount,
        }

    def test_grant_of_an_officer(self):
        """G19, G55: an officer's grant waits, and is made by the approver's word."""
        grant = self.env["community.points.grant"].with_user(self.officer)
        grant = grant.create(self._grant_values(150))
        with self.assertRaises(AccessError):
            grant.action_grant()
        self.points_area.enabled = True
        grant.action_grant()
        self.assertEqual((self._balance(), grant.state), (0, "draft"))
        request = self._pending(grant)
        request.with_user(self.approver).action_approve()
        self.assertEqual((self._balance(), grant.state), (150, "granted"))
        self.assertEqual(self.ayse.rank_id, self.rider)
        self._check_ledger()
