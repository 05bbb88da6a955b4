from odoo import api, fields, models
from odoo.exceptions import UserError

OPERATIONS = [
    ("accept", "Accept"),
    ("reject", "Reject"),
    ("ask", "Ask for More"),
    ("wait", "Waiting List"),
]
NOTICES = {
    "accept": "application_accepted",
    "reject": "application_rejected",
    "ask": "application_more_info",
    "wait": "application_waiting",
}


class CommunityApplicationDecide(models.TransientModel):
    """One window for every decision: the letter is read before it is sent."""

    _name = "community.application.decide"
    _description = "Decision on Applications"
    _inherit = ["community.member.card.number.guard"]

    application_ids = fields.Many2many(
        "community.application",
        string="Applications",
        required=True,
        default=lambda self: self._default_application_ids(),
    )
    application_count = fields.Integer(compute="_compute_application_count")
    operation = fields.Selection(OPERATIONS, required=True, default="accept")
    reason_id = fields.Many2one("community.application.reason", "Reason (staff only)")
    text = fields.Text(
        "Said to the Applicant",
        compute="_compute_text",
        store=True,
        readonly=False,
        help="Goes into the letter.",
    )
    note = fields.Text("Internal Note", help="Never shown to the applicant.")
    outcome = fields.Text(compute="_compute_outcome")
    letter_to = fields.Char("To", compute="_compute_letter")
    letter_subject = fields.Char("Subject", compute="_compute_letter")
    letter_body = fields.Html("Letter", compute="_compute_letter", sanitize=False)

    @api.model
    def _default_application_ids(self):
        if self.env.context.get("active_model") != "community.application":
            return False
        ids = self.env.context.get("active_ids")
        return self.env["community.application"].browse(ids)

    @api.depends("application_ids")
    def _compute_application_count(self):
        for wizard in self:
            wizard.application_count = len(wizard.application_ids)

    @api.depends("reason_id", "operation")
    def _compute_text(self):
        """The text of the reason in the language of the first applicant."""
        for wizard in self:
            first = wizard.application_ids[:1]
            if wizard.operation == "reject" and wizard.reason_id and first:
                wizard.text = first._get_reason_text(wizard.reason_id)
            else:
                wizard.text = wizard.text or False

    @api.depends("operation", "application_ids")
    def _compute_outcome(self):
        for wizard in self:
            wizard.outcome = wizard._get_outcome()

    def _get_outcome(self):
        """What will happen, before the button is pressed."""
        if self.application_count > 1:
            return self.env._(
                "%(count)s applications; each applicant gets a letter of their own.",
                count=self.application_count,
            )
        application = self.application_ids
        if self.operation != "accept" or not application:
            return False
        known = application.match_choice == "known" and application.match_partner_id
        if known:
            return self.env._(
                "%(member)s is brought up to date and is a member: number, card and "
                "portal account, as far as they are missing.",
                member=known.display_name,
            )
        return self.env._(
            "%(name)s becomes a new member of “%(category)s” with number, card and "
            "portal account.",
            name=application.name,
            category=application.category_id.name,
        )

    @api.depends("operation", "text", "application_ids")
    def _compute_letter(self):
        for wizard in self:
            application = wizard.application_ids._origin[:1]
            wizard.letter_to = application.email
            subject, body = wizard._render_letter(application)
            wizard.letter_subject, wizard.letter_body = subject, body

    def _render_letter(self, application):
        """The letter of the first application as it would be sent now."""
        # sudo: whoever may decide may read the letter; texts are kept by managers.
        notice_sudo = (
            self.env["community.notice"]
            .sudo()
            .search([("code", "=", NOTICES[self.operation])], limit=1)
        )
        template = notice_sudo.mail_template_id
        if not application or not template:
            return False, False
        template = template.with_context(
            application_letter_text=self.text or "", application_preview=True
        )
        lang = application.lang or self.env.lang
        ids = application.ids
        subject = template._render_field("subject", ids, set_lang=lang)
        body = template._render_field("body_html", ids, set_lang=lang)
        return subject[application.id], body[application.id]

    def action_apply(self):
        self.ensure_one()
        applications = self.application_ids
        applications._check_may_decide()
        if self.operation == "accept":
            return self._accept()
        if self.operation == "reject":
            done = applications.action_reject(self.reason_id.id, self.text, self.note)
        elif self.operation == "ask":
            done = applications.action_ask(self.text, self.note)
        else:
            done = applications.action_put_on_waiting_list(self.text, self.note)
        return self._close(done)

    def _accept(self):
        """Those whose identity is open are left out and named."""
        applications = self.application_ids
        if len(applications) == 1:
            return self._close(applications.action_accept(self.text, self.note))
        applications._refresh_matches()
        unclear = applications.filtered("needs_choice")
        clear = applications - unclear
        if not clear:
            raise UserError(
                self.env._(
                    "All of them may be in the register already. Open each one and "
                    "choose who it is."
                )
            )
        done = clear.action_accept(self.text, self.note)
        if not unclear:
            return self._close(done)
        message = self.env._(
            "Accepted: %(count)s. To be looked at one by one, because they may be in "
            "the register already: %(names)s",
            count=len(clear),
            names=", ".join(unclear.mapped("name")),
        )
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "message": message,
                "type": "warning",
                "sticky": True,
                "next": {"type": "ir.actions.act_window_close"},
            },
        }

    def _close(self, done):
        """What an approval area answers, such as “held for approval”, is shown."""
        if isinstance(done, dict):
            return done
        return {"type": "ir.actions.act_window_close"}
