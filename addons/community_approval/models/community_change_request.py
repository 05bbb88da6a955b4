from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL

from ..tools import seam

STATES = [
    ("pending", "Pending"),
    ("returned", "Returned"),
    ("approved", "Approved"),
    ("rejected", "Rejected"),
    ("cancelled", "Withdrawn"),
]
OPEN = ("pending", "returned")
OPERATIONS = [
    ("create", "Create"),
    ("write", "Change"),
    ("archive", "Archive or restore"),
    ("unlink", "Delete"),
    ("method", "Button"),
    ("merge", "Merge"),
]


class CommunityChangeRequest(models.Model):
    """A change that waits: what was, what is asked, by whom, and who decides."""

    _name = "community.change.request"
    _description = "Change Request"
    _inherit = ["mail.thread", "mail.activity.mixin"]
    _order = "id desc"
    _mail_post_access = "read"

    name = fields.Char(compute="_compute_name")
    area_id = fields.Many2one("community.approval.area", required=True, index=True)
    operation = fields.Selection(OPERATIONS, required=True)
    res_model = fields.Char(string="Model", required=True)
    res_id = fields.Many2oneReference(string="Record", model_field="res_model")
    res_name = fields.Char(string="Record Name")
    model_label = fields.Char(compute="_compute_model_label", string="Kind")
    maker_id = fields.Many2one(
        "res.users", string="Asked By", required=True, index=True, ondelete="restrict"
    )
    reason = fields.Text(help="Why it should change.")
    company_id = fields.Many2one("res.company", required=True, index=True)
    amount = fields.Float()
    state = fields.Selection(
        STATES, required=True, default="pending", index=True, tracking=True
    )
    step_id = fields.Many2one(
        "community.approval.step", index="btree_not_null", ondelete="restrict"
    )
    round = fields.Integer(default=1)
    deadline = fields.Datetime(index="btree_not_null")
    escalated = fields.Boolean()
    approver_ids = fields.Many2many(
        "res.users",
        "community_change_request_approver_rel",
        "request_id",
        "user_id",
        string="Waits For",
    )
    line_ids = fields.One2many("community.change.request.line", "request_id")
    log_ids = fields.One2many("community.approval.decision", "request_id")
    attachment_ids = fields.Many2many(
        "ir.attachment",
        "community_change_request_attachment_rel",
        "request_id",
        "attachment_id",
        string="Attachments",
    )
    payload = fields.Json(help="What a button or a new record was given.")
    as_superuser = fields.Boolean(help="The code that asked had set rights aside.")
    call_context = fields.Json()
    fingerprint = fields.Char(help="The same content gives the same text.")
    version = fields.Integer(default=0, help="Counts what happened to the request.")
    apply_error = fields.Text(string="Could Not Be Applied")
    decided_on = fields.Datetime()
    summary = fields.Char(string="Change")
    conflict = fields.Boolean(compute="_compute_conflict", string="Changed Meanwhile")
    can_decide = fields.Boolean(
        compute="_compute_can_decide", search="_search_can_decide"
    )
    is_maker = fields.Boolean(compute="_compute_can_decide")
    reason_required = fields.Boolean(related="area_id.reason_required")
    notified = fields.Boolean(help="The approvers were told.")

    _record = models.Index("(res_model, res_id) WHERE state IN ('pending', 'returned')")
    _one_open = models.UniqueIndex(
        "(fingerprint) WHERE state IN ('pending', 'returned')",
        "This very change already waits for approval.",
    )
    _to_notify = models.Index("(id) WHERE notified IS NOT TRUE AND state = 'pending'")

    # ------------------------------------------------------------
    # COMPUTE
    # ------------------------------------------------------------

    @api.depends("res_name", "operation")
    @api.depends_context("lang")
    def _compute_name(self):
        labels = dict(self._fields["operation"]._description_selection(self.env))
        for change in self:
            change.name = f"{labels[change.operation]}: {change.res_name or ''}"

    @api.depends("res_model")
    @api.depends_context("lang")
    def _compute_model_label(self):
        for change in self:
            # sudo: the name of the kind of record is no secret.
            model = self.env["ir.model"].sudo()._get(change.res_model)
            change.model_label = model.name or change.res_model

    @api.depends("line_ids", "state")
    def _compute_conflict(self):
        for change in self:
            change.conflict = change.state in OPEN and (
                any(line.standing == "conflict" for line in change.line_ids)
                or change._has_moved()
            )

    def _has_moved(self):
        """Whether a button is about something else now than when it was pressed."""
        seen = (self.sudo().payload or {}).get("seen")  # sudo: only whether it moved
        record = self._get_record() if seen else self.browse()
        return bool(seen and record and self._get_sight(record) != seen)

    @api.depends("state", "approver_ids", "maker_id")
    @api.depends_context("uid")
    def _compute_can_decide(self):
        voted = self._get_voters()
        for change in self:
            user = self.env.user
            change.is_maker = change.maker_id == user
            change.can_decide = (
                change.state == "pending"
                and not change.is_maker
                # sudo: whether oneself is among them; portal users read no users
                and user in change.sudo().approver_ids
                and user.id not in voted.get(change.id, ())
            )

    def _search_can_decide(self, operator, value):
        if operator not in ("=", "in"):
            return NotImplemented
        voted = self.sudo()._search_voted_by_me()  # sudo: only one's own votes
        return [
            ("state", "=", "pending"),
            ("approver_ids", "in", self.env.uid),
            ("maker_id", "!=", self.env.uid),
            ("id", "not in", voted),
        ]

    # ------------------------------------------------------------
    # CRUD: only this model's own methods write here
    # ------------------------------------------------------------

    @api.model_create_multi
    def create(self, vals_list):
        self._check_own_hand()
        return super().create(vals_list)

    def write(self, vals):
        if not vals.keys() <= self._get_free_fields():
            self._check_own_hand()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_never(self):
        raise UserError(
            self.env._("A change request is not deleted. It can be withdrawn.")
        )

    def _get_free_fields(self):
        """What chatter and activities keep on a request."""
        return {
            name
            for name in self._fields
            if name.startswith(("message_", "activity_", "rating_", "website_message"))
        }

    def _check_own_hand(self):
        """Refuse every write that did not come from here, whatever the rights."""
        if not seam.is_creating(self._name):
            raise UserError(
                self.env._("A change request is decided with its buttons, not edited.")
            )

    def _own_hand(self):
        return seam.creating(self._name)

    def _keep(self, vals):
        """Write as the request's own code does."""
        with self._own_hand():
            # sudo: nobody has the right to write requests by hand.
            return self.sudo().write(vals)

    # ------------------------------------------------------------
    # BUSINESS
    # ------------------------------------------------------------

    def _bypass(self, reason):
        """The seam: ``with self.env["community.change.request"]._bypass("…"):``

        Nothing inside is held. What a rule would have held is noted with the reason.
        Only Python code can call it.
        """
        return seam.opened(seam.Scope(reason))

    def _get_record(self):
        """The record concerned; empty when it is gone, or not there yet."""
        self.ensure_one()
        if self.res_model not in self.env:
            return self.browse()
        # sudo: an approver sees what he decides about, whatever his other rights.
        return self.env[self.res_model].sudo().browse(self.res_id or ()).exists()

    def _sql_log_heads(self, ids):
        """The newest log row of each request."""
        return SQL(
            "SELECT DISTINCT ON (request_id) request_id, digest"
            " FROM community_approval_decision WHERE request_id = ANY(%s)"
            " ORDER BY request_id, id DESC",
            list(ids),
        )

    def _get_voters(self):
        """{request id: ids of those who voted in the present step and round}."""
        votes = {}
        for change, rows in self._get_votes().items():
            votes[change] = {vote.user_id for vote in rows}
        return votes

    def action_open_record(self):
        self.ensure_one()
        self.check_access("read")
        return {
            "type": "ir.actions.act_window",
            "res_model": self.res_model,
            "res_id": self.res_id,
            "views": [(False, "form")],
        }

    @api.model
    def get_pending(self, res_model, res_ids):
        """What waits on these records, for the banner and the mark in lists.

        :return: {record id: [{"id", "summary", "maker", "can_decide"}]}, only of
            records that the user may read
        """
        if res_model not in self.env:
            return {}
        records = self.env[res_model].browse(res_ids).exists()._filtered_access("read")
        # sudo: whoever sees the record may know that a change of it waits.
        waiting = self.sudo().search(
            [
                ("res_model", "=", res_model),
                ("res_id", "in", records.ids),
                ("state", "in", OPEN),
            ]
        )
        mine = self._search([("id", "in", waiting.ids)])
        readable = set(self.browse(mine).ids)
        found = {}
        for change in waiting:
            found.setdefault(change.res_id, []).append(
                {
                    "id": change.id,
                    "summary": change.summary if change.id in readable else "",
                    "maker": change.maker_id.name,
                    "readable": change.id in readable,
                    "operation": change.operation,
                    # sudo: asked for the user, read for him
                    "can_decide": change.with_user(self.env.user).sudo().can_decide,
                    "lines": change._get_line_facts() if change.id in readable else [],
                }
            )
        return found

    def _get_line_facts(self):
        return [
            {
                "label": line.field_label,
                "name": line.field_name,
                "before": line.before_text,
                "after": line.after_text,
            }
            for line in self.line_ids
        ]
