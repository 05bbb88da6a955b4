from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Domain
from odoo.tools import split_every

AT_ONCE = 500
# Only code of this process can hand this object over; no caller from outside can.
_PEN = object()
# Whether it was kept is seen in the books, not typed in.
JUDGED = frozenset({"item_ids", "open_before", "promised_on", "state", "user_id"})


class CommunityPaymentPromise(models.Model):
    """A payer said when he pays: no reminder until then, and somebody checks."""

    _name = "community.payment.promise"
    _description = "Promise to Pay"
    _inherit = ["community.member.card.number.guard", "mail.thread"]
    _order = "date DESC, id DESC"
    _rec_name = "partner_id"

    partner_id = fields.Many2one(
        "res.partner",
        "Payer",
        required=True,
        index=True,
        ondelete="restrict",
        tracking=True,
    )
    company_id = fields.Many2one(
        "res.company",
        required=True,
        index=True,
        default=lambda self: self.env.company,
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    amount = fields.Monetary(required=True, tracking=True)
    date = fields.Date("Until", required=True, tracking=True)
    promised_on = fields.Date(default=fields.Date.context_today, readonly=True)
    note = fields.Char(help="What was said, and by whom.")
    open_before = fields.Monetary(
        readonly=True,
        help="What the payer owed when he promised; the promise is kept when as much "
        "as promised was paid of it.",
    )
    user_id = fields.Many2one(
        "res.users", "Taken By", readonly=True, default=lambda self: self.env.user
    )
    item_ids = fields.Many2many(
        "account.move.line",
        "community_payment_promise_item_rel",
        "promise_id",
        "line_id",
        "Items",
        readonly=True,
        groups="account.group_account_invoice",
    )
    state = fields.Selection(
        [
            ("open", "Open"),
            ("kept", "Kept"),
            ("broken", "Broken"),
            ("cancelled", "Cancelled"),
        ],
        default="open",
        required=True,
        readonly=True,
        tracking=True,
    )

    _amount_positive = models.Constraint(
        "CHECK (amount > 0)", "A promise is about an amount above zero."
    )
    _open_uniq = models.UniqueIndex(
        "(company_id, partner_id) WHERE state = 'open'",
        "There is an open promise of this payer already; change or cancel that one.",
    )

    @api.model_create_multi
    def create(self, vals_list):
        # One that was cancelled a moment ago makes room for another.
        self.flush_model(["state"])
        promises = super().create(vals_list)
        for promise in promises:
            promise._note_items()
        return promises

    def _with_pen(self):
        return self.with_context(community_promise_pen=_PEN)

    def write(self, vals):
        has_pen = self.env.context.get("community_promise_pen") is _PEN
        if JUDGED & vals.keys() and not (self.env.su or has_pen):
            raise UserError(
                self.env._(
                    "Whether a promise was kept is read from the payments. Cancel it "
                    "with its button instead."
                )
            )
        return super().write(vals)

    @api.constrains("date", "promised_on")
    def _check_date(self):
        for promise in self:
            if promise.date < promise.promised_on:
                raise ValidationError(
                    self.env._("A promise is about a day that is still to come.")
                )

    def _note_items(self):
        """What is open now is what the promise is about."""
        # sudo: whoever takes the promise may not read the books.
        promise = self.sudo()
        payer, dunnings = promise.partner_id, promise.env["community.dunning"]
        items = dunnings._get_open_items(payer, promise.company_id)[payer]
        promise.write(
            {
                "item_ids": [fields.Command.set(items.ids)],
                "open_before": sum(items.mapped("amount_residual")),
            }
        )

    def action_cancel(self):
        self.check_access("write")
        opened = self.filtered(lambda promise: promise.state == "open")
        opened._with_pen().state = "cancelled"

    # ------------------------------------------------------------
    # Kept or broken
    # ------------------------------------------------------------

    @api.model
    def _get_until(self, partners, company):
        """{payer: day} of the promises that are open."""
        groups = self._read_group(
            [
                ("company_id", "=", company.id),
                ("partner_id", "in", partners.ids),
                ("state", "=", "open"),
            ],
            ["partner_id"],
            ["date:max"],
        )
        return dict(groups)

    @api.model
    def _judge_all(self):
        """Nightly: all open promises, in chunks."""
        for ids in split_every(AT_ONCE, self.search([("state", "=", "open")]).ids):
            self.browse(ids)._judge_each()

    @api.model
    def _judge(self, partners, company):
        """After a payment of these payers."""
        domain = Domain("company_id", "=", company.id) & Domain("state", "=", "open")
        self.search(domain & Domain("partner_id", "in", partners.ids))._judge_each()

    def _judge_each(self):
        today = fields.Date.context_today(self)
        for promise in self:
            if promise._is_kept():
                promise._with_pen().state = "kept"
            elif promise.date < today:
                promise._break()

    def _is_kept(self):
        self.ensure_one()
        # sudo: whoever registers the payment may not read reminders.
        paid = self.open_before - sum(self.sudo().item_ids.mapped("amount_residual"))
        owed = min(self.amount, self.open_before)
        return self.currency_id.compare_amounts(paid, owed) >= 0

    def _break(self):
        self._with_pen().state = "broken"
        self.partner_id._schedule_debt_activity(
            self.company_id,
            self.env._("Promise to pay was not kept"),
            self.env._(
                "Promised by %(date)s: %(amount)s",
                date=fields.Date.to_string(self.date),
                amount=self.currency_id.format(self.amount),
            ),
        )
