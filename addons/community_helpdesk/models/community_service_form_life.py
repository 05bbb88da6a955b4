from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import email_normalize

from ..tools.service_form import find_bad_answers

ANSWERED = ("sent", "approved", "objected")
# What the customer approves: a change of it needs a new version.
CONTENT = {
    "partner_id",
    "type_id",
    "authorised_id",
    "authorised_name",
    "serial",
    "date_from",
    "date_to",
    "arrived_at",
    "departed_at",
    "travel_km",
    "fee",
    "result",
    "signature",
    "signed_by",
}
# Where it was sent: a wrong address must not keep a link that works.
SENT_TO = {"email"}
FIXED = {"user_id", "company_id", "contract_id", "ticket_id"}


class CommunityServiceForm(models.Model):
    """Planned, written, sent, answered; what was answered is not changed silently."""

    _inherit = "community.service.form"

    @api.model
    def _get_derived(self):
        return super()._get_derived() | {"state", "number", "account_id", "region_id"}

    @api.model_create_multi
    def create(self, vals_list):
        forms = super().create(vals_list)
        # sudo: whoever writes a form gets a number.
        sequence = self.env.ref("community_helpdesk.sequence_service_form").sudo()
        for form in forms:
            form._keep({"number": sequence.next_by_id()})
        forms._check_ticket()
        return forms

    def write(self, vals):
        guarded = (CONTENT | SENT_TO | FIXED) & vals.keys()
        if guarded and not self.env.su:
            changed = self.filtered(lambda form: form._is_changed_by(vals, guarded))
            changed._check_open()
            if guarded - FIXED:
                signs = "signature" in vals or not CONTENT & vals.keys()
                changed._revise(keeps_signature=signs)
        result = super().write(vals)
        if "ticket_id" in vals:
            self._check_ticket()
        return result

    def _is_changed_by(self, vals, names):
        """Whether these values differ from what the form says."""
        self.ensure_one()
        for name in names:
            field = self._fields[name]
            if field.convert_to_cache(vals[name], self) != field.convert_to_cache(
                self[name], self
            ):
                return True
        return False

    def _touch(self):
        """A row of the form was added, changed or taken away."""
        if not self.env.su:
            self._check_open()
            self._revise()

    def _check_open(self):
        """:raises UserError: for a form that is closed or cancelled"""
        for form in self:
            if form.state in ("closed", "cancelled"):
                raise UserError(
                    self.env._(
                        "%(name)s is closed and stays as the customer approved it.",
                        name=form.display_name,
                    )
                )

    def _revise(self, keeps_signature=False):
        """What was sent is changed: the answer is void, and the form is sent again."""
        for form in self.filtered(lambda each: each.state in ANSWERED):
            form._void_version()
            vals = {"state": "draft"}
            if not keeps_signature:
                # The customer signed something else.
                vals |= {"signature": False, "signed_by": False}
            form._keep(vals)
            # sudo: what happened is noted whoever changed the form.
            form.sudo()._message_log(
                body=self.env._("Changed after it was sent: send it again.")
            )

    def _check_ticket(self):
        """:raises AccessError: for a ticket that one does not see"""
        if self.env.su:
            return
        # sudo: the field is hidden from who sees no tickets at all.
        tickets = self.sudo().ticket_id.sudo(False)
        if tickets:
            tickets.check_access("read")

    # ------------------------------------------------------------
    # STEPS
    # ------------------------------------------------------------

    def action_start(self):
        """The officer has come to a planned visit."""
        self.check_access("write")
        now = fields.Datetime.now()
        for form in self.filtered(lambda each: each.state == "planned"):
            form._keep({"state": "draft"})
            form.write({"arrived_at": now, "date_from": now, "date_to": False})

    def action_send(self):
        """Send the form to the customer, who approves it or objects."""
        self.check_access("write")
        self._send()

    def action_remind(self):
        """The mail once more, with a fresh link, to a customer who has not answered."""
        self.check_access("write")
        for form in self.filtered(lambda each: each.state == "sent"):
            current = form.version_ids.filtered(lambda each: not each.voided_at)
            current._with_pen()._remind()

    def action_cancel(self):
        self.check_access("write")
        self._check_open()
        self._void_version()
        self._keep({"state": "cancelled"})
        self._drop_activities()

    def action_plan(self):
        """Back to the plan, as long as nothing was sent."""
        self.check_access("write")
        drafts = self.filtered(
            lambda each: each.state in ("draft", "cancelled") and not each.version_ids
        )
        drafts._keep({"state": "planned"})

    def _send(self):
        """A new version, frozen; its mail leaves at once in the background."""
        for form in self:
            if form.state not in ("planned", "draft"):
                raise UserError(
                    self.env._(
                        "%(name)s was sent already. Change it to send it again.",
                        name=form.display_name,
                    )
                )
            form._check_complete()
            form._make_version()
            form._keep({"state": "sent"})
            form._drop_activities()

    def _check_complete(self):
        """:raises UserError: naming everything that is missing"""
        missing = self._find_missing()
        if missing:
            raise UserError(
                self.env._(
                    "Still missing on %(name)s: %(fields)s.",
                    name=self.display_name,
                    fields=", ".join(missing),
                )
            )

    def _find_missing(self):
        """:return: names of what the customer has to see and is not there"""
        self.ensure_one()
        wanted = ["type_id", "email", "authorised_name", "date_to", "result"]
        if self.type_id.needs_signature:
            wanted += ["signature", "signed_by"]
        if self.type_id.needs_photo:
            wanted.append("photo_ids")
        missing = [name for name in wanted if not self[name]]
        if self.email and not email_normalize(self.email):
            missing.append("email")
        labels = [self._fields[name]._description_string(self.env) for name in missing]
        return labels + self._find_bad_answers()

    def _find_bad_answers(self):
        answers = {each.question_id.id: each.value or "" for each in self.answer_ids}
        bad = find_bad_answers(self.type_id._get_questions(), answers)
        return self.env["community.service.question"].browse(bad).mapped("name")

    @api.ondelete(at_uninstall=False)
    def _unlink_except_sent(self):
        for form in self:
            if form.version_ids:
                raise UserError(
                    self.env._(
                        "%(name)s was sent to the customer and stays. Cancel it.",
                        name=form.display_name,
                    )
                )
