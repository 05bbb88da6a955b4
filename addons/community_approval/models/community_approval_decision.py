from odoo import api, fields, models
from odoo.exceptions import UserError

from ..tools.hash_chain import GENESIS, digest, first_break

KINDS = [
    ("asked", "Asked"),
    ("approve", "Approved"),
    ("reject", "Rejected"),
    ("return", "Returned"),
    ("resubmit", "Asked again"),
    ("cancel", "Withdrawn"),
    ("supersede", "Replaced"),
    ("escalate", "Escalated"),
    ("rebase", "New starting point"),
    ("step", "Next step"),
    ("apply", "Applied"),
    ("fail", "Could not be applied"),
]


class CommunityApprovalDecision(models.Model):
    """The log of a request: who did what, when and why. Append-only and chained."""

    _name = "community.approval.decision"
    _description = "Approval Log"
    _order = "id"
    _log_access = False

    request_id = fields.Many2one(
        "community.change.request", required=True, index=True, ondelete="restrict"
    )
    date = fields.Datetime(required=True, default=fields.Datetime.now)
    user_id = fields.Many2one("res.users", required=True, index=True)
    on_behalf_ids = fields.Many2many(
        "res.users",
        "community_approval_decision_behalf_rel",
        "decision_id",
        "user_id",
        string="On Behalf Of",
    )
    step_id = fields.Many2one("community.approval.step", ondelete="set null")
    step_name = fields.Char()
    round = fields.Integer(default=1)
    kind = fields.Selection(KINDS, required=True)
    reason = fields.Text()
    subject = fields.Char(help="Digest of what was decided about.")
    previous = fields.Char(required=True)
    digest = fields.Char(required=True)

    _chain = models.UniqueIndex(
        "(request_id, previous)", "The log of this request went on meanwhile."
    )

    def write(self, vals):
        self._refuse_edit()
        return super().write(vals)

    def _refuse_edit(self):
        raise UserError(self.env._("The approval log is not edited."))

    @api.ondelete(at_uninstall=False)
    def _unlink_except_never(self):
        raise UserError(self.env._("The approval log is not deleted."))

    # ------------------------------------------------------------
    # BUSINESS
    # ------------------------------------------------------------

    @api.model
    def _append(self, requests, kind, reason=False, user=None, on_behalf=()):
        """Add one row to the log of each request, in one statement for all.

        :return: the rows, in the order of the requests
        """
        now = fields.Datetime.now()
        user = user or self.env.user
        heads = self._get_heads(requests)
        vals_list = []
        for request in requests:
            vals = {
                "request_id": request.id,
                "date": now,
                "user_id": user.id,
                "step_id": request.step_id.id,
                "step_name": request.step_id.name or False,
                "round": request.round,
                "kind": kind,
                "reason": reason or False,
                "subject": request.fingerprint,
                "previous": heads.get(request.id, GENESIS),
            }
            vals["digest"] = digest(vals["previous"], self._get_content(vals))
            vals_list.append({**vals, "on_behalf_ids": [(6, 0, list(on_behalf))]})
        # sudo: nobody has the right to write this log by hand.
        return self.sudo().create(vals_list)

    @api.model
    def _get_heads(self, requests):
        """{request id: digest of its newest row}."""
        self.flush_model()
        rows = self.env.execute_query_dict(
            self.env["community.change.request"]._sql_log_heads(requests.ids)
        )
        return {row["request_id"]: row["digest"] for row in rows}

    @api.model
    def _get_content(self, vals):
        """What a row's digest covers."""
        return {
            "request": vals["request_id"],
            "date": fields.Datetime.to_string(vals["date"]),
            "user": vals["user_id"],
            "step": vals["step_name"] or "",
            "round": vals["round"],
            "kind": vals["kind"],
            "reason": vals["reason"] or "",
            "subject": vals["subject"] or "",
        }

    @api.model
    def _check_ledger(self):
        """What is wrong with the log, a sentence for each chain that is broken."""
        return [
            self.env._(
                "The log of request %(request)s does not fit from row %(row)s on.",
                request=row.request_id.id,
                row=row.id,
            )
            for row in self._find_altered()
        ]

    @api.model
    def _find_altered(self):
        """Rows of the log that were altered, or follow one that was removed.

        :return: decisions; empty when the whole log is as it was written
        """
        altered = []
        # sudo: the check reads everything, its result goes to auditors only.
        groups = self.sudo()._read_group([], ["request_id"], ["id:recordset"])
        for _request, rows in groups:
            broken = first_break(
                (
                    row.id,
                    row.previous,
                    row.digest,
                    row._get_content(
                        {
                            "request_id": row.request_id.id,
                            "date": row.date,
                            "user_id": row.user_id.id,
                            "step_name": row.step_name,
                            "round": row.round,
                            "kind": row.kind,
                            "reason": row.reason,
                            "subject": row.subject,
                        }
                    ),
                )
                for row in rows.sorted("id")
            )
            if broken:
                altered.append(broken)
        return self.browse(altered)
