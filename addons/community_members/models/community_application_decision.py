from markupsafe import Markup

from odoo import fields, models
from odoo.exceptions import AccessError, LockError, UserError

from .community_application import OPEN_STATES

ADMISSION_GROUP = "community_members.group_member_admission"


class CommunityApplication(models.Model):
    """What is done with an application. Each method is whole by itself.

    An approval area may name ``action_accept`` and ``action_reject``: then the call is
    held until as many people have agreed as the area asks for.
    """

    _inherit = "community.application"

    def _check_may_decide(self):
        """:raises AccessError: for everybody without the right of admission"""
        if not (self.env.su or self.env.user.has_group(ADMISSION_GROUP)):
            raise AccessError(
                self.env._(
                    "Only those who may decide on admissions can do this. Ask a "
                    "manager of the club for the right “Admission”."
                )
            )
        self.check_access("write")

    # ------------------------------------------------------------
    # ACTIONS
    # ------------------------------------------------------------

    def action_accept(self, text=None, note=None):
        """Make members of the applicants and tell them what to do next.

        :param text: a personal word that the letter carries
        :param note: for the staff only
        """
        self._check_may_decide()
        self._lock(OPEN_STATES)
        for application in self:
            application._check_identity_is_clear()
        for application in self:
            application._accept(text, note)
        return True

    def action_reject(self, reason_id=None, text=None, note=None):
        """Nobody becomes a member; the applicant reads `text` and nothing else.

        :param reason_id: id of a ``community.application.reason``
        """
        self._check_may_decide()
        self._lock(OPEN_STATES)
        reason = (
            self.env["community.application.reason"].browse(reason_id or ()).exists()
        )
        for application in self:
            application._set_outcome(
                "rejected", text or application._get_reason_text(reason), note, reason
            )
            application._notify("application_rejected")
        return True

    def action_ask(self, text=None, note=None):
        """Ask the applicant for more; the application stays the same one."""
        self._check_may_decide()
        if not (text or "").strip():
            raise UserError(self.env._("Write what you want to know."))
        self._lock(OPEN_STATES)
        for application in self:
            application._set_course("more_info", text, note)
            application._notify("application_more_info", fields.Datetime.now())
        return True

    def action_put_on_waiting_list(self, text=None, note=None):
        """Suitable, but there is no place now; who came first stays first."""
        self._check_may_decide()
        self._lock(("pending", "more_info"))
        for application in self:
            since = application.waiting_since or fields.Datetime.now()
            application._set_course("waiting", text, note, waiting_since=since)
            application._notify("application_waiting")
        return True

    def action_reopen(self):
        """Back to the inbox: a rejection or withdrawal was a mistake, or an appeal."""
        self._check_may_decide()
        self._lock(("rejected", "withdrawn", "more_info", "waiting"))
        for application in self:
            if application.is_erased:
                raise UserError(
                    self.env._("The personal data are erased; nothing can be reopened.")
                )
            application._set_course("pending", None, None)
            # sudo: the decision that no longer stands.
            application.sudo().write(
                {"decided_at": False, "decided_by_id": False, "reason_id": False}
            )
        return True

    def action_assign_to_me(self):
        self._check_may_decide()
        self.write({"user_id": self.env.uid})
        return True

    # ------------------------------------------------------------
    # STEPS
    # ------------------------------------------------------------

    def _lock(self, states):
        """Nobody else decides meanwhile, and nobody has decided before.

        A decision that was committed after this transaction began makes the lock
        itself fail with a serialization error; Odoo then runs the request again.

        :raises UserError: when an application is in none of `states`
        """
        try:
            self.lock_for_update()
        except LockError as taken:
            raise UserError(
                self.env._(
                    "Somebody else is deciding on this at the same moment. Look again."
                )
            ) from taken
        self.invalidate_recordset(["state"])
        labels = dict(self._fields["state"]._description_selection(self.env))
        for application in self:
            if application.state not in states:
                raise UserError(
                    self.env._(
                        "%(name)s: “%(state)s” since %(date)s. There is nothing left "
                        "to decide here.",
                        name=application.display_name,
                        state=labels[application.state],
                        date=fields.Datetime.context_timestamp(
                            self, application.decided_at or application.write_date
                        ).strftime("%d.%m.%Y %H:%M"),
                    )
                )

    def _check_identity_is_clear(self):
        """:raises UserError: when it is open whether the register has this person"""
        self._refresh_matches()
        if self.needs_choice:
            raise UserError(
                self.env._(
                    "%(name)s may be in the register already (%(count)s found). Press "
                    "“Search again” and choose who it is: somebody new, or one of "
                    "those.",
                    name=self.name,
                    count=self.match_count,
                )
            )

    def _accept(self, text, note):
        self.ensure_one()
        partner = self._admit()
        self._set_outcome("accepted", text, note, partner=partner)
        self._notify("application_accepted")

    def _set_outcome(self, state, text, note, reason=None, partner=None):
        values = {
            "decided_at": fields.Datetime.now(),
            "decided_by_id": self.env.uid,
            "reason_id": reason.id if reason else False,
            "partner_id": partner.id if partner else self.partner_id.id,
        }
        self._set_course(state, text, note, **values)
        self.activity_unlink(["mail.mail_activity_data_todo"])

    def _set_course(self, state, text, note, **values):
        """The one place where the state changes, with a trace for the staff."""
        # sudo: the course of an application is written by its methods alone.
        self.sudo().write(
            {
                "state": state,
                "decision_text": (text or "").strip() or False,
                "decision_note": (note or "").strip() or self.decision_note,
                **values,
            }
        )
        if note and note.strip():
            self.message_post(
                body=Markup("<b>%s</b><br/>%s")
                % (self.env._("Internal note"), note.strip())
            )

    def _get_reason_text(self, reason):
        """What the reason says in the applicant's language."""
        self.ensure_one()
        return reason.with_context(lang=self.lang or self.env.lang).text or ""
