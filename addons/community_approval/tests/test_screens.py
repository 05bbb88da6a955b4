from odoo.exceptions import AccessError, ValidationError
from odoo.tests import Form, tagged, users

from .common import CommunityApprovalCommon


@tagged("post_install", "-at_install", "community")
class TestAreaScreens(CommunityApprovalCommon):
    @users("approval_manager")
    def test_area_is_set_up_and_switched_on(self):
        """G43, G52, G54: the manager says what is controlled and who decides, and
        switches it on; without both it cannot be switched on."""
        with Form(self.env["community.approval.area"]) as area:
            area.name = "Contacts"
            with area.line_ids.new() as line:
                line.model_id = self.env["ir.model"].sudo()._get("res.partner")
                line.all_fields = True
            with area.step_ids.new() as step:
                step.name = "Board"
        record = area.save()
        with self.assertRaisesRegex(ValidationError, "who decides"):
            record.enabled = True
        record.step_ids.user_ids = self.approver
        record.enabled = True
        self.assertIn("Approver", record.deciders)

    @users("approval_manager")
    def test_each_area_has_its_own_switch(self):
        """G44: switching one area on or off leaves the others as they are."""
        contacts = self._new_area().with_user(self.env.user)
        tags = self._new_area(
            None, model="res.partner.category", on_create=True
        ).with_user(self.env.user)
        contacts.enabled = False
        self.assertTrue(tags.enabled)
        self._as(self.maker).write({"ref": "GOLD"})
        self.assertEqual(self.partner.ref, "GOLD")
        self.env["res.partner.category"].with_user(self.maker).create({"name": "Tag"})
        found = self.env["res.partner.category"].search([("name", "=", "Tag")])
        self.assertFalse(found)

    def test_rights_are_set_on_the_user(self):
        """G52, G54: on the form of a user one says in which steps he decides, and who
        decides as his manager."""
        step = self._new_area().step_ids
        self.manager.group_ids += self.env.ref("base.group_erp_manager")
        user = self.second.with_user(self.manager)
        with Form(user, view="base.view_users_form") as form:
            form.approval_step_ids.add(step)
            form.approval_manager_id = self.approver
        self.assertIn(self.second, step.user_ids)
        self.assertEqual(self.second.approval_manager_id, self.approver)
        label = step.with_context(show_area=True).display_name
        self.assertEqual(label, "Contacts: Step 1")

    def test_others_do_not_set_rules(self):
        """An auditor reads areas and changes none."""
        area = self._new_area()
        with self.assertRaises(AccessError):
            area.with_user(self.auditor).enabled = False


@tagged("post_install", "-at_install", "community")
class TestRequestScreens(CommunityApprovalCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._new_area()
        cls.partners = cls.env["res.partner"].create(
            [{"name": f"Member {n}", "ref": "SILVER"} for n in range(3)]
        )

    def _ask(self, partner, value="GOLD"):
        self._as(self.maker, partner).write({"ref": value})
        return self._pending(partner)

    def _inbox(self, user):
        return self.requests.with_user(user).search([("can_decide", "=", True)])

    def test_inbox_holds_what_waits_for_me(self):
        """G55: what was asked waits in the list of those who decide, of nobody else."""
        changes = self.requests.union(*[self._ask(each) for each in self.partners])
        self.assertEqual(self._inbox(self.approver), changes)
        for user in (self.maker, self.second, self.bystander, self.auditor):
            self.assertFalse(self._inbox(user))

    def test_form_opens_for_all_who_may_read(self):
        """The form can be opened by maker, approver and auditor."""
        change = self._ask(self.partner)
        for user in (self.maker, self.approver, self.auditor):
            with Form(change.with_user(user)) as form:
                self.assertEqual(form.state, "pending")

    def test_picture_is_asked_for_once(self):
        """The sizes in which a picture is stored are no consequences of their own."""
        self._new_area(fields=("image_1920",))
        pixel = (
            "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGA"
            "WjR9awAAAABJRU5ErkJggg=="
        )
        self._as(self.maker).write({"image_1920": pixel})
        change = self._pending().with_user(self.approver)
        self.assertEqual(change.line_ids.field_name, "image_1920")
        self.assertEqual(change.get_consequences()["effects"], [])
        change.action_approve()
        self.assertTrue(self.partner.image_128)

    def test_many_at_once_and_one_that_fails(self):
        """G56: of the selected ones those that can be approved are; the others stay
        open and are named."""
        changes = self.requests.union(*[self._ask(each) for each in self.partners])
        with self.requests._bypass("test"):
            self.partners[1].ref = "BRONZE"
        answer = changes.with_user(self.approver).action_approve_selected()
        self.assertEqual(self.partners.mapped("ref"), ["GOLD", "BRONZE", "GOLD"])
        params = answer["params"]
        self.assertEqual(params["type"], "warning")
        self.assertIn("2 approved", params["message"])
        self.assertIn("Member 1", params["message"])
        self.assertEqual(len(self._inbox(self.approver)), 1)

    def test_many_are_rejected_with_one_reason(self):
        """G56, G58: one reason, all rejected, nothing changed."""
        changes = self.requests.union(*[self._ask(each) for each in self.partners])
        action = changes.with_user(self.approver).action_reject_selected()
        wizard = Form(
            self.env[action["res_model"]]
            .with_user(self.approver)
            .with_context(**action["context"])
        )
        wizard.reason = "Not now."
        wizard.save().action_decide()
        self.assertEqual(set(changes.mapped("state")), {"rejected"})
        self.assertEqual(set(self.partners.mapped("ref")), {"SILVER"})

    def test_others_select_in_vain(self):
        """Who may not read a request cannot even try; who reads it cannot decide."""
        change = self._ask(self.partner)
        with self.assertRaises(AccessError):
            change.with_user(self.bystander).action_approve_selected()
        answer = change.with_user(self.maker).action_approve_selected()
        self.assertEqual(answer["params"]["type"], "warning")
        self.assertEqual(change.state, "pending")

    def test_maker_says_why(self):
        """The maker adds a reason; nobody else can."""
        change = self._ask(self.partner)
        action = change.with_user(self.maker).action_give_reason()
        wizard = Form(
            self.env[action["res_model"]]
            .with_user(self.maker)
            .with_context(**action["context"])
        )
        wizard.reason = "Since May."
        wizard.save().action_keep()
        self.assertEqual(change.reason, "Since May.")
        with self.assertRaises(AccessError):
            change.with_user(self.approver).action_give_reason()
        with self.assertRaises(AccessError):
            change.with_user(self.approver)._explain("Mine", self.env["ir.attachment"])

    def test_files_of_others_are_not_drawn_to_a_request(self):
        """A file that belongs to another record, or to somebody else, is refused."""
        change = self._ask(self.partner).with_user(self.maker)
        files = self.env["ir.attachment"]
        foreign = files.create({"name": "secret.txt", "raw": b"x"})
        with self.assertRaises(AccessError):
            change._explain("Why", foreign)
        bound = files.with_user(self.maker).create(
            {
                "name": "bound.txt",
                "raw": b"x",
                "res_model": "res.partner",
                "res_id": self.partner.id,
            }
        )
        with self.assertRaises(AccessError):
            change._explain("Why", bound)
        own = files.with_user(self.maker).create({"name": "own.txt", "raw": b"x"})
        change._explain("Why", own)
        self.assertEqual(change.attachment_ids, own)
        self.assertEqual(own.res_id, change.id)

    def test_marks_tell_only_what_one_may_know(self):
        """Whoever sees the record learns that something waits; what it is, only those
        who ask, decide or audit."""
        self._ask(self.partner)
        model, ids = "res.partner", self.partner.ids
        told = self.requests.with_user(self.maker).get_pending(model, ids)
        self.assertEqual(told[self.partner.id][0]["lines"][0]["after"], "GOLD")
        told = self.requests.with_user(self.approver).get_pending(model, ids)
        self.assertTrue(told[self.partner.id][0]["can_decide"])
        told = self.requests.with_user(self.bystander).get_pending(model, ids)
        self.assertEqual(told[self.partner.id][0]["lines"], [])
        self.assertFalse(told[self.partner.id][0]["summary"])

    def _count_queries(self, call):
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        call()
        return self.env.cr.sql_log_count - before

    def test_screens_cost_the_same_for_few_and_many(self):
        """List, inbox and marks ask the database as often for thirty as for three."""
        requests = self.requests.with_user(self.approver)
        shown = {name: {} for name in ("name", "summary", "can_decide", "state")}

        def inbox():
            requests.web_search_read([("can_decide", "=", True)], shown, limit=80)

        def marks(partners=self.partners):
            requests.get_pending("res.partner", partners.ids)

        for partner in self.partners:
            self._ask(partner)
        inbox()
        marks()
        few = self._count_queries(inbox), self._count_queries(marks)
        more = self.partners.create(
            [{"name": f"More {n}", "ref": "SILVER"} for n in range(27)]
        )
        for partner in more:
            self._ask(partner)
        many = (
            self._count_queries(inbox),
            self._count_queries(lambda: marks(self.partners | more)),
        )
        self.assertEqual(many, few)

    def test_decider_reads_the_whole_history_afterwards(self):
        """G59: who decided still reads everything about the request, files included."""
        change = self._ask(self.partner)
        file = self.env["ir.attachment"].with_user(self.maker)
        file = file.create({"name": "own.txt", "raw": b"x"})
        change.with_user(self.maker)._explain("Why", file)
        change.with_user(self.approver).action_approve()
        self.env.flush_all()
        self.env.invalidate_all()
        shown = {"attachment_ids": {"fields": {"name": {}}}, "log_ids": {"fields": {}}}
        read = change.with_user(self.approver).web_read(shown)[0]
        self.assertEqual(len(read["log_ids"]), len(change.log_ids))
        self.assertEqual(read["attachment_ids"][0]["name"], "own.txt")

    def test_counter_in_the_top_bar_follows_decisions(self):
        """The count of what waits is right at once after a decision."""
        changes = self.requests.union(*[self._ask(each) for each in self.partners])
        user = self.approver.with_user(self.approver)

        def count():
            groups = user._get_activity_groups()
            return sum(
                group["total_count"]
                for group in groups
                if group["model"] == "community.change.request"
            )

        self.assertEqual(count(), 3)
        changes[0].with_user(self.approver).action_approve()
        self.assertEqual(count(), 2)
        changes[1].with_user(self.approver)._decide("reject", "No")
        self.assertEqual(count(), 1)

    def test_time_to_decision_is_kept(self):
        """How long a decision took can be analysed."""
        change = self._ask(self.partner)
        self.assertEqual(change.hours_to_decision, 0)
        change.with_user(self.approver).action_approve()
        self.assertGreaterEqual(change.hours_to_decision, 0)
        self.assertTrue(change.decided_on)

    def test_log_is_checked_by_auditors_only(self):
        """G59: an auditor finds a row that was altered in the database."""
        change = self._ask(self.partner)
        change.with_user(self.approver).action_approve()
        log = self.env["community.approval.decision"]
        answer = log.with_user(self.auditor).action_check_log()
        self.assertEqual(answer["params"]["type"], "success")
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE community_approval_decision SET reason = 'other' WHERE id = %s",
            [change.log_ids[0].id],
        )
        self.env.invalidate_all()
        answer = log.with_user(self.auditor).action_check_log()
        self.assertEqual(answer["params"]["type"], "danger")
        with self.assertRaises(AccessError):
            log.with_user(self.approver).action_check_log()
