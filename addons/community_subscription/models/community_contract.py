from odoo import api, fields, models

STATES = [
    ("draft", "Draft"),
    ("active", "Active"),
    ("hold", "On Hold"),
    ("grace", "In Grace"),
    ("past_due", "Past Due"),
    ("closing", "Closing"),
    ("ended", "Ended"),
]
STATE_REASONS = [
    ("not_accepted", "Not accepted yet"),
    ("not_started", "Begins later"),
    ("trial", "Trial"),
    ("running", "In order"),
    ("hold_manual", "Held by the club"),
    ("hold_self", "Held by the member"),
    ("hold_debt", "Held for debt"),
    ("hold_mass", "Club is closed"),
    ("unpaid", "Payment is late"),
    ("notice", "Notice was given"),
    ("term_ends", "Term ends"),
    ("term_over", "Term is over"),
    ("closed_member", "Closed by the member"),
    ("closed_club", "Closed by the club"),
    ("closed_unpaid", "Closed for debt"),
    ("changed", "Followed by another contract"),
]


class CommunityContract(models.Model):
    """What was agreed with a member: who, what, from when, and who pays."""

    _name = "community.contract"
    _description = "Subscription Contract"
    _inherit = [
        "community.member.card.number.guard",
        "mail.thread",
        "mail.activity.mixin",
    ]
    _order = "id DESC"
    _check_company_auto = True

    name = fields.Char(
        "Number", required=True, readonly=True, copy=False, default="/", index="trigram"
    )
    plan_id = fields.Many2one(
        "community.plan",
        required=True,
        index=True,
        check_company=True,
        tracking=True,
        ondelete="restrict",
    )
    company_id = fields.Many2one(
        "res.company",
        required=True,
        index=True,
        default=lambda self: self.env.company,
    )
    partner_id = fields.Many2one(
        "res.partner",
        "Member",
        required=True,
        index=True,
        check_company=True,
        tracking=True,
        ondelete="restrict",
    )
    payer_id = fields.Many2one(
        "res.partner",
        compute="_compute_payer_id",
        store=True,
        readonly=False,
        required=True,
        precompute=True,
        index=True,
        check_company=True,
        tracking=True,
        ondelete="restrict",
        help="Invoices are addressed to the payer.",
    )
    pricelist_id = fields.Many2one(
        "product.pricelist",
        compute="_compute_commercial_terms",
        store=True,
        readonly=False,
        precompute=True,
        check_company=True,
        ondelete="restrict",
    )
    currency_id = fields.Many2one(
        "res.currency",
        compute="_compute_currency_id",
        store=True,
        readonly=False,
        required=True,
        precompute=True,
    )
    fiscal_position_id = fields.Many2one(
        "account.fiscal.position",
        compute="_compute_commercial_terms",
        store=True,
        readonly=False,
        precompute=True,
        check_company=True,
        ondelete="restrict",
    )
    payment_term_id = fields.Many2one(
        "account.payment.term",
        compute="_compute_commercial_terms",
        store=True,
        readonly=False,
        precompute=True,
        check_company=True,
        ondelete="restrict",
    )
    user_id = fields.Many2one(
        "res.users", "Responsible", default=lambda self: self.env.user, index=True
    )
    line_ids = fields.One2many("community.contract.line", "contract_id", copy=True)
    period_ids = fields.One2many(
        "community.contract.period", "contract_id", "Payment Schedule"
    )
    hold_ids = fields.One2many("community.contract.hold", "contract_id", "Holds")
    change_ids = fields.One2many("community.contract.change", "contract_id", "Changes")
    seat_ids = fields.One2many("community.contract.seat", "contract_id", "Seats")

    # Standing
    state = fields.Selection(
        STATES,
        default="draft",
        required=True,
        readonly=True,
        copy=False,
        tracking=True,
        index=True,
    )
    state_reason = fields.Selection(
        STATE_REASONS, "Reason", default="not_accepted", readonly=True, copy=False
    )
    date_start = fields.Date(
        "Begins", default=fields.Date.context_today, required=True, copy=False
    )
    date_end = fields.Date(
        "Term Ends",
        copy=False,
        readonly=True,
        tracking=True,
        index=True,
        help="Last day of the term, moved by holds; empty: until somebody ends it.",
    )
    trial_end = fields.Date(readonly=True, copy=False)
    close_date = fields.Date(
        "Closes On",
        copy=False,
        readonly=True,
        tracking=True,
        help="Last day after notice was given.",
    )
    close_reason_id = fields.Many2one(
        "community.member.reason", readonly=True, copy=False, ondelete="restrict"
    )
    closed_by = fields.Selection(
        [("member", "Member"), ("club", "Club"), ("unpaid", "Debt")],
        readonly=True,
        copy=False,
    )
    close_refund = fields.Boolean(
        "Refund on Closing",
        default=True,
        readonly=True,
        copy=False,
        help="What was billed for days after the last one is credited.",
    )
    confirmed_on = fields.Date("Accepted On", readonly=True, copy=False)
    billed_until = fields.Date(readonly=True, copy=False, help="Last billed day.")
    paid_until = fields.Date(
        "Valid Until", readonly=True, copy=False, index=True, help="Last paid day."
    )
    overdue_since = fields.Date(
        readonly=True, copy=False, help="Due date of the oldest unpaid invoice."
    )
    next_bill_date = fields.Date(
        "Next Invoice", readonly=True, copy=False, index="btree_not_null"
    )
    bill_error = fields.Text("Cannot Be Billed", readonly=True, copy=False)
    bill_error_date = fields.Datetime(readonly=True, copy=False)

    # Getting paid
    auto_charge = fields.Boolean("Charge Automatically", copy=False, tracking=True)
    payment_token_id = fields.Many2one(
        "payment.token",
        "Saved Card",
        copy=False,
        index="btree_not_null",
        ondelete="set null",
        groups="community_subscription.group_subscription_officer",
    )

    # Acceptance
    signature = fields.Binary(attachment=True, copy=False, readonly=True)
    signed_by = fields.Char(copy=False, readonly=True)
    signed_on = fields.Datetime(copy=False, readonly=True)
    signed_ip = fields.Char("Signed From", copy=False, readonly=True)
    signed_hash = fields.Char(
        "Fingerprint", copy=False, readonly=True, help="SHA-256 of the text signed."
    )

    # Figures
    mrr = fields.Monetary(
        "Monthly Revenue",
        readonly=True,
        copy=False,
        help="What the recurring lines bring in a month, without taxes.",
    )
    analytic_account_id = fields.Many2one(
        "account.analytic.account",
        copy=False,
        check_company=True,
        index="btree_not_null",
        ondelete="restrict",
    )
    note = fields.Text("Internal Note")

    _name_uniq = models.Constraint(
        "UNIQUE (name, company_id)", "This contract number is taken already."
    )
    _dates_in_order = models.Constraint(
        "CHECK (date_end IS NULL OR date_end >= date_start - 1)",
        "A contract cannot end before it begins.",
    )
    _due_index = models.Index(
        "(company_id, next_bill_date, id) WHERE next_bill_date IS NOT NULL"
    )

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            if vals.get("name", "/") == "/":
                vals["name"] = self.env["ir.sequence"].next_by_code(
                    "community.contract"
                )
        return super().create(vals_list)

    @api.depends("partner_id")
    def _compute_payer_id(self):
        for contract in self:
            partner = contract.partner_id
            contract.payer_id = (
                partner.household_id.payer_id or partner.guardian_id or partner
            )

    @api.depends("payer_id", "plan_id", "company_id")
    def _compute_commercial_terms(self):
        for contract in self:
            payer = contract.payer_id.with_company(contract.company_id)
            contract.pricelist_id = payer.property_product_pricelist
            contract.payment_term_id = (
                contract.plan_id.payment_term_id or payer.property_payment_term_id
            )
            contract.fiscal_position_id = (
                self.env["account.fiscal.position"]
                .with_company(contract.company_id)
                ._get_fiscal_position(payer)
            )

    @api.depends("pricelist_id", "company_id")
    def _compute_currency_id(self):
        for contract in self:
            contract.currency_id = (
                contract.pricelist_id.currency_id or contract.company_id.currency_id
            )

    @api.depends("name", "plan_id", "partner_id")
    @api.depends_context("lang")
    def _compute_display_name(self):
        for contract in self:
            number = contract.name
            if number == "/":
                number = self.env._("New contract")
            contract.display_name = " · ".join(
                part
                for part in (
                    number,
                    contract.partner_id.name,
                    contract.plan_id.name,
                )
                if part
            )
