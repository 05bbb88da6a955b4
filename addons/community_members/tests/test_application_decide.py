import base64

from psycopg2 import IntegrityError

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .common_application import ApplicationCommon, picture

DECISIONS = (
    ("action_accept", ()),
    ("action_reject", ()),
    ("action_ask", ("What?",)),
    ("action_put_on_waiting_list", ()),
    ("action_reopen", ()),
    ("action_assign_to_me", ()),
    ("action_erase", ()),
    ("action_choose_new", ()),
    ("action_find_matches", ()),
)


@tagged("post_install", "-at_install", "community")
class TestApplicationDecide(ApplicationCommon):
    def _as(self, user, application):
        return application.with_user(user).with_company(user.company_id)

    # ------------------------------------------------------------
    # WHO
    # ------------------------------------------------------------

    def test_only_with_the_right(self):
        """G24: everybody else gets an access error, by whatever method."""
        application = self._apply()
        refused = (
            self.internal,
            self.reader,
            self.officer,
            self.finance,
            self.other_admission,
            self._new_user("portal", "base.group_portal"),
            self.env.ref("base.public_user"),
        )
        for user in refused:
            mine = self._as(user, application)
            for method, arguments in DECISIONS:
                with (
                    self.subTest(user=user.login, method=method),
                    self.assertRaises(AccessError),
                ):
                    getattr(mine, method)(*arguments)
            with self.assertRaises(AccessError):
                mine.read(["name"])
            with self.assertRaises(AccessError):
                mine.write({"name": "Me"})
        self.assertEqual(application.state, "pending")

    def test_inbox_of_another_company(self):
        """G24: the right holds for the own companies only."""
        application = self._apply()
        mine, other = (
            self.env["community.application"].with_user(user).search([]).ids
            for user in (self.admission, self.other_admission)
        )
        self.assertIn(application.id, mine)
        self.assertNotIn(application.id, other)

    def test_manager_has_the_right(self):
        """G24: a manager decides, an officer of the register does not by himself."""
        self._as(self.manager, self._apply()).action_accept()
        self.assertTrue(
            self.admission.has_group("community_members.group_member_reader")
        )
        self.assertFalse(
            self.officer.has_group("community_members.group_member_admission")
        )

    def test_state_is_not_written(self):
        """G24: not even with the right is a decision made by writing fields."""
        application = self._as(self.admission, self._apply())
        member = self._new_member()
        for values in (
            {"state": "accepted"},
            {"partner_id": member.id},
            {"decided_at": "2020-01-01"},
            {"decision_text": "x"},
            {"waiting_since": "2001-01-01 00:00:00"},
            {"is_erased": True},
        ):
            with self.subTest(values=values), self.assertRaises(UserError):
                application.write(values)
            with self.subTest(values=values), self.assertRaises(UserError):
                application.create(self._values(**values))
        with self.assertRaises(AccessError):
            application.unlink()

    # ------------------------------------------------------------
    # ACCEPT
    # ------------------------------------------------------------

    def test_accept(self):
        """G25: one member with number, card, account, photo and extra fields."""
        referee = self._new_member("Volkan Kara")
        application = self._apply(
            image_1920=base64.b64encode(picture()),
            referee_id=referee.id,
            birthdate_date="1990-04-23",
            city="İzmir",
            application_properties={"brand": "bmw", "engine": 650},
        )
        self.env["ir.attachment"].create(
            {
                "name": "licence.pdf",
                "raw": b"%PDF-1.4",
                "res_model": application._name,
                "res_id": application.id,
            }
        )
        self._as(self.admission, application).action_accept("See you!", "Good one")
        member = application.partner_id
        self.assertEqual(application.state, "accepted")
        self.assertEqual(application.decided_by_id, self.admission)
        self.assertTrue(application.decided_at)
        self.assertTrue(member.is_member and member.member_number)
        self.assertEqual(member.member_category_id, self.category)
        self.assertEqual(member.member_properties._values["brand"], "bmw")
        self.assertEqual(member.member_referee_id, referee)
        self.assertEqual(member.mobile, "+90 532 604 18 27")
        self.assertEqual(str(member.birthdate_date), "1990-04-23")
        self.assertTrue(member.image_1920)
        self.assertEqual(member.membership_applied_on, application.confirmed_at.date())
        self.assertEqual(len(member.member_card_ids), 1)
        self.assertEqual(member.member_card_ids.company_id, self.company)
        self.assertTrue(member.user_ids._is_portal())
        self.assertEqual(member.user_ids.login, "nehir@example.com")
        files = self.env["ir.attachment"].search(
            [("res_model", "=", "res.partner"), ("res_id", "=", member.id)]
        )
        self.assertIn("licence.pdf", files.mapped("name"))

    def test_accept_twice(self):
        """G25: the second time says so and changes nothing."""
        application = self._as(self.admission, self._apply())
        application.action_accept()
        before = self.env["res.partner"].search_count([])
        for _time in range(2):
            with self.assertRaisesRegex(UserError, "nothing left to decide"):
                application.action_accept()
        with self.assertRaises(UserError):
            application.action_reject()
        self.assertEqual(self.env["res.partner"].search_count([]), before)
        self.assertEqual(len(self._letters(application, "application_accepted")), 1)

    def test_letter_names_next_steps(self):
        """G28: the letter of acceptance says what to do next."""
        self.category.application_steps = "<p>Come on Sunday.</p>"
        application = self._apply()
        self._as(self.admission, application).action_accept("Bring boots <b>")
        letter = self._letters(application, "application_accepted")
        self.assertEqual(letter.address, "nehir@example.com")
        body = str(self._body(letter))
        for step in ("Sign in", "Pay your dues", "Take your card along"):
            self.assertIn(step, body)
        self.assertIn("Come on Sunday.", body)
        self.assertIn("Bring boots &lt;b&gt;", body)
        self.assertIn(application.partner_id.member_number, body)
        self.assertIn("/web/signup", body)

    def test_archived_category(self):
        """G25: a category that was closed meanwhile does not stop a decision."""
        application = self._apply()
        self.category.active = False
        self._as(self.admission, application).action_accept()
        self.assertTrue(application.partner_id.is_member)

    def test_taken_login(self):
        """G25: a mailbox that a parent signs in with makes no second account."""
        self._new_user("parent", "base.group_portal").login = "nehir@example.com"
        application = self._apply()
        self._as(self.admission, application).action_accept()
        self.assertTrue(application.partner_id.is_member)
        self.assertFalse(application.partner_id.user_ids)
        self.assertIn("signs in with", application.message_ids[0].body)

    def test_no_portal_account_wanted(self):
        """G25: the club may open portal accounts by hand."""
        self.company.application_invite = False
        application = self._apply()
        self._as(self.admission, application).action_accept()
        self.assertFalse(application.partner_id.user_ids)

    # ------------------------------------------------------------
    # OTHER DECISIONS
    # ------------------------------------------------------------

    def test_reject(self):
        """G26, G27: no member, a reason for the report, a letter with the text only."""
        before = self.env["res.partner"].search_count([])
        application = self._apply()
        self._as(self.admission, application).action_reject(
            self.reason.id, note="He was rude"
        )
        self.assertEqual(application.state, "rejected")
        self.assertEqual(application.reason_id, self.reason)
        self.assertFalse(application.partner_id)
        self.assertEqual(self.env["res.partner"].search_count([]), before)
        body = str(self._body(self._letters(application, "application_rejected")))
        self.assertIn("No places left.", body)
        self.assertNotIn("rude", body)
        self.assertNotIn("Full", body)

    def test_every_outcome_is_told(self):
        """G27: one letter for each outcome, a second one for a second question."""
        application = self._apply()
        mine = self._as(self.admission, application)
        mine.action_ask("Which bike?")
        self.env.cr.flush()
        mine.action_put_on_waiting_list()
        mine.action_reject(self.reason.id)
        codes = self._letters(application).mapped("notice_id.code")
        self.assertEqual(
            sorted(codes),
            ["application_more_info", "application_rejected", "application_waiting"],
        )
        self.assertEqual(set(self._letters(application).mapped("state")), {"queued"})

    def test_question_needs_words(self):
        """G22: nobody is asked nothing."""
        with self.assertRaises(UserError):
            self._as(self.admission, self._apply()).action_ask("  ")

    def test_reopen(self):
        """G22: a rejection that was a mistake goes back to the inbox."""
        application = self._apply()
        mine = self._as(self.admission, application)
        mine.action_reject(self.reason.id)
        mine.action_reopen()
        self.assertEqual(application.state, "pending")
        self.assertFalse(application.decided_at or application.reason_id)
        mine.action_accept()
        self.assertTrue(application.partner_id.is_member)
        with self.assertRaises(UserError):
            mine.action_reopen()

    def test_database_refuses_half_states(self):
        """G25: what the methods keep together, the database keeps together, too."""
        application = self._apply()
        for values in (
            {"state": "accepted"},
            {"state": "waiting"},
            {"confirmed_at": False},
        ):
            with (
                self.subTest(values=values),
                mute_logger("odoo.sql_db"),
                self.assertRaises(IntegrityError),
                self.env.cr.savepoint(),
            ):
                application.write(values)
                application.flush_recordset()
            self.env.invalidate_all()
