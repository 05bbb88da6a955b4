from odoo import api, models
from odoo.exceptions import AccessError


class CommunityApprovalDecision(models.Model):
    _inherit = "community.approval.decision"

    def action_check_log(self):
        """Say whether any row of the log was altered since it was written.

        :raises AccessError: unless the user is an auditor
        """
        if not self.env.user.has_group("community_approval.group_approval_auditor"):
            raise AccessError(self.env._("Only auditors check the decision log."))
        altered = self._find_altered()
        if not altered:
            message = self.env._("The log is whole: nobody altered or removed a row.")
            return self._show_check("success", message)
        message = self.env._(
            "%(count)s requests have a log that does not fit together any more. "
            "The rows where it breaks are listed.",
            count=len(altered),
        )
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "community_approval.community_approval_decision_action"
        )
        action["domain"] = [("request_id", "in", altered.request_id.ids)]
        action["context"] = {"search_default_group_request": 1}
        return self._show_check("danger", message, action)

    @api.model
    def _show_check(self, kind, message, following=None):
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": kind,
                "title": self.env._("Check of the Log"),
                "message": message,
                "sticky": kind != "success",
                "next": following or False,
            },
        }
