from odoo import api, fields, models
from odoo.exceptions import UserError


class CommunityMemberAnalysis(models.TransientModel):
    """Chooses a form, then opens it for the officer or sends it to the member."""

    _name = "community.member.analysis"
    _description = "Analysis of a Member"

    partner_id = fields.Many2one("res.partner", "Member", required=True)
    email = fields.Char(related="partner_id.email")
    survey_id = fields.Many2one(
        "survey.survey",
        "Form",
        required=True,
        domain=[("is_member_analysis", "=", True)],
        default=lambda self: self._default_survey_id(),
    )
    deadline = fields.Date("Answer Until", help="After this day the link is closed.")

    @api.model
    def _default_survey_id(self):
        forms = self.env["survey.survey"].search([("is_member_analysis", "=", True)])
        return forms if len(forms) == 1 else False

    def action_answer(self):
        """Open the form here; an answer that was begun before is continued."""
        self.ensure_one()
        answer = self._find_begun_answer() or self._create_answer(
            staff_user_id=self.env.uid
        )
        return {
            "type": "ir.actions.act_url",
            "target": "new",
            "url": answer.get_start_url(),
        }

    def action_send(self):
        """Send the member a link of his own by mail."""
        self.ensure_one()
        if not self.email:
            raise UserError(
                self.env._(
                    "%(name)s has no e-mail address. Add one, or answer the form here "
                    "together with the member.",
                    name=self.partner_id.display_name,
                )
            )
        answer = self._create_answer(deadline=self.deadline)
        self.env.ref("survey.mail_template_user_input_invite").send_mail(
            answer.id, email_layout_xmlid="mail.mail_notification_light"
        )
        self.partner_id.message_post(
            body=self.env._("Analysis form sent: %(form)s", form=self.survey_id.title)
        )
        return {"type": "ir.actions.act_window_close"}

    def _find_begun_answer(self):
        return self.env["survey.user_input"].search(
            [
                ("survey_id", "=", self.survey_id.id),
                ("partner_id", "=", self.partner_id.id),
                ("staff_user_id", "=", self.env.uid),
                ("state", "!=", "done"),
            ],
            limit=1,
        )

    def _create_answer(self, **values):
        """An empty answer of the member; the user may see the member and the form."""
        self.check_access("read")
        self.partner_id.check_access("write")
        self.survey_id.check_access("read")
        # sudo: officers read results, and only this wizard begins new ones.
        survey_sudo = self.survey_id.sudo()
        answer_sudo = survey_sudo._create_answer(
            partner=self.partner_id, check_attempts=False, **values
        )
        return answer_sudo.sudo(False)
