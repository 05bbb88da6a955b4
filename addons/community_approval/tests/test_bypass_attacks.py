from unittest.mock import patch

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged

from ..models.community_approval_area_line import get_editable_fields
from .common import CommunityApprovalCommon

PIXEL = (
    b"iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhg"
    b"GAWjR9awAAAABJRU5ErkJggg=="
)


@tagged("post_install", "-at_install", "community")
class TestBypassAttacks(CommunityApprovalCommon):
    """Ways around the gate that a skilled person tries."""

    def test_lines_of_others_by_a_new_parent(self):
        """G46: creating a record does not open the lists of other records."""
        bank = self.env["res.partner.bank"].create(
            {"acc_number": "GE29NB1", "partner_id": self.partner.id}
        )
        self._new_area(["bank_ids"])
        self._as(self.maker).create(
            {"name": "Decoy", "bank_ids": [(1, bank.id, {"acc_number": "EVIL"})]}
        )
        self.assertEqual(bank.acc_number, "GE29NB1")
        self._as(self.maker).create({"name": "Decoy", "bank_ids": [(4, bank.id)]})
        self.assertEqual(bank.partner_id, self.partner)
        self._as(self.maker).create({"name": "D", "bank_ids": [(2, bank.id)]})
        self.assertTrue(bank.exists())
        fresh = self._as(self.maker).create(
            {"name": "New", "bank_ids": [(0, 0, {"acc_number": "GE29NB2"})]}
        )
        self.assertEqual(fresh.bank_ids.acc_number, "GE29NB2")

    def test_a_file_is_smuggled_in(self):
        """G46: a new file does not become the value of a controlled field."""
        self._new_area(["image_1920"])
        files = self.env["ir.attachment"].with_user(self.maker)
        values = {
            "name": "image_1920",
            "datas": PIXEL,
            "res_model": "res.partner",
            "res_id": self.partner.id,
        }
        with self.assertRaises(UserError):
            files.create({**values, "res_field": "image_1920"})
        loose = files.create(values)
        with self.assertRaises(UserError):
            loose.write({"res_field": "image_1920"})
        self.partner.invalidate_recordset()
        self.assertFalse(self.partner.image_1920)

    def test_rows_of_others_are_not_told(self):
        """G50: a list does not tell the values of rows that the maker may not write."""
        other = self.env["res.partner"].create({"name": "Secret", "comment": "canary"})
        self._new_area(["child_ids"])
        self.env["ir.rule"].create(
            {
                "name": "Not the secret one",
                "model_id": self.env["ir.model"]._get_id("res.partner"),
                "domain_force": [("name", "!=", "Secret")],
            }
        )
        commands = [(1, other.id, {"comment": "<p>x</p>"})]
        with self.assertRaises(AccessError):
            self._as(self.maker).write({"child_ids": commands})
        self.assertFalse(self._pending())

    def test_what_a_button_is_about_moves(self):
        """G51: what changed after the button was pressed is not approved unseen."""
        self._new_area([], methods="action_archive")
        self._as(self.maker).action_archive()
        change = self._pending()
        self.assertFalse(change.conflict)
        self._as(self.maker).write({"name": "Somebody else"})
        change.invalidate_recordset()
        decided = change.with_user(self.approver)
        self.assertTrue(decided.conflict)
        with self.assertRaises(UserError):
            decided.action_approve()
        decided.action_rebase()
        change.invalidate_recordset()
        decided.action_approve()
        self.assertFalse(self.partner.active)

    def test_secrets_are_not_held(self):
        """G46: passwords come into no request."""
        users = self.env["res.users"]
        held = get_editable_fields(users)
        self.assertIn("login", held)
        self.assertFalse(held & {"password", "new_password", "totp_secret"})
        values = {"name": "N", "login": "n", "password": "correct horse"}
        with self.assertRaises(UserError):
            self.requests._hold_create(users, [values])

    def test_second_row_of_an_import(self):
        """G46: a new record does not come to meet the condition in a second step."""
        self._new_area(["ref"], on_create=True, condition="[('ref', '=', 'GOLD')]")
        new = self._as(self.maker).create({"name": "N", "ref": "SILVER"})
        new.write({"ref": "GOLD"})
        self.assertEqual(new.ref, "SILVER")
        self.assertTrue(self._pending(new))

    def test_deleting_what_a_field_names(self):
        """G46: a tag that is deleted does not silently leave controlled records."""
        tag = self.env["res.partner.category"].create({"name": "VIP"})
        self.partner.category_id = tag
        self._new_area(["category_id"])
        with self.assertRaises(UserError):
            tag.with_user(self.maker).unlink()
        self.partner.category_id = False
        tag.with_user(self.maker).unlink()

    def test_a_trial_is_not_kept(self):
        """G46: what is tried cannot commit, whatever it calls."""
        self._new_area(["ref"])
        self._as(self.maker).write({"ref": "GOLD"})
        change = self._pending().with_user(self.approver)

        def commits(_request):
            self.env["ir.cron"]._commit_progress(1)

        with patch.object(type(change), "_apply", commits):
            self.assertTrue(change.get_consequences()["error"])

    def test_checks_are_no_buttons(self):
        """G44: nobody makes a check of the system wait, which would let all pass."""
        line = self._new_area([], methods="action_archive").line_ids
        line = line.with_user(self.manager)
        for name in ("check_access", "_check_access", "message_post", "web_save"):
            with self.assertRaises(ValidationError, msg=name):
                line.methods = name
        line.methods = "action_unarchive"
