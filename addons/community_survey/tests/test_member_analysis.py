from psycopg2 import IntegrityError

from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, tagged, users
from odoo.tools import mute_logger

from .common import MemberAnalysisCommon


@tagged("post_install", "-at_install", "community")
class TestMemberAnalysis(MemberAnalysisCommon):
    def test_ready_forms_are_scored(self):
        """W76: two ready forms come along; the best answers make 100 percent."""
        for name in ("financial", "infrastructure"):
            survey = self.env.ref(f"community_survey.survey_{name}")
            survey.check_validity()
            self.assertTrue(survey.is_member_analysis)
            best = self._new_result(self.holding, survey)
            worst = self._new_result(self.holding, survey, best=False)
            self.assertEqual(best.scoring_percentage, 100.0)
            self.assertTrue(best.scoring_success)
            self.assertLess(worst.scoring_percentage, survey.scoring_success_min)
            self.assertFalse(worst.scoring_success)

    @users("community_officer")
    def test_history_of_the_whole_tree(self):
        """W76, W94: date, score and history, with everything below."""
        results = self._new_result(self.holding) + self._new_result(
            self.desk, best=False
        )
        self.financial._create_answer(partner=self.holding, check_attempts=False)
        holding = self.holding.with_user(self.env.user)
        self.assertEqual(holding.member_analysis_count, 2)
        self.assertEqual(self.branch.with_user(self.env.user).member_analysis_count, 1)
        action = holding.action_open_member_analyses()
        found = self.env["survey.user_input"].search(action["domain"])
        self.assertEqual(set(found.ids), set(results.ids))
        self.assertEqual(set(found.mapped("scoring_success")), {True, False})
        self.assertTrue(all(found.mapped("end_datetime")))

    @users("community_officer")
    def test_individual_member(self):
        """W94: the same forms analyse an individual member."""
        rider = self._new_member("Elif Kaya")
        self._new_result(rider)
        self.assertEqual(rider.with_user(self.env.user).member_analysis_count, 1)

    @users("community_officer")
    def test_answer_now_and_continue(self):
        """W76: one button opens the form; begun before, it is continued."""
        wizard = self._new_wizard(self.env.user, self.holding)
        action = wizard.action_answer()
        self.assertEqual(wizard.action_answer()["url"], action["url"])
        answer = self.env["survey.user_input"].search(
            [("partner_id", "=", self.holding.id)]
        )
        self.assertEqual(answer.staff_user_id, self.env.user)
        self.assertIn(answer.access_token, action["url"])

    @users("community_officer")
    def test_send_to_the_member(self):
        """W76: the member gets a link of his own, the chatter says so."""
        wizard = self._new_wizard(self.env.user, self.holding, deadline="2099-12-31")
        wizard.action_send()
        answer = self.env["survey.user_input"].search(
            [("partner_id", "=", self.holding.id)]
        )
        self.assertFalse(answer.staff_user_id)
        mail = (
            self.env["mail.mail"].sudo().search([("res_id", "=", answer.id)], limit=1)
        )
        self.assertIn(answer.access_token, mail.body_html)
        self.assertEqual(mail.recipient_ids, self.holding)
        self.assertIn("Financial Adequacy", self.holding.message_ids[0].body)

    def test_send_without_address_is_refused(self):
        """W76: the message names the member and the way out."""
        wizard = self._new_wizard(self.officer, self.branch)
        with self.assertRaises(UserError) as refusal:
            wizard.action_send()
        self.assertIn("Marmara Motor branch", str(refusal.exception))

    def test_wizard_offers_analysis_forms_only(self):
        """W76: the officer sees forms for members, no other survey."""
        surveys = self.env["survey.survey"].with_user(self.officer)
        self.assertIn(self.financial, surveys.search([]))
        self.assertNotIn(self.private, surveys.search([]))
        form = Form(
            self.env["community.member.analysis"]
            .with_user(self.officer)
            .with_context(default_partner_id=self.holding.id)
        )
        form.survey_id = self.financial
        self.assertEqual(form.save().email, "info@marmara.example.com")

    def test_roles(self):
        """W76: readers have no access; officers read; managers write forms."""
        result = self._new_result(self.holding)
        other = self.private._create_answer(partner=self.holding, check_attempts=False)
        with self.assertRaises(AccessError):
            result.with_user(self.reader).read(["scoring_total"])
        with self.assertRaises(AccessError):
            self.holding.with_user(self.reader).action_open_member_analyses()
        with self.assertRaises(AccessError):
            self._new_wizard(self.reader, self.holding)
        officers_view = result.with_user(self.officer)
        officers_view.read(["scoring_total"])
        officers_view.user_input_line_ids.read(["answer_score"])
        for operation in ("write", "create", "unlink"):
            self.assertFalse(officers_view.has_access(operation))
        with self.assertRaises(AccessError):
            other.with_user(self.officer).read(["scoring_total"])
        self.financial.with_user(self.manager).title = "Finances"

    def test_only_members_of_own_company(self):
        """W62: results of another group company's member stay there."""
        self.holding.company_id = self.other_company
        result = self._new_result(self.holding)
        results = self.env["survey.user_input"]
        self.assertNotIn(result, results.with_user(self.officer).search([]))
        self.assertIn(result, results.with_user(self.other_officer).search([]))

    def test_form_without_score_is_refused(self):
        """W76: an analysis form has a score."""
        with mute_logger("odoo.sql_db"), self.assertRaises(IntegrityError):
            self.env["survey.survey"].create(
                {
                    "title": "Opinion",
                    "scoring_type": "no_scoring",
                    "is_member_analysis": True,
                }
            )

    def test_same_number_of_queries_for_many(self):
        """W76: one query for one partner and for a hundred."""
        many = self.env["res.partner"].create(
            [{"name": f"Rider {number}"} for number in range(100)]
        )
        self.env.flush_all()
        for partners in (self.holding, self.holding + many):
            partners = partners.with_user(self.officer)
            partners.mapped("member_analysis_count")  # fills the caches of rights
            partners.invalidate_recordset(["member_analysis_count"])
            with self.assertQueryCount(1):
                partners.mapped("member_analysis_count")
