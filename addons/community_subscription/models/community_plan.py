from odoo import fields, models

PERIOD_UNITS = [
    ("day", "Days"),
    ("week", "Weeks"),
    ("month", "Months"),
    ("year", "Years"),
]


class CommunityPlan(models.Model):
    """What is sold: a tariff whose periods are billed one after the other.

    Prices, taxes and accounts are those of Odoo's products and pricelists.
    """

    _name = "community.plan"
    _description = "Subscription Plan"
    _inherit = ["community.member.card.number.guard", "mail.thread"]
    _order = "sequence, name, id"

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    color = fields.Integer()
    company_id = fields.Many2one("res.company", index=True)
    description = fields.Text(
        translate=True, help="Shown to members who choose a plan."
    )
    kind = fields.Selection(
        [("time", "Time"), ("visits", "Visits"), ("usage", "Usage")],
        "Sold By",
        default="time",
        required=True,
        help="Time: rights run with the calendar. Visits: a number of visits in each "
        "period. Usage: what was used is billed afterwards.",
    )
    line_ids = fields.One2many("community.plan.line", "plan_id", "Products", copy=True)
    allowance_ids = fields.One2many(
        "community.plan.allowance", "plan_id", "Included Quantities", copy=True
    )

    # When a period begins and ends, and when it is billed
    interval_number = fields.Integer("Every", default=1, required=True)
    interval_unit = fields.Selection(
        PERIOD_UNITS, "Period", default="month", required=True
    )
    anchor = fields.Selection(
        [("anniversary", "Day of Joining"), ("calendar", "Fixed Day")],
        "Periods Begin",
        default="anniversary",
        required=True,
    )
    anchor_day = fields.Integer(
        "Day",
        default=1,
        help="Of the month (31 means its last day), or of the week (1 is Monday).",
    )
    anchor_month = fields.Integer("Month", default=1, help="For periods of years.")
    billing_mode = fields.Selection(
        [("advance", "In Advance"), ("arrears", "In Arrears")],
        default="advance",
        required=True,
    )
    bill_days_before = fields.Integer(
        "Invoice Days Before",
        help="The invoice is made so many days before the period begins.",
    )
    first_period = fields.Selection(
        [("prorate", "By Days"), ("full", "In Full"), ("free", "Free")],
        "First Broken Period",
        default="prorate",
        required=True,
    )
    last_period = fields.Selection(
        [("prorate", "By Days"), ("full", "In Full")],
        "Last Broken Period",
        default="prorate",
        required=True,
    )
    instalments = fields.Integer(
        default=1, help="Each period is billed in so many equal parts."
    )
    payment_term_id = fields.Many2one("account.payment.term", ondelete="restrict")

    # How long it runs
    term_number = fields.Integer("Term", help="0: until somebody ends it.")
    term_unit = fields.Selection(PERIOD_UNITS, default="month")
    renewal = fields.Selection(
        [
            ("auto", "Goes On by Itself"),
            ("ask", "Offered to the Member"),
            ("none", "Ends"),
        ],
        default="auto",
        required=True,
        help="What happens at the end of the term.",
    )
    renewal_offer_days = fields.Integer("Offer Days Before the End", default=30)
    trial_number = fields.Integer("Trial")
    trial_unit = fields.Selection(PERIOD_UNITS, default="day")
    grace_days = fields.Integer(
        default=14, help="So long after the due date rights go on without payment."
    )
    notice_number = fields.Integer("Notice Period")
    notice_unit = fields.Selection(PERIOD_UNITS, default="month")
    close_after_unpaid_days = fields.Integer(
        help="Closes the contract when an invoice stays unpaid so long. 0: never."
    )

    # Joining fee, once
    joining_product_id = fields.Many2one(
        "product.product", "Joining Fee", ondelete="restrict"
    )
    joining_price = fields.Float(digits="Product Price")

    # Who may hold it
    category_ids = fields.Many2many(
        "community.member.category",
        "community_plan_member_category_rel",
        "plan_id",
        "category_id",
        "Only for Categories",
    )
    holder_kind = fields.Selection(
        [("anybody", "Anybody"), ("person", "Persons"), ("company", "Organisations")],
        "For",
        default="anybody",
        required=True,
    )
    age_min = fields.Integer("From Age")
    age_max = fields.Integer("Up to Age", help="0: no limit.")
    seat_kind = fields.Selection(
        [("none", "One Person"), ("family", "Household"), ("corporate", "Employees")],
        "Seats",
        default="none",
        required=True,
    )
    seat_limit = fields.Integer("Number of Seats", default=1)
    grants_membership = fields.Boolean(
        default=True, help="A paid period also extends the membership."
    )

    # Holds
    hold_allowed = fields.Boolean("Holds", default=True)
    hold_by_member = fields.Boolean("Members Hold Themselves")
    hold_days_max = fields.Integer("Days a Year on Hold", default=60)
    hold_days_min = fields.Integer("Shortest Hold (Days)", default=7)
    hold_fee_mode = fields.Selection(
        [
            ("free", "Free"),
            ("fee", "One Fee"),
            ("reduced", "Reduced Price"),
            ("full", "Billed as Usual"),
        ],
        "During a Hold",
        default="free",
        required=True,
    )
    hold_fee_product_id = fields.Many2one("product.product", ondelete="restrict")
    hold_fee = fields.Float(digits="Product Price")
    hold_percent = fields.Float("Price During a Hold (%)", default=50)

    # What the member may do alone
    is_published = fields.Boolean("On the Website")
    require_signature = fields.Boolean(default=True)
    close_by_member = fields.Boolean("Members Close Themselves", default=True)
    next_plan_ids = fields.Many2many(
        "community.plan",
        "community_plan_next_rel",
        "plan_id",
        "next_id",
        "Members May Change To",
    )
    terms = fields.Html(translate=True, help="What the member accepts and signs.")
    track_profit = fields.Boolean(
        default=True, help="Gives each contract an analytic account of its own."
    )

    _interval_positive = models.Constraint(
        "CHECK (interval_number > 0)", "A period is at least one unit long."
    )
    _instalments_positive = models.Constraint(
        "CHECK (instalments > 0)", "A period is billed in at least one part."
    )
    _days_not_negative = models.Constraint(
        "CHECK (grace_days >= 0 AND term_number >= 0 AND trial_number >= 0 "
        "AND notice_number >= 0 AND bill_days_before >= 0 "
        "AND close_after_unpaid_days >= 0)",
        "Numbers of days cannot be negative.",
    )
    _anchor_in_range = models.Constraint(
        "CHECK (anchor_day BETWEEN 1 AND 31 AND anchor_month BETWEEN 1 AND 12)",
        "The day is between 1 and 31, the month between 1 and 12.",
    )
    _hold_percent_in_range = models.Constraint(
        "CHECK (hold_percent BETWEEN 0 AND 100)",
        "The price during a hold is between 0 and 100 %.",
    )
