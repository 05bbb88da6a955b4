from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .common import CommunityApprovalCommon


@tagged("post_install", "-at_install", "community")
class TestDecide(CommunityApprovalCommon):
    def _ask(self, value="GOLD", user=None):
        self._as(user or self.maker).ref = value
        return self._pending()

    def test_approval_applies_at_once(self):
        """G49, G50, G56, G57: the value changes in the same transaction."""
        self._new_area()
        change = self._ask()
        change.with_user(self.approver).action_approve()
        self.assertEqual((change.state, self.partner.ref), ("approved", "GOLD"))
        kinds = change.log_ids.mapped("kind")
        self.assertEqual(kinds, ["asked", "approve", "apply"])
        self.assertFalse(change.activity_ids)

    def test_rejection_changes_nothing(self):
        """G49, G51, G58: the old value stays, the reason is kept."""
        self._new_area()
        change = self._ask()
        change.with_user(self.approver).action_reject("Not yet")
        self.assertEqual((change.state, self.partner.ref), ("rejected", "SILVER"))
        self.assertEqual(change.log_ids[-1].reason, "Not yet")

    def test_a_reason_is_asked_for(self):
        """G51, G59: refusing opens a window for the reason; the maker explains his."""
        self._new_area()
        change = self._ask()
        explain = self.env["community.change.explain"].with_user(self.maker)
        self.assertTrue(explain.check_access("create") is None)
        action = change.with_user(self.approver).action_reject()
        self.assertEqual(action["res_model"], "community.change.decide")
        window = self.env["community.change.decide"].with_user(self.approver)
        window = window.with_context(**action["context"]).create({"reason": "Too soon"})
        window.action_decide()
        self.assertEqual(change.state, "rejected")
        self.assertIn("Too soon", change.log_ids.mapped("reason"))

    def test_only_those_who_decide(self):
        """G47, G52, G54: neither the maker, nor bystanders, nor managers."""
        self._new_area()
        change = self._ask()
        for user in (self.maker, self.bystander, self.auditor, self.manager):
            with self.assertRaises(AccessError):
                change.with_user(user).action_approve()
        self.assertEqual(change.state, "pending")

    def test_nobody_edits_a_request(self):
        """G59: not even with all rights; the log least of all."""
        self._new_area()
        change = self._ask()
        for user in (self.maker, self.approver, self.manager, self.env.user):
            for record in (change, change.line_ids, change.log_ids):
                with self.assertRaises(UserError):
                    record.with_user(user).write({"request_id": 1, "state": "approved"})
                with self.assertRaises(UserError):
                    record.with_user(user).unlink()

    def test_two_steps_and_a_quorum(self):
        """G54: first two of three, then the manager of approvals."""
        third = self._new_user("third")
        self._new_area(
            steps=[
                {
                    "user_ids": [(6, 0, (self.approver | self.second | third).ids)],
                    "needed": 2,
                },
                {
                    "group_ids": [
                        (
                            4,
                            self.env.ref(
                                "community_approval.group_approval_manager"
                            ).id,
                        )
                    ]
                },
            ]
        )
        change = self._ask()
        change.with_user(self.approver).action_approve()
        self.assertEqual(change.step_id.name, "Step 1")
        with self.assertRaises(UserError):
            change.with_user(self.approver).action_approve()
        change.with_user(third).action_approve()
        self.assertEqual(change.step_id.name, "Step 2")
        self.assertEqual(self.partner.ref, "SILVER")
        self.assertIn(self.manager, change.approver_ids)
        change.with_user(self.manager).action_approve()
        self.assertEqual(self.partner.ref, "GOLD")

    def test_return_and_ask_again(self):
        """G59: both rounds stay in the log; old votes do not count in the new one."""
        self._new_area(
            steps=[
                {"user_ids": [(6, 0, (self.approver | self.second).ids)], "needed": 2}
            ]
        )
        change = self._ask()
        change.with_user(self.second).action_approve()
        change.with_user(self.approver).action_return("Why gold?")
        self.assertEqual(change.state, "returned")
        change.with_user(self.maker).action_resubmit("Because of the rally")
        change.with_user(self.approver).action_approve()
        self.assertEqual(self.partner.ref, "SILVER")
        change.with_user(self.second).action_approve()
        self.assertEqual(self.partner.ref, "GOLD")
        self.assertIn("Why gold?", change.log_ids.mapped("reason"))

    def test_conflict_is_shown_and_nothing_overwritten(self):
        """G50: who moved the record meanwhile is not overruled silently."""
        self._new_area()
        change = self._ask()
        self.partner.ref = "BRONZE"
        self.assertTrue(change.conflict)
        self.assertEqual(change.line_ids.now_text, "BRONZE")
        with self.assertRaises(UserError):
            change.with_user(self.approver).action_approve()
        self.assertEqual(self.partner.ref, "BRONZE")
        change.with_user(self.approver).action_rebase()
        change.invalidate_recordset()
        change.with_user(self.approver).action_approve()
        self.assertEqual(self.partner.ref, "GOLD")

    def test_failure_leaves_it_open(self):
        """G57: what cannot be applied says why, and the vote does not count."""
        self._new_area(["parent_id"])
        child = self.env["res.partner"].create({"name": "Child"})
        self._as(self.maker).parent_id = child
        child.parent_id = self.partner
        change = self._pending()
        change.with_user(self.approver).action_approve()
        self.assertEqual(change.state, "pending")
        self.assertTrue(change.apply_error)
        child.parent_id = False
        change.with_user(self.approver).action_approve()
        self.assertEqual(self.partner.parent_id, child)

    def test_consequences_are_shown_and_taken_back(self):
        """G56: what else would change is seen before deciding."""
        firm = self.env["res.partner"].create(
            {"name": "Firm", "is_company": True, "vat": "GE1", "street": "Rustaveli 1"}
        )
        self._new_area(["parent_id"])
        self._as(self.maker).parent_id = firm
        change = self._pending().with_user(self.approver)
        seen = change.get_consequences()
        self.assertFalse(seen["error"])
        effect = next(e for e in seen["effects"] if e["id"] == self.partner.id)
        labels = {field["name"]: field["after"] for field in effect["fields"]}
        self.assertEqual(labels["street"], "Rustaveli 1")
        self.assertFalse(self.partner.parent_id)
        self.assertFalse(self.partner.street)

    def test_a_deletion_shows_what_goes_with_it(self):
        """G56: also what the database deletes by itself."""
        bank = self.env["res.partner.bank"].create(
            {"acc_number": "GE29NB1", "partner_id": self.partner.id}
        )
        self._new_area([], on_unlink=True)
        self._as(self.maker).unlink()
        seen = self._pending().with_user(self.approver).get_consequences()
        gone = {
            (e["model"], e["id"]) for e in seen["effects"] if e["kind"] == "deleted"
        }
        self.assertIn(("res.partner.bank", bank.id), gone)
        self.assertIn(("res.partner", self.partner.id), gone)
        self.assertTrue(bank.exists())

    def test_a_stand_in_decides(self):
        """G53: while the approver is away, and never for himself."""
        self._new_area()
        self.env["community.approval.delegation"].with_user(self.approver).create(
            {"delegate_id": self.second.id, "date_to": "2999-12-31"}
        )
        change = self._ask()
        self.assertEqual(change.approver_ids, self.approver | self.second)
        change.with_user(self.second).action_approve()
        self.assertEqual(change.state, "approved")
        behalf = change.log_ids.filtered(
            lambda row: row.kind == "approve"
        ).on_behalf_ids
        self.assertEqual(behalf, self.approver)

    def test_the_log_shows_tampering(self):
        """G59: a row altered in the database is found."""
        self._new_area()
        change = self._ask()
        change.with_user(self.approver).action_reject("No")
        log = self.env["community.approval.decision"]
        self.assertFalse(log._find_altered())
        row = change.log_ids[1]
        self.env.cr.execute(
            "UPDATE community_approval_decision SET reason = 'Yes' WHERE id = %s",
            [row.id],
        )
        row.invalidate_recordset()
        self.assertEqual(log._find_altered(), row)
