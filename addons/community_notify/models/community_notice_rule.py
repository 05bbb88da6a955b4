from ast import literal_eval

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain

from ..tools.timing import Timing

UNITS = [
    ("hours", "hours"),
    ("days", "days"),
    ("weeks", "weeks"),
    ("months", "months"),
    ("years", "years"),
]


class CommunityNoticeRule(models.Model):
    """When a notice goes out by itself: so long before or after a date."""

    _name = "community.notice.rule"
    _description = "Timing Rule"
    _order = "sequence, id"
    _rec_name = "sentence"

    active = fields.Boolean(default=True)
    sequence = fields.Integer(default=10)
    notice_id = fields.Many2one(
        "community.notice",
        required=True,
        ondelete="cascade",
        index=True,
        domain="[('model_id', '!=', False)]",
    )
    model_id = fields.Many2one(related="notice_id.model_id")
    model = fields.Char(related="notice_id.model", store=True)
    date_field_id = fields.Many2one(
        "ir.model.fields",
        "Date",
        required=True,
        ondelete="cascade",
        domain="[('model_id', '=', model_id), ('ttype', 'in', ('date', 'datetime')), "
        "('store', '=', True)]",
        help="A date of the record, such as a birthday, a due date or an expiry.",
    )
    offset = fields.Integer("How Long", default=7)
    offset_unit = fields.Selection(UNITS, "Unit", required=True, default="days")
    direction = fields.Selection(
        [("before", "before"), ("after", "after")], required=True, default="before"
    )
    repeat_every = fields.Integer(help="0 means that it is told once.")
    repeat_unit = fields.Selection(UNITS, required=True, default="days")
    repeat_times = fields.Integer(
        "Times More",
        help="How often it is repeated at most. It stops before that for records that "
        "do not meet the condition any more.",
    )
    send_hour = fields.Float(
        "At",
        default=9.0,
        help="Hour of the day on the company's clock, for dates without time.",
    )
    domain = fields.Char(
        "Only While",
        required=True,
        default="[]",
        help="Records that meet this at the time of sending, such as unpaid ones.",
    )
    catch_up_days = fields.Integer(
        "Catch Up",
        default=3,
        help="After an outage, what was due in these days is still told.",
    )
    valid_from = fields.Datetime(
        required=True,
        default=fields.Datetime.now,
        copy=False,
        help="Nothing that was due before is told.",
    )
    company_id = fields.Many2one("res.company", index="btree_not_null")
    last_run_at = fields.Datetime("Last Run", readonly=True, copy=False)
    sentence = fields.Char("Rule", compute="_compute_sentence")

    _ranges = models.Constraint(
        """CHECK (
            "offset" >= 0 AND repeat_every >= 0 AND repeat_times BETWEEN 0 AND 120
            AND catch_up_days BETWEEN 0 AND 60 AND send_hour >= 0 AND send_hour < 24
        )""",
        "Distances are not negative; at most 120 repetitions and 60 days to catch up.",
    )

    # ------------------------------------------------------------
    # COMPUTE, CONSTRAINS
    # ------------------------------------------------------------

    @api.depends(
        "notice_id.name",
        "date_field_id.field_description",
        "offset",
        "offset_unit",
        "direction",
        "repeat_every",
        "repeat_unit",
        "repeat_times",
        "domain",
    )
    @api.depends_context("lang")
    def _compute_sentence(self):
        for rule in self:
            rule.sentence = rule._describe()

    def _describe(self):
        """Return the rule in words, as one would say it."""
        if not (self.notice_id and self.date_field_id):
            return self.env._("A new rule")
        words = {
            "notice": self.notice_id.name,
            "distance": self._describe_distance(self.offset, self.offset_unit),
            "date": self.date_field_id.field_description,
        }
        if not self.offset:
            text = self.env._("%(notice)s: at “%(date)s”", **words)
        elif self.direction == "before":
            text = self.env._("%(notice)s: %(distance)s before “%(date)s”", **words)
        else:
            text = self.env._("%(notice)s: %(distance)s after “%(date)s”", **words)
        if self.repeat_every and self.repeat_times:
            text = self.env._(
                "%(text)s, then every %(distance)s, %(times)s times at most",
                text=text,
                distance=self._describe_distance(self.repeat_every, self.repeat_unit),
                times=self.repeat_times,
            )
        if self.domain and self.domain.strip() not in ("", "[]"):
            text = self.env._("%(text)s, while the condition holds", text=text)
        return text

    def _describe_distance(self, number, unit):
        words = {
            "hours": self.env._("%(number)s hours", number=number),
            "days": self.env._("%(number)s days", number=number),
            "weeks": self.env._("%(number)s weeks", number=number),
            "months": self.env._("%(number)s months", number=number),
            "years": self.env._("%(number)s years", number=number),
        }
        return words[unit or "days"]

    @api.constrains("domain", "date_field_id", "notice_id")
    def _check_fits(self):
        for rule in self:
            if (
                rule.date_field_id.model != rule.model
                or rule.date_field_id.ttype
                not in (
                    "date",
                    "datetime",
                )
            ):
                raise ValidationError(
                    self.env._(
                        "The date must be one of the records the notice is about."
                    )
                )
            rule._get_condition()

    def _get_condition(self):
        try:
            domain = Domain(literal_eval(self.domain or "[]"))
            domain.validate(self.env[self.model])
        except (ValueError, SyntaxError, TypeError) as error:
            raise ValidationError(
                self.env._("The condition of the rule cannot be read.")
            ) from error
        return domain

    @api.onchange("notice_id")
    def _onchange_notice_id(self):
        if self.date_field_id.model_id != self.notice_id.model_id:
            self.date_field_id = False

    def write(self, vals):
        """A rule that is switched on again does not tell what was due meanwhile."""
        if vals.get("active") and "valid_from" not in vals:
            vals = {**vals, "valid_from": fields.Datetime.now()}
        return super().write(vals)

    def _get_timing(self):
        """Return the rule as the plain facts of the pure functions."""
        self.ensure_one()
        company = self.company_id or self.env.company
        sign = -1 if self.direction == "before" else 1
        return Timing(
            offset=sign * self.offset,
            unit=self.offset_unit,
            every=self.repeat_every,
            every_unit=self.repeat_unit,
            times=self.repeat_times,
            at_hour=self.send_hour,
            timezone=company.partner_id.tz or "UTC",
        )
