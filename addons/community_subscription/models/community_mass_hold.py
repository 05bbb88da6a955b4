import logging

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

_logger = logging.getLogger(__name__)
AT_ONCE = 200


class CommunityMassHold(models.Model):
    """The club is closed: all contracts, or those of some plans, rest."""

    _name = "community.mass.hold"
    _description = "Hold of Many Contracts"
    _inherit = "community.member.card.number.guard"
    _order = "date_from DESC, id DESC"
    _rec_name = "reason"
    _check_company_auto = True

    company_id = fields.Many2one(
        "res.company", required=True, index=True, default=lambda self: self.env.company
    )
    plan_ids = fields.Many2many(
        "community.plan",
        "community_mass_hold_plan_rel",
        "hold_id",
        "plan_id",
        "Plans",
        check_company=True,
        help="Empty: all contracts of the company.",
    )
    date_from = fields.Date("From", required=True, default=fields.Date.context_today)
    date_to = fields.Date("To", required=True)
    fee_mode = fields.Selection(
        [("free", "Free"), ("reduced", "Reduced Price"), ("full", "Billed as Usual")],
        "During the Hold",
        default="free",
        required=True,
    )
    percent = fields.Float("Price During the Hold (%)", default=50)
    reason = fields.Char("Why", required=True)
    user_id = fields.Many2one(
        "res.users", readonly=True, default=lambda self: self.env.user
    )
    state = fields.Selection(
        [("draft", "Draft"), ("running", "Under Way"), ("done", "Done")],
        default="draft",
        required=True,
        readonly=True,
        copy=False,
    )
    last_contract_id = fields.Integer(
        readonly=True, copy=False, help="Where the next chunk goes on."
    )
    found_count = fields.Integer("Contracts", compute="_compute_found_count")
    done_count = fields.Integer("Contracts Held", readonly=True, copy=False)
    skipped = fields.Text("Left Out", readonly=True, copy=False)

    _dates_in_order = models.Constraint(
        "CHECK (date_to >= date_from)", "A hold cannot end before it begins."
    )
    _percent_in_range = models.Constraint(
        "CHECK (percent BETWEEN 0 AND 100)",
        "The price during a hold is between 0 and 100 %.",
    )

    @api.depends("company_id", "plan_ids", "date_from", "date_to", "state")
    def _compute_found_count(self):
        for hold in self:
            ready = hold.company_id and hold.date_from and hold.date_to
            hold.found_count = (
                self.env["community.contract"].search_count(hold._get_domain())
                if ready
                else 0
            )

    def _get_domain(self):
        """Contracts that run on one of the days."""
        domain = Domain("company_id", "=", self.company_id.id)
        domain &= Domain("state", "not in", ("draft", "ended"))
        domain &= Domain("date_start", "<=", self.date_to)
        domain &= Domain("close_date", "=", False) | Domain(
            "close_date", ">=", self.date_from
        )
        domain &= (
            Domain("date_end", "=", False)
            | Domain("date_end", ">=", self.date_from)
            | Domain("plan_id.renewal", "=", "auto")
        )
        if self.plan_ids:
            domain &= Domain("plan_id", "in", self.plan_ids.ids)
        return domain

    def action_run(self):
        """Put the contracts on hold; many are finished in the background."""
        self.ensure_one()
        self.check_access("write")
        if self.state == "draft":
            self.state = "running"
        if not self._work():
            cron = self.env.ref("community_subscription.ir_cron_mass_hold")
            cron._trigger()
        return True

    def _work(self, limit=AT_ONCE):
        """Put a chunk of contracts on hold, each of them once.

        :return: whether nothing is left to do
        """
        self.ensure_one()
        if self.state != "running":
            return True
        domain = self._get_domain() & Domain("id", ">", self.last_contract_id)
        contracts = self.env["community.contract"].search(
            domain, order="id", limit=limit
        )
        skipped = []
        for contract in contracts:
            try:
                with self.env.cr.savepoint():
                    done = self._hold_contract(contract)
            except UserError as error:
                done = False
                skipped.append(f"{contract.display_name}: {error}")
            self.done_count += bool(done)
        self.last_contract_id = contracts[-1:].id or self.last_contract_id
        self.skipped = "\n".join([self.skipped or "", *skipped]).strip() or False
        if len(contracts) < limit:
            self.state = "done"
        return self.state == "done"

    def _hold_contract(self, contract):
        return contract._hold(
            "mass",
            max(self.date_from, contract.date_start),
            self.date_to,
            self.fee_mode,
            reason=self.reason,
            percent=self.percent,
        )

    @api.model
    def _cron_work(self):
        """Go on with holds under way, chunk by chunk."""
        running = [("state", "=", "running")]
        while hold := self.search(running, order="id", limit=1):
            hold._work()
            remaining = self.search_count(running)
            if not self.env["ir.cron"]._commit_progress(AT_ONCE, remaining=remaining):
                return

    @api.ondelete(at_uninstall=False)
    def _unlink_except_run(self):
        if any(hold.state != "draft" for hold in self):
            raise UserError(self.env._("Contracts rest because of it; it is kept."))
