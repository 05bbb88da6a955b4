from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError

ONE_DAY = timedelta(days=1)


class CommunityPriceCampaign(models.Model):
    """A price revision: whom it touches, what they are told, when it takes effect."""

    _name = "community.price.campaign"
    _description = "Price Revision"
    _inherit = ["community.member.card.number.guard", "mail.thread"]
    _order = "date DESC, id DESC"
    _check_company_auto = True

    name = fields.Char(required=True)
    company_id = fields.Many2one(
        "res.company", required=True, index=True, default=lambda self: self.env.company
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    user_id = fields.Many2one(
        "res.users", "Responsible", default=lambda self: self.env.user
    )
    state = fields.Selection(
        [
            ("draft", "Draft"),
            ("ready", "Looked Through"),
            ("announced", "Announced"),
            ("applied", "In Effect"),
            ("cancelled", "Cancelled"),
        ],
        default="draft",
        required=True,
        readonly=True,
        copy=False,
        tracking=True,
    )
    plan_ids = fields.Many2many(
        "community.plan",
        "community_price_campaign_plan_rel",
        "campaign_id",
        "plan_id",
        check_company=True,
        help="Empty: contracts of all plans.",
    )
    product_ids = fields.Many2many(
        "product.product",
        "community_price_campaign_product_rel",
        "campaign_id",
        "product_id",
        help="Empty: all products.",
    )
    date = fields.Date(
        "Takes Effect",
        required=True,
        tracking=True,
        help="Each contract pays the new price from its first period that begins on "
        "this day or later.",
    )
    mode = fields.Selection(
        [("percent", "Percent"), ("amount", "Amount"), ("price", "New Price")],
        "Change By",
        default="percent",
        required=True,
    )
    value = fields.Float(
        required=True, digits="Product Price", help="Negative: prices go down."
    )
    rounding = fields.Float(
        "Round To",
        digits="Product Price",
        help="New prices are multiples of it; 0: no.",
    )
    keep_own_prices = fields.Boolean(
        "Leave Out Own Prices",
        default=True,
        help="Lines whose price was agreed with the member alone stay as they are.",
    )
    notice_days = fields.Integer(
        default=30,
        help="Members are told at least so many days before it takes effect.",
    )
    announced_on = fields.Date(readonly=True, copy=False)
    applied_on = fields.Date(readonly=True, copy=False)
    line_ids = fields.One2many("community.price.campaign.line", "campaign_id")
    line_count = fields.Integer(compute="_compute_progress")
    contract_count = fields.Integer(compute="_compute_progress")
    done_count = fields.Integer("Lines Done", compute="_compute_progress")
    left_out_count = fields.Integer("Left Out", compute="_compute_progress")
    progress = fields.Float(compute="_compute_progress")
    difference = fields.Monetary(
        "Difference a Month",
        compute="_compute_progress",
        help="What it brings in a month, before taxes, in the currency of the company.",
    )

    _notice_days_not_negative = models.Constraint(
        "CHECK (notice_days >= 0 AND rounding >= 0)",
        "Notice and rounding cannot be negative.",
    )

    @api.depends("line_ids.state", "line_ids.difference_month")
    def _compute_progress(self):
        rows = self.env["community.price.campaign.line"]._read_group(
            [("campaign_id", "in", self.ids)],
            ["campaign_id", "state"],
            ["__count", "contract_id:count_distinct", "difference_company:sum"],
        )
        sums = {}
        for campaign, state, count, contracts, difference in rows:
            sums.setdefault(campaign.id, {})[state] = (count, contracts, difference)
        for campaign in self:
            found = sums.get(campaign.id, {})
            campaign._set_progress(found)

    def _set_progress(self, found):
        left_out = found.get("left_out", (0, 0, 0))[0]
        total = sum(row[0] for row in found.values())
        done = found.get("done", (0, 0, 0))[0]
        self.line_count = total
        self.left_out_count = left_out
        self.done_count = done
        self.contract_count = sum(
            row[1] for state, row in found.items() if state != "left_out"
        )
        self.difference = sum(
            row[2] for state, row in found.items() if state != "left_out"
        )
        self.progress = 100.0 * (done + left_out) / total if total else 0.0

    # ------------------------------------------------------------
    # Actions
    # ------------------------------------------------------------

    def _check_manager(self):
        self.ensure_one()
        self.check_access("write")

    def action_preview(self):
        """Look for the lines that the revision touches; may be pressed again."""
        self._check_manager()
        if self.state not in ("draft", "ready"):
            raise UserError(self.env._("Members know the new prices already."))
        self.line_ids.unlink()
        self._collect_lines()
        self.state = "ready"
        return True

    def action_announce(self):
        """Tell the members; then the prices can take effect."""
        self._check_manager()
        if self.state not in ("ready", "announced"):
            raise UserError(self.env._("Look the new prices through first."))
        today = fields.Date.context_today(self)
        if self.state == "ready" and (self.date - today).days < self.notice_days:
            raise UserError(
                self.env._(
                    "Members are to know %(days)s days before; choose a later day.",
                    days=self.notice_days,
                )
            )
        self._announce()
        self.write({"state": "announced", "announced_on": self.announced_on or today})
        return True

    def action_apply(self):
        """Write the new prices into the contracts, now or in the background."""
        self._check_manager()
        if self.state == "applied":
            return True
        if self.state != "announced" and not (
            self.state == "ready" and not self.notice_days
        ):
            raise UserError(self.env._("Announce the new prices first."))
        self.write({"state": "applied", "applied_on": fields.Date.context_today(self)})
        self._apply_lines()
        self._go_on_later()
        return True

    def action_cancel(self):
        """The prices stay as they are; only before the first contract pays them."""
        self._check_manager()
        if self.state == "cancelled":
            return True
        if self.line_ids.filtered(lambda line: line.change_id.state == "done"):
            raise UserError(
                self.env._("New prices are in effect already; make another revision.")
            )
        self.state = "cancelled"
        self._take_back()
        self._go_on_later()
        return True

    def _go_on_later(self):
        """What is left of many contracts is done in the background."""
        self.env.ref("community_subscription.ir_cron_price_campaign")._trigger()

    def action_open_lines(self):
        """The old and the new price of every line."""
        self.ensure_one()
        self.check_access("read")
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "community_subscription.community_price_campaign_line_action"
        )
        return action | {"domain": [("campaign_id", "=", self.id)]}

    @api.ondelete(at_uninstall=False)
    def _unlink_except_applied(self):
        if any(campaign.state == "applied" for campaign in self):
            raise UserError(self.env._("A revision in effect is kept."))
