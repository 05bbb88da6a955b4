"""Screens of requests: deciding on many at once, adding a reason, figures."""

import psycopg2

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError


class CommunityChangeRequest(models.Model):
    _inherit = "community.change.request"

    hours_to_decision = fields.Float(
        compute="_compute_hours_to_decision",
        store=True,
        aggregator="avg",
        help="Hours from asking to the end of the request.",
    )

    @api.depends("decided_on")
    def _compute_hours_to_decision(self):
        for change in self:
            hours = 0.0
            if change.decided_on and change.create_date:
                waited = change.decided_on - change.create_date
                hours = max(0.0, waited.total_seconds() / 3600)
            change.hours_to_decision = hours

    # ------------------------------------------------------------
    # MANY AT ONCE
    # ------------------------------------------------------------

    def action_approve_selected(self):
        """Approve what is selected; what cannot be approved stays and is named."""
        self.check_access("read")
        if any(self.mapped("reason_required")):
            return self._ask_reason("approve")
        return self._decide_each("approve")

    def action_reject_selected(self):
        """Reject what is selected, with one reason for all."""
        self.check_access("read")
        return self._ask_reason("reject")

    def _decide_each(self, verdict, reason=False):
        """Decide on each by itself, so that one that fails does not hold up the others.

        :return: a notification that says how many went through and which did not
        """
        done, failed = self.browse(), []
        for change in self:
            try:
                with self.env.cr.savepoint():
                    change._decide(verdict, reason)
            except UserError as error:
                failed.append((change, str(error.args[0])))
                continue
            if change.sudo().apply_error:  # sudo: just decided by this user
                failed.append((change, change.sudo().apply_error))
            else:
                done += change
        return self._report_decided(verdict, done, failed)

    @api.model
    def _report_decided(self, verdict, done, failed):
        texts = {
            "approve": self.env._("%(count)s approved.", count=len(done)),
            "reject": self.env._("%(count)s rejected.", count=len(done)),
            "return": self.env._("%(count)s returned to the makers.", count=len(done)),
        }
        lines = [texts[verdict]] if done else []
        lines += [
            self.env._(
                "Not done: %(request)s. %(why)s",
                # sudo: the name of what the user just tried to decide on
                request=change.sudo().name,
                why=why,
            )
            for change, why in failed[:10]
        ]
        if len(failed) > 10:
            lines.append(
                self.env._(
                    "… and %(count)s more were not done.", count=len(failed) - 10
                )
            )
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "warning" if failed else "success",
                "message": "\n".join(lines),
                "sticky": bool(failed),
                "next": {"type": "ir.actions.client", "tag": "soft_reload"},
            },
        }

    def _is_own_picture(self, table, row):
        """Whether the row only stores a picture of the record, in one of its sizes: the
        picture itself is among what is asked."""
        return (
            table == "ir_attachment"
            and row["res_field"]
            and (row["res_model"], row["res_id"]) == (self.res_model, self.res_id)
        )

    @api.model
    def _get_error_text(self, error):
        """Why a change cannot be made, for a person to read."""
        if isinstance(error, psycopg2.IntegrityError):
            return self.env._(
                "A record that it names does not exist any more, a value is there "
                "already, or another record still needs what would go."
            )
        return str(error.args[0] if error.args else error)

    # ------------------------------------------------------------
    # THE MAKER
    # ------------------------------------------------------------

    def action_give_reason(self):
        """Open the small window in which the maker says why, and asks again."""
        self.ensure_one()
        self._check_maker()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Say Why"),
            "res_model": "community.change.explain",
            "view_mode": "form",
            "target": "new",
            "context": {
                "default_request_id": self.id,
                "default_reason": self.reason or False,
                "default_ask_again": self.state == "returned",
            },
        }

    def _explain(self, reason, attachments):
        """Keep what the maker adds; those who decide see it, nothing else changes."""
        self._check_maker()
        self._check_own_files(attachments)
        self._lock_open()
        self._keep(
            {
                "reason": reason,
                "attachment_ids": [(4, attachment.id) for attachment in attachments],
            }
        )
        # sudo: the maker's own files become part of his request.
        attachments.sudo().write({"res_model": self._name, "res_id": self.id})

    @api.model
    def _check_own_files(self, attachments):
        """Files that belong to something else must not be drawn to a request."""
        # sudo: only whose they are
        for attachment in attachments.sudo():
            loose = attachment.res_model in (False, "community.change.explain")
            if attachment.create_uid != self.env.user or not loose:
                raise AccessError(
                    self.env._("Attach files that you have just uploaded.")
                )
