from odoo.addons.community_members.tests.common import CommunityMembersCommon


class MemberAnalysisCommon(CommunityMembersCommon):
    """Two scored forms, a corporate member with a branch and a desk."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.financial = cls.env.ref("community_survey.survey_financial")
        cls.private = cls.env["survey.survey"].create(
            {"title": "Staff Survey", "scoring_type": "scoring_without_answers"}
        )
        cls.holding = cls._new_member(
            "Marmara Motor", is_company=True, email="info@marmara.example.com"
        )
        cls.branch = cls._new_unit(cls.holding, "branch")
        cls.desk = cls._new_unit(cls.branch, "department")

    @classmethod
    def _new_unit(cls, parent, unit_type):
        return cls.env["res.partner"].create(
            {
                "name": f"{parent.name} {unit_type}",
                "parent_id": parent.id,
                "unit_type": unit_type,
            }
        )

    @classmethod
    def _new_result(cls, partner, survey=None, best=True):
        """A finished answer with the best or the worst choice to each question."""
        survey = survey or cls.financial
        answer = survey._create_answer(partner=partner, check_attempts=False)
        for question in survey.question_ids.filtered("suggested_answer_ids"):
            choices = question.suggested_answer_ids.sorted("answer_score")
            answer._save_lines(question, str(choices[-1 if best else 0].id))
        answer._mark_done()
        return answer

    @classmethod
    def _new_wizard(cls, user, partner, **values):
        return (
            cls.env["community.member.analysis"]
            .with_user(user)
            .create({"partner_id": partner.id, "survey_id": cls.financial.id, **values})
        )
