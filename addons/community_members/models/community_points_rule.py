from odoo import api, fields, models

from ..tools.points_rules import PointsRule

TRIGGERS = [
    ("event_attendance", "Event attended"),
    ("event_organised", "Event organised"),
    ("dues_paid", "Invoice paid on time"),
    ("referral", "New member referred"),
    ("volunteering", "Volunteering (hours)"),
    ("anniversary", "Anniversary of the membership"),
    ("no_show", "Registered and not come"),
    ("manual", "Granted by hand"),
]
# A change of one of these makes a new version; entries keep the one they came from.
DECIDING = (
    "amount",
    "cap_per_day",
    "cap_per_period",
    "cap_per_source",
    "category_ids",
    "date_from",
    "date_to",
    "expiry_months",
    "full_count",
    "per_unit",
    "period_days",
    "reduced_percent",
    "trigger",
)


class CommunityPointsRule(models.Model):
    _name = "community.points.rule"
    _description = "Points Rule"
    _inherit = ["community.member.card.number.guard", "mail.thread"]
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True, tracking=True)
    company_id = fields.Many2one(
        "res.company", index="btree_not_null", help="Empty: for every company."
    )
    trigger = fields.Selection(
        TRIGGERS, "Earned By", required=True, default="manual", index=True
    )
    amount = fields.Integer("Points", required=True, default=10, tracking=True)
    per_unit = fields.Boolean(
        "Per Hour or Unit",
        tracking=True,
        help="Points are for each hour or unit instead of for the whole.",
    )
    cap_per_day = fields.Integer("At Most per Day", tracking=True)
    cap_per_source = fields.Integer(
        "At Most per Event",
        tracking=True,
        help="Event, or whatever else the points come from.",
    )
    cap_per_period = fields.Integer("At Most per Period", tracking=True)
    period_days = fields.Integer("Days of a Period", default=30, tracking=True)
    full_count = fields.Integer(
        "Times at Full Points",
        tracking=True,
        help="After so many times within a period each further time earns less than "
        "the one before. 0: always full points.",
    )
    reduced_percent = fields.Integer("Then Percent of the Last", default=50)
    expiry_months = fields.Integer(
        "Expire after Months", tracking=True, help="0: never."
    )
    date_from = fields.Date("In Force From", tracking=True)
    date_to = fields.Date("In Force Until", tracking=True)
    category_ids = fields.Many2many(
        "community.member.category",
        string="Only for Categories",
        help="Empty: for every member.",
    )
    version = fields.Integer(default=1, readonly=True, copy=False, tracking=True)

    sentence = fields.Char("In Words", compute="_compute_sentence")

    _limits_range = models.Constraint(
        "CHECK (cap_per_day >= 0 AND cap_per_source >= 0 AND cap_per_period >= 0"
        " AND full_count >= 0 AND expiry_months >= 0 AND period_days BETWEEN 1 AND 3660"
        " AND reduced_percent BETWEEN 0 AND 100)",
        "Limits are not negative; a period has 1 to 3660 days.",
    )
    _amount_range = models.Constraint(
        "CHECK (abs(amount) <= 1000000)", "That is more points than a rule can give."
    )
    _dates_order = models.Constraint(
        "CHECK (date_to IS NULL OR date_from IS NULL OR date_to >= date_from)",
        "A rule cannot end before it begins.",
    )

    @api.depends(
        "amount",
        "cap_per_day",
        "cap_per_source",
        "cap_per_period",
        "expiry_months",
        "full_count",
        "per_unit",
        "period_days",
        "reduced_percent",
    )
    @api.depends_context("lang")
    def _compute_sentence(self):
        for rule in self:
            rule.sentence = "; ".join(rule._get_sentence_parts())

    def _get_sentence_parts(self):
        """The rule in words, part by part."""
        self.ensure_one()
        translate = self.env._
        text = (
            translate("%(points)s points per hour or unit", points=self.amount)
            if self.per_unit
            else translate("%(points)s points", points=self.amount)
        )
        parts = [text]
        if self.cap_per_day:
            parts.append(translate("at most %(cap)s a day", cap=self.cap_per_day))
        if self.cap_per_source:
            parts.append(
                translate("at most %(cap)s per event", cap=self.cap_per_source)
            )
        if self.cap_per_period:
            parts.append(
                translate(
                    "at most %(cap)s in %(days)s days",
                    cap=self.cap_per_period,
                    days=self.period_days,
                )
            )
        if self.full_count:
            parts.append(
                translate(
                    "after %(count)s times in %(days)s days each earns %(percent)s %% "
                    "of the one before",
                    count=self.full_count,
                    days=self.period_days,
                    percent=self.reduced_percent,
                )
            )
        if self.expiry_months:
            parts.append(
                translate("expire after %(months)s months", months=self.expiry_months)
            )
        return parts

    def write(self, vals):
        if not any(name in vals for name in DECIDING):
            return super().write(vals)
        for rule in self:
            changed = rule._changes(vals)
            bump = {"version": rule.version + 1} if changed else {}
            super(CommunityPointsRule, rule).write(vals | bump)
        return True

    def _changes(self, vals):
        """Whether `vals` change what the rule gives."""
        for name in DECIDING:
            if name not in vals:
                continue
            field = self._fields[name]
            if field.type == "many2many" or vals[name] != field.convert_to_write(
                self[name], self
            ):
                return True
        return False

    def _get_rule(self):
        """The rule as the pure function takes it."""
        self.ensure_one()
        return PointsRule(
            rule_id=self.id,
            amount=self.amount,
            version=self.version,
            per_unit=self.per_unit,
            cap_per_day=self.cap_per_day,
            cap_per_source=self.cap_per_source,
            cap_per_period=self.cap_per_period,
            period_days=self.period_days,
            full_count=self.full_count,
            reduced_percent=self.reduced_percent,
            expiry_months=self.expiry_months,
            date_from=self.date_from or None,
            date_to=self.date_to or None,
            category_ids=frozenset(self.category_ids.ids),
        )

    def action_open_entries(self):
        self.ensure_one()
        self.check_access("read")
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "community_members.community_points_entry_action"
        )
        return action | {"domain": [("rule_id", "=", self.id)], "context": {}}
