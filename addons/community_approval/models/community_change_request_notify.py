"""Telling: those who decide, the one who asked, and the record's history."""

from markupsafe import Markup

from odoo import api, models

from ..tools import seam

UNFOLLOWED = "community_approval_unfollowed"


class CommunityChangeRequest(models.Model):
    _inherit = "community.change.request"

    # ------------------------------------------------------------
    # THOSE WHO DECIDE
    # ------------------------------------------------------------

    def _ask_deciders(self):
        """One activity for each person who decides; mails follow in the background."""
        if not self:
            return
        activity_type = self.env.ref("community_approval.mail_activity_type_decide")
        model_id = self.env["ir.model"]._get_id(self._name)
        # sudo: activities of other people on requests that nobody may write.
        activities = self.env["mail.activity"].sudo()
        present = activities.search(
            [
                ("res_model", "=", self._name),
                ("res_id", "in", self.ids),
                ("activity_type_id", "=", activity_type.id),
            ]
        )
        wanted = {
            (change.id, user.id) for change in self for user in change.approver_ids
        }
        known = {(each.res_id, each.user_id.id) for each in present}
        present.filtered(
            lambda each: (each.res_id, each.user_id.id) not in wanted
        ).unlink()
        today = self.env["mail.activity"]._fields["date_deadline"].context_today(self)
        by_id = {change.id: change for change in self}
        activities.with_context(
            mail_activity_quick_update=True, **{UNFOLLOWED: True}
        ).create(
            [
                {
                    "res_model_id": model_id,
                    "res_id": request_id,
                    "user_id": user_id,
                    "activity_type_id": activity_type.id,
                    "summary": by_id[request_id].name,
                    # It waits now, whenever the time is up; the counter in the top bar
                    # counts what is due today.
                    "date_deadline": today,
                }
                for request_id, user_id in sorted(wanted - known)
            ]
        )
        if not seam.in_trial():
            # sudo: only wakes the job
            self.env.ref("community_approval.ir_cron_tell_deciders").sudo()._trigger()

    def message_subscribe(self, partner_ids=None, subtype_ids=None):
        """Those who decide see a request while it waits for them; following it would
        send them every word that is said about it."""
        if self.env.context.get(UNFOLLOWED):
            return True
        return super().message_subscribe(
            partner_ids=partner_ids, subtype_ids=subtype_ids
        )

    def _end_activities(self):
        activity_type = self.env.ref("community_approval.mail_activity_type_decide")
        # sudo: as in _ask_deciders
        self.env["mail.activity"].sudo().search(
            [
                ("res_model", "=", self._name),
                ("res_id", "in", self.ids),
                ("activity_type_id", "=", activity_type.id),
            ]
        ).unlink()

    @api.model
    def _cron_tell_deciders(self, limit=200):
        """One mail for each person with all that newly waits for him."""
        waiting = self.search(
            [("state", "=", "pending"), ("notified", "=", False)],
            limit=limit,
            order="id",
        )
        waiting = waiting.try_lock_for_update()
        by_user = {}
        for change in waiting:
            for user in change.approver_ids:
                by_user.setdefault(user, self.browse())
                by_user[user] |= change
        for user, changes in by_user.items():
            changes._mail_decider(user)
        waiting._keep({"notified": True})
        remaining = self.search_count(
            [("state", "=", "pending"), ("notified", "=", False)]
        )
        self.env["ir.cron"]._commit_progress(len(waiting), remaining=remaining)

    def _mail_decider(self, user):
        """A mail with what waits, and links to decide without logging in first."""
        if not user.email:
            return
        # sudo: the mail says what he decides about
        lang_self = self.with_context(lang=user.lang).with_user(user).sudo()
        body = self.env["ir.qweb"]._render(
            "community_approval.mail_waiting",
            {
                "user": user,
                "requests": lang_self,
                "links": {
                    change.id: change._get_decide_url(user) for change in self[:20]
                },
            },
            lang=user.lang,
        )
        subject = (
            lang_self.env._("Waits for your decision: %(name)s", name=lang_self.name)
            if len(self) == 1
            else lang_self.env._("%(count)s changes wait for you", count=len(self))
        )
        # sudo: a job sends it
        self.env["mail.thread"].sudo().message_notify(
            partner_ids=user.partner_id.ids,
            subject=subject,
            body=body,
            email_layout_xmlid="community_approval.mail_layout",
        )

    # ------------------------------------------------------------
    # THE ONE WHO ASKED
    # ------------------------------------------------------------

    @api.model
    def _tell_maker(self):
        """A word at once: nothing is more puzzling than a value that jumps back."""
        # sudo: one's own requests and who decides
        requests = self.sudo().browse(self._get_just_submitted()).exists()
        if not requests:
            return
        names = requests.approver_ids[:3].mapped("name")
        requests[0].maker_id._bus_send(
            "simple_notification",
            {
                "type": "info",
                "title": self.env._("Sent for approval"),
                "message": self.env._(
                    "%(name)s – waits for %(people)s.",
                    name=requests[0].name
                    if len(requests) == 1
                    else self.env._("%(count)s changes", count=len(requests)),
                    people=", ".join(names) or "–",
                ),
            },
        )

    @api.model
    def _explain_press(self):
        """What a held button answers."""
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "info",
                "title": self.env._("Sent for approval"),
                "message": self.env._("It will be done as soon as it is approved."),
                "next": {"type": "ir.actions.act_window_close"},
            },
        }

    def _tell_decided(self, verdict, reason):
        """Tell the maker, and the history of the record."""
        self.ensure_one()
        texts = {
            "approve": self.env._("Approved and done: %(change)s"),
            "reject": self.env._("Rejected, nothing was changed: %(change)s"),
            "return": self.env._("Returned to you with a question: %(change)s"),
        }
        text = texts[verdict] % {"change": self.summary or self.name}
        body = Markup("<p>%s</p>") % text
        if reason:
            body += Markup("<p><i>%s</i></p>") % reason
        if self.maker_id.partner_id.email:
            self.sudo().message_notify(  # sudo: the decider need not reach the maker
                partner_ids=self.maker_id.partner_id.ids, subject=self.name, body=body
            )
        self._post_on_record(body)

    # ------------------------------------------------------------
    # THE RECORD
    # ------------------------------------------------------------

    def _tell_record(self):
        """A line in the history of each record, in one statement."""
        for model, requests in self.grouped("res_model").items():
            ids = [each for each in requests.mapped("res_id") if each]
            # sudo: the record's own history
            records = self.env[model].sudo().browse(ids)
            if not records or not hasattr(records, "_message_log_batch"):
                continue
            by_id = {each.res_id: each for each in requests}
            records._message_log_batch(
                bodies={
                    record.id: self.env._(
                        "Asked for approval: %(change)s",
                        change=by_id[record.id].summary,
                    )
                    for record in records
                }
            )

    def _post_on_record(self, body):
        record = self._get_record()
        if record and hasattr(record, "_message_log"):
            record._message_log(body=body)
