from odoo import api, fields, models

from ..tools.membership_term import Term

MONTHS = [
    ("1", "January"),
    ("2", "February"),
    ("3", "March"),
    ("4", "April"),
    ("5", "May"),
    ("6", "June"),
    ("7", "July"),
    ("8", "August"),
    ("9", "September"),
    ("10", "October"),
    ("11", "November"),
    ("12", "December"),
]


class CommunityMemberCategory(models.Model):
    _name = "community.member.category"
    _description = "Member Category"
    _inherit = "community.member.tree.mixin"
    _parent_store = True
    _member_field = "member_category_ids"

    parent_id = fields.Many2one(
        "community.member.category", "Above", index=True, ondelete="restrict"
    )
    kind = fields.Selection(
        [
            ("any", "Everybody"),
            ("individual", "Individual members"),
            ("corporate", "Corporate members"),
            ("employee", "Employees of members"),
        ],
        string="For",
        default="any",
        required=True,
    )
    role = fields.Selection(
        [
            ("member", "Member"),
            ("customer", "Customer"),
            ("supplier", "Supplier"),
            ("channel", "Sales Channel"),
            ("partner", "Business Partner"),
            ("subscriber", "Subscriber"),
            ("other", "Other"),
        ],
        default="member",
        required=True,
        help="What the organisation is to us; one record may hold several categories.",
    )
    channel_type = fields.Selection(
        [
            ("dealer", "Dealer"),
            ("service", "Service"),
            ("wholesaler", "Wholesaler"),
            ("agent", "Agent"),
            ("other", "Other"),
        ]
    )
    description = fields.Text(translate=True)
    member_properties_definition = fields.PropertiesDefinition("Extra Fields")
    extra_field_names = fields.Char(compute="_compute_extra_field_names")

    term_kind = fields.Selection(
        [("rolling", "From the day of joining"), ("fixed", "Same end for everybody")],
        string="Membership Term",
        default="rolling",
        required=True,
    )
    term_length = fields.Integer(default=1, required=True)
    term_unit = fields.Selection(
        [("days", "Days"), ("months", "Months"), ("years", "Years")],
        default="years",
        required=True,
    )
    term_start_month = fields.Selection(MONTHS, default="1", string="Period Starts in")
    term_start_day = fields.Integer(default=1)
    term_rollover_month = fields.Selection(
        MONTHS,
        string="Rollover From",
        help="Who joins on or after this day is valid to the end of the next period.",
    )
    term_rollover_day = fields.Integer(default=1)

    _term_length_positive = models.Constraint(
        "CHECK (term_length > 0)", "A membership term lasts at least one unit."
    )
    _term_days = models.Constraint(
        "CHECK (term_start_day BETWEEN 1 AND 31"
        " AND term_rollover_day BETWEEN 1 AND 31)",
        "A day of the month is between 1 and 31.",
    )

    @api.depends("member_properties_definition")
    def _compute_extra_field_names(self):
        for category in self:
            definition = category.member_properties_definition or []
            names = [extra.get("string") or "" for extra in definition]
            category.extra_field_names = ", ".join(filter(None, names))

    def _get_term(self):
        """The membership term as the pure functions take it."""
        self.ensure_one()
        return Term(
            kind=self.term_kind,
            length=self.term_length,
            unit=self.term_unit,
            start_month=int(self.term_start_month or 1),
            start_day=self.term_start_day,
            rollover_month=int(self.term_rollover_month or 0),
            rollover_day=self.term_rollover_day,
        )
