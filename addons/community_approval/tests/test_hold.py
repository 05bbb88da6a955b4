from psycopg2 import IntegrityError

from odoo.tests import tagged
from odoo.tools import mute_logger

from .common import CommunityApprovalCommon


@tagged("post_install", "-at_install", "community")
class TestHold(CommunityApprovalCommon):
    def test_a_controlled_field_waits_and_the_rest_is_written(self):
        """G46, G48: saving makes the request, nobody has to ask for approval."""
        self._new_area()
        self._as(self.maker).write({"ref": "GOLD", "city": "Tbilisi"})
        self.assertEqual(self.partner.ref, "SILVER")
        self.assertEqual(self.partner.city, "Tbilisi")
        change = self._pending()
        self.assertEqual(change.maker_id, self.maker)
        line = change.line_ids
        self.assertEqual((line.before, line.after), ("SILVER", "GOLD"))
        self.assertEqual(change.approver_ids, self.approver)

    def test_off_means_off(self):
        """G43, G45: an area that is switched off lets changes through."""
        area = self._new_area()
        area.enabled = False
        self._as(self.maker).ref = "GOLD"
        self.assertEqual(self.partner.ref, "GOLD")
        self.assertFalse(self._pending())

    def test_areas_are_independent(self):
        """G44: one area on, the other off."""
        self._new_area(["ref"]).enabled = False
        self._new_area(["city"])
        self._as(self.maker).write({"ref": "GOLD", "city": "Batumi"})
        self.assertEqual(self.partner.ref, "GOLD")
        self.assertFalse(self.partner.city)

    def test_every_manager_is_held(self):
        """G47: also the approver himself, the manager of approvals and sudo()."""
        self._new_area(
            steps=[
                {
                    "user_ids": [(4, self.approver.id)],
                    "group_ids": [
                        (
                            4,
                            self.env.ref(
                                "community_approval.group_approval_manager"
                            ).id,
                        )
                    ],
                }
            ]
        )
        for user in (self.maker, self.approver, self.manager):
            self.partner.with_user(user).sudo().write({"ref": f"BY {user.id}"})
            self.assertEqual(self.partner.ref, "SILVER")
        makers = self._pending().maker_id
        self.assertEqual(makers, self.maker | self.approver | self.manager)
        for change in self._pending():
            self.assertNotIn(change.maker_id, change.approver_ids)

    def test_the_same_twice_is_one_request(self):
        """G48: saving again asks nothing new; another value replaces the first."""
        self._new_area()
        self._as(self.maker).ref = "GOLD"
        self._as(self.maker).ref = "GOLD"
        self.assertEqual(len(self._pending()), 1)
        self._as(self.maker).ref = "PLATINUM"
        self.assertEqual(self._pending().line_ids.after, "PLATINUM")

    def test_an_equal_value_asks_nothing(self):
        """G46: only a change is a change."""
        self._new_area(["ref", "parent_id", "category_id"])
        self._as(self.maker).write(
            {"ref": "SILVER", "parent_id": False, "category_id": [(6, 0, [])]}
        )
        self.assertFalse(self._pending())

    def test_creation_waits(self):
        """G46: nothing is created until it is approved."""
        self._new_area([], on_create=True)
        before = self.env["res.partner"].search_count([])
        made = self.env["res.partner"].with_user(self.maker).create({"name": "Gia"})
        self.assertFalse(made.id)
        self.assertEqual(self.env["res.partner"].search_count([]), before)
        change = self.requests.search([("operation", "=", "create")])
        self.assertEqual(change.res_name, "Gia")
        change.with_user(self.approver).action_approve()
        self.assertEqual(change.state, "approved")
        self.assertEqual(self.env["res.partner"].browse(change.res_id).name, "Gia")

    def test_a_default_of_the_client_counts(self):
        """G46: a condition sees what comes in by the context, too."""
        self._new_area([], on_create=True, condition="[('city', '=', 'Batumi')]")
        partners = self.env["res.partner"].with_user(self.maker)
        self.assertTrue(partners.create({"name": "Gia"}).id)
        there = partners.with_context(default_city="Batumi")
        self.assertFalse(there.create({"name": "Gia"}).id)

    def test_a_wrong_creation_is_refused_at_once(self):
        """G46: what cannot be created is not sent to anybody."""
        self._new_area([], on_create=True)
        with self.assertRaises(IntegrityError), mute_logger("odoo.sql_db"):
            self.env["res.partner"].with_user(self.maker).create({"name": False})
        self.assertFalse(self.requests.search([("operation", "=", "create")]))

    def test_deletion_and_archive_wait(self):
        """G46: deleting and archiving are changes too."""
        self._new_area([], on_unlink=True, on_archive=True)
        self._as(self.maker).unlink()
        self.assertTrue(self.partner.exists())
        self._as(self.maker).action_archive()
        self.assertTrue(self.partner.active)
        self.assertEqual(
            set(self._pending().mapped("operation")), {"unlink", "archive"}
        )

    def test_lists_files_and_relations_are_typed(self):
        """G46, G50: relations, lists and files wait and come out the same."""
        bank = self.env["res.partner.bank"].create(
            {"acc_number": "GE29NB1", "partner_id": self.partner.id}
        )
        tag = self.env["res.partner.category"].create({"name": "Rider"})
        self._new_area(["bank_ids", "category_id", "image_1920", "parent_id"])
        pixel = (
            b"iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhg"
            b"GAWjR9awAAAABJRU5ErkJggg=="
        )
        firm = self.env["res.partner"].create({"name": "Firm", "is_company": True})
        self._as(self.maker).write(
            {
                "category_id": [(4, tag.id)],
                "bank_ids": [(0, 0, {"acc_number": "GE29NB2"}), (2, bank.id, 0)],
                "image_1920": pixel,
                "parent_id": firm.id,
            }
        )
        self.assertEqual(self.partner.bank_ids, bank)
        self.assertFalse(self.partner.image_1920)
        self._pending().with_user(self.approver).action_approve()
        self.assertFalse(self._pending().mapped("apply_error"))
        self.assertEqual(self.partner.bank_ids.mapped("acc_number"), ["GE29NB2"])
        self.assertEqual(self.partner.category_id, tag)
        self.assertTrue(self.partner.image_1920)
        self.assertEqual(self.partner.parent_id, firm)

    def test_the_line_of_a_named_list_waits(self):
        """G46: who edits a bank account edits the list of bank accounts."""
        bank = self.env["res.partner.bank"].create(
            {"acc_number": "GE29NB1", "partner_id": self.partner.id}
        )
        self._new_area(["bank_ids"])
        bank.with_user(self.maker).acc_number = "GE29NB9"
        self.assertEqual(bank.acc_number, "GE29NB1")
        bank.with_user(self.maker).sudo().unlink()
        self.assertTrue(bank.exists())

    def test_the_system_is_not_held_and_noted(self):
        """G46: jobs of the system are let through, and it is written down."""
        self._new_area()
        self.partner.with_user(self.env.ref("base.user_root")).ref = "ROOT"
        self.assertEqual(self.partner.ref, "ROOT")
        with self.requests._bypass("tide came in"):
            self._as(self.maker).ref = "TIDE"
        self.assertEqual(self.partner.ref, "TIDE")
        self.env.cr.flush()
        noted = self.env["community.approval.bypass"].search([], limit=1)
        self.assertEqual((noted.reason, noted.user_id), ("tide came in", self.maker))

    def test_only_some_records(self):
        """G46: a condition chooses, before or after the change."""
        self._new_area(condition="[('city', '=', 'Batumi')]")
        self._as(self.maker).ref = "FREE"
        self.assertEqual(self.partner.ref, "FREE")
        self._as(self.maker).write({"city": "Batumi", "ref": "HELD"})
        self.assertEqual(self.partner.ref, "FREE")
        self.assertEqual(self.partner.city, "Batumi")
