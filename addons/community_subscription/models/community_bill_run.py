from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import format_date, formatLang

TREASURER = "community_subscription.group_subscription_manager"
# So many contracts are looked at, or billed, while the treasurer waits.
AT_ONCE = 100
# Less than nothing becomes a credit note.
CREDITS_DUE = [("state", "!=", "refused"), ("amount_total", "<", 0)]
CREDITS_DONE = [("state", "=", "billed"), ("amount_billed", "<", 0)]


class CommunityBillRun(models.Model):
    """One billing: what is due up to a day, shown first, then invoiced.

    Each step is committed with its result: stopped anywhere, it goes on where it was.
    """

    _name = "community.bill.run"
    _description = "Billing Run"
    _inherit = "community.member.card.number.guard"
    _order = "id DESC"
    _check_company_auto = True

    company_id = fields.Many2one(
        "res.company",
        required=True,
        index=True,
        default=lambda self: self.env.company,
    )
    date = fields.Date(
        "Due Up To",
        required=True,
        default=fields.Date.context_today,
        help="Everything that is to be invoiced on this day or was before.",
    )
    plan_ids = fields.Many2many(
        "community.plan",
        "community_bill_run_plan_rel",
        "run_id",
        "plan_id",
        "Only Plans",
        check_company=True,
        help="Empty: all plans.",
    )
    user_id = fields.Many2one(
        "res.users", "Started By", readonly=True, default=lambda self: self.env.user
    )
    is_automatic = fields.Boolean("By Itself", readonly=True)
    state = fields.Selection(
        [
            ("new", "New"),
            ("preparing", "Looking"),
            ("preview", "To Confirm"),
            ("running", "Running"),
            ("done", "Done"),
        ],
        default="new",
        required=True,
        readonly=True,
        copy=False,
        index=True,
    )
    position = fields.Integer(readonly=True, copy=False, help="Last contract done.")
    started_at = fields.Datetime("Started", readonly=True, copy=False)
    finished_at = fields.Datetime("Finished", readonly=True, copy=False)
    line_ids = fields.One2many("community.bill.run.line", "run_id", "Invoices")
    bill_count = fields.Integer("Invoices Due", compute="_compute_figures")
    credit_count = fields.Integer("Credit Notes Due", compute="_compute_figures")
    done_count = fields.Integer("Invoices Made", compute="_compute_figures")
    credit_done_count = fields.Integer("Credit Notes Made", compute="_compute_figures")
    refused_count = fields.Integer("Cannot Be Billed", compute="_compute_figures")
    progress = fields.Float(compute="_compute_figures")
    amount_due = fields.Char("Sum Due", compute="_compute_amounts")
    amount_credit = fields.Char("Sum to Credit", compute="_compute_amounts")
    amount_together = fields.Char("Together", compute="_compute_amounts")
    amount_done = fields.Char("Sum Invoiced", compute="_compute_amounts")
    amount_credited = fields.Char("Sum Credited", compute="_compute_amounts")

    @api.depends("date", "company_id")
    def _compute_display_name(self):
        for run in self:
            run.display_name = self.env._(
                "Billing of %(day)s", day=format_date(self.env, run.date)
            )

    @api.depends("line_ids.state", "state")
    def _compute_figures(self):
        every = self._count_lines([])
        credits_due = self._count_lines(CREDITS_DUE)
        credits_done = self._count_lines(CREDITS_DONE)
        for run in self:
            found = every.get(run.id, {})
            total, planned = sum(found.values()), found.get("planned", 0)
            run.refused_count = found.get("refused", 0)
            run.credit_count = sum(credits_due.get(run.id, {}).values())
            run.bill_count = total - run.refused_count - run.credit_count
            run.credit_done_count = sum(credits_done.get(run.id, {}).values())
            run.done_count = found.get("billed", 0) - run.credit_done_count
            run.progress = 100.0 * (total - planned) / total if total else 0.0

    def _count_lines(self, domain):
        """{run id: {state: number}}"""
        counts = {}
        for run, state, count in self.env["community.bill.run.line"]._read_group(
            [("run_id", "in", self.ids), *domain], ["run_id", "state"], ["__count"]
        ):
            counts.setdefault(run.id, {})[state] = count
        return counts

    @api.depends("line_ids.state", "line_ids.amount_total", "line_ids.amount_billed")
    def _compute_amounts(self):
        due = [("state", "!=", "refused")]
        done = [("state", "=", "billed")]
        sums = {
            "amount_due": ("amount_total", [*due, ("amount_total", ">=", 0)]),
            "amount_credit": ("amount_total", CREDITS_DUE),
            "amount_together": ("amount_total", due),
            "amount_done": ("amount_billed", [*done, ("amount_billed", ">=", 0)]),
            "amount_credited": ("amount_billed", CREDITS_DONE),
        }
        for name, (summed, domain) in sums.items():
            texts = self._sum_lines(summed, domain)
            for run in self:
                run[name] = texts.get(run.id, "")

    def _sum_lines(self, name, domain):
        """{run id: "1,200.00 $ · 30.00 €"}: a sum for each currency."""
        sums = {}
        for run, currency, total in self.env["community.bill.run.line"]._read_group(
            [("run_id", "in", self.ids), *domain],
            ["run_id", "currency_id"],
            [f"{name}:sum"],
        ):
            text = formatLang(self.env, total, currency_obj=currency)
            sums.setdefault(run.id, []).append(text)
        return {run_id: " · ".join(texts) for run_id, texts in sums.items()}

    @api.ondelete(at_uninstall=False)
    def _unlink_except_begun(self):
        begun = self.filtered(lambda run: run.state in ("running", "done"))
        if begun.line_ids:
            raise UserError(
                self.env._("A billing that has begun is kept, with its result.")
            )

    # ------------------------------------------------------------
    # BUTTONS
    # ------------------------------------------------------------

    def action_prepare(self):
        """Show what is due; nothing is invoiced."""
        self._check_treasurer()
        self.ensure_one()
        if self.state not in ("new", "preview"):
            raise UserError(self.env._("This billing has begun already."))
        # sudo: rows of a run are written by the suite alone
        self.sudo().line_ids.unlink()
        self.write({"state": "preparing", "position": 0})
        return self._go()

    def action_bill(self):
        """Make the invoices, in the background if there are many."""
        self._check_treasurer()
        self.ensure_one()
        if self.state != "preview":
            raise UserError(self.env._("Look first at what is due."))
        self._start()
        return self._go()

    def action_open_moves(self):
        """The invoices and credit notes that the run has made."""
        self.ensure_one()
        action = self.env["ir.actions.actions"]._for_xml_id(
            "account.action_move_out_invoice_type"
        )
        moves = self.line_ids.move_id
        return {**action, "domain": [("id", "in", moves.ids)], "context": {}}

    def _check_treasurer(self):
        if not self.env.su and not self.env.user.has_group(TREASURER):
            raise AccessError(self.env._("Only a treasurer bills."))

    def _start(self):
        self.write(
            {"state": "running", "position": 0, "started_at": fields.Datetime.now()}
        )

    def _go(self):
        """A small run at once, a large one in the background."""
        self.ensure_one()
        if self._count_contracts() > AT_ONCE:
            self.env.ref(
                "community_subscription.ir_cron_bill_work"
            ).sudo()._trigger()  # sudo: a treasurer may not touch jobs otherwise
            return False
        while self.state in ("preparing", "running") and self._work():
            continue
        return False
