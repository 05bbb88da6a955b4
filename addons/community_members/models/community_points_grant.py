from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

MANAGER = "community_members.group_member_manager"
STATES = [("draft", "Draft"), ("granted", "Granted"), ("reversed", "Taken Back")]


class CommunityPointsGrant(models.Model):
    """Points by hand, with a reason: for one member or for many at once.

    Granting is an ordinary method, so that an approval area can hold it until somebody
    else has agreed.
    """

    _name = "community.points.grant"
    _description = "Grant of Points"
    _inherit = ["community.member.card.number.guard", "mail.thread"]
    _order = "date DESC, id DESC"
    _rec_name = "reason"

    reason = fields.Char(required=True, tracking=True)
    partner_ids = fields.Many2many(
        "res.partner",
        string="Members",
        required=True,
        domain=[("in_member_register", "=", True)],
    )
    amount = fields.Integer(
        "Points Each",
        required=True,
        default=10,
        tracking=True,
        help="Less than zero takes points away.",
    )
    date = fields.Date(required=True, default=fields.Date.context_today)
    expiry_months = fields.Integer("Expire after Months", help="0: never.")
    company_id = fields.Many2one(
        "res.company",
        required=True,
        index=True,
        default=lambda self: self.env.company,
    )
    state = fields.Selection(
        STATES, default="draft", required=True, readonly=True, copy=False, tracking=True
    )
    entry_count = fields.Integer("Entries", compute="_compute_entry_count")

    _amount_range = models.Constraint(
        "CHECK (amount != 0 AND abs(amount) <= 100000)",
        "Grant at least one point, and at most 100,000.",
    )
    _expiry_range = models.Constraint(
        "CHECK (expiry_months BETWEEN 0 AND 120)", "Points expire within ten years."
    )

    @api.depends("state")
    def _compute_entry_count(self):
        groups = self.env["community.points.entry"]._read_group(
            [("res_model", "=", self._name), ("res_id", "in", self.ids)],
            ["res_id"],
            ["__count"],
        )
        counts = dict(groups)
        for grant in self:
            grant.entry_count = counts.get(grant.id, 0)

    def write(self, vals):
        """What was granted stays as it was."""
        kept = {"amount", "company_id", "date", "expiry_months", "partner_ids", "state"}
        is_closed = "state" in vals or any(grant.state != "draft" for grant in self)
        if not self.env.su and kept & vals.keys() and is_closed:
            raise UserError(
                self.env._("A grant is not edited any more. Take it back instead.")
            )
        return super().write(vals)

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            if not self.env.su:
                vals.pop("state", None)
        return super().create(vals_list)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_granted(self):
        if any(grant.state != "draft" for grant in self):
            raise UserError(
                self.env._(
                    "A grant that was made is not deleted. Take it back instead."
                )
            )

    def _check_may_grant(self):
        """Managers grant; an officer's grant waits for approval where that is on."""
        self.check_access("write")
        is_approved = self.env["res.partner"]._is_approved()
        if self.env.su or is_approved or self.env.user.has_group(MANAGER):
            return
        raise AccessError(
            self.env._("Only managers of the member register grant points by hand.")
        )

    def action_grant(self):
        self._check_may_grant()
        draft = self.filtered(lambda grant: grant.state == "draft")
        rows = []
        for grant in draft:
            rows += grant._prepare_entries()
        self.env["community.points.entry"]._post(rows)
        # sudo: the state follows from the ledger and is not set by hand.
        draft.sudo().state = "granted"
        return True

    def action_take_back(self):
        self._check_may_grant()
        granted = self.filtered(lambda grant: grant.state == "granted")
        # sudo: rows of this grant in the ledger; found by their source.
        entries = (
            self.env["community.points.entry"]
            .sudo()
            .search([("res_model", "=", self._name), ("res_id", "in", granted.ids)])
        )
        for grant, own in entries.grouped("res_id").items():
            reason = self.env._(
                "Taken back: %(reason)s", reason=self.browse(grant).reason
            )
            self.env["community.points.entry"]._reverse(own, reason)
        # sudo: the state follows from the ledger and is not set by hand.
        granted.sudo().state = "reversed"
        return True

    def _prepare_entries(self):
        self.ensure_one()
        ends = self.expiry_months and fields.Date.add(
            self.date, months=self.expiry_months
        )
        return [
            {
                "partner_id": partner.id,
                "company_id": self.company_id.id,
                "amount": self.amount,
                "date": self.date,
                "kind": "granted",
                "reason": self.reason,
                "res_model": self._name,
                "res_id": self.id,
                "expires_on": ends if self.amount > 0 and ends else False,
                "origin_key": f"grant:{self.id}:{partner.id}",
            }
            for partner in self.partner_ids
        ]

    def action_open_entries(self):
        self.ensure_one()
        self.check_access("read")
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "community_members.community_points_entry_action"
        )
        domain = [("res_model", "=", self._name), ("res_id", "=", self.id)]
        return action | {"domain": domain, "context": {}}
