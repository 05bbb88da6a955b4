from odoo import api, fields, models, tools
from odoo.tools import SQL

from ..tools.member_state import EVENTS, Bound, StateRule

STATE_SELECTION = [
    ("potential", "Potential"),
    ("applicant", "Applicant"),
    ("new", "New"),
    ("current", "Current"),
    ("grace", "In Grace"),
    ("expired", "Expired"),
    ("suspended", "Suspended"),
    ("resigned", "Resigned"),
    ("deceased", "Deceased"),
]
EVENT_SELECTION = [
    ("applied_on", "Application"),
    ("member_since", "Member Since"),
    ("start", "Start"),
    ("end", "End"),
    ("suspended_from", "Suspended From"),
    ("suspended_until", "Suspended Until"),
    ("resigned_on", "Resigned On"),
    ("deceased_on", "Deceased On"),
]
# Where the facts of the pure function are kept on res.partner.
EVENT_FIELDS = {
    "applied_on": "membership_applied_on",
    "member_since": "member_since",
    "start": "membership_start",
    "end": "membership_end",
    "suspended_from": "membership_suspended_from",
    "suspended_until": "membership_suspended_until",
    "resigned_on": "membership_resigned_on",
    "deceased_on": "deceased_on",
}
UNIT_SELECTION = [
    ("days", "Days"),
    ("weeks", "Weeks"),
    ("months", "Months"),
    ("years", "Years"),
]

assert set(EVENT_FIELDS) == set(EVENTS)


class CommunityMemberStateRule(models.Model):
    _name = "community.member.state.rule"
    _description = "Member State Rule"
    _inherit = "community.member.card.number.guard"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    state = fields.Selection(STATE_SELECTION, required=True)
    counts_as_member = fields.Boolean(
        help="Whoever is in this state has the rights of a member."
    )
    start_event = fields.Selection(
        EVENT_SELECTION, help="Empty: the rule needs no date to begin."
    )
    start_offset = fields.Integer()
    start_unit = fields.Selection(UNIT_SELECTION, default="days", required=True)
    end_event = fields.Selection(
        EVENT_SELECTION, help="Empty, or a member without this date: without end."
    )
    end_offset = fields.Integer()
    end_unit = fields.Selection(UNIT_SELECTION, default="days", required=True)
    category_ids = fields.Many2many(
        "community.member.category",
        string="Only for Categories",
        help="Main category of the member. Empty: for everybody.",
    )

    sentence = fields.Char("In Words", compute="_compute_sentence")

    _offset_range = models.Constraint(
        "CHECK (abs(start_offset) <= 36500 AND abs(end_offset) <= 36500)",
        "An offset stays within a hundred years.",
    )

    @api.depends(
        "start_event",
        "start_offset",
        "start_unit",
        "end_event",
        "end_offset",
        "end_unit",
        "counts_as_member",
    )
    @api.depends_context("lang")
    def _compute_sentence(self):
        for rule in self:
            start = rule._get_bound_text(
                rule.start_event, rule.start_offset, rule.start_unit
            )
            end = rule._get_bound_text(rule.end_event, rule.end_offset, rule.end_unit)
            if start and end:
                period = self.env._("From %(start)s to %(end)s", start=start, end=end)
            elif start:
                period = self.env._("From %(start)s on", start=start)
            elif end:
                period = self.env._("Until %(end)s", end=end)
            else:
                period = self.env._("Whenever no other rule applies")
            rule.sentence = (
                self.env._("%(period)s; has the rights of a member", period=period)
                if rule.counts_as_member
                else self.env._("%(period)s; no rights of a member", period=period)
            )

    def _get_bound_text(self, event, offset, unit):
        """A bound in words: "30 days after End"."""
        if not event:
            return ""
        labels = dict(self._fields["start_event"]._description_selection(self.env))
        day = self.env._("the day of “%(event)s”", event=labels[event])
        if not offset:
            return day
        length = self._get_length_text(abs(offset), unit)
        if offset > 0:
            return self.env._("%(length)s after %(day)s", length=length, day=day)
        return self.env._("%(length)s before %(day)s", length=length, day=day)

    def _get_length_text(self, count, unit):
        if count == 1:
            return {
                "days": self.env._("1 day"),
                "weeks": self.env._("1 week"),
                "months": self.env._("1 month"),
                "years": self.env._("1 year"),
            }[unit]
        return {
            "days": self.env._("%(count)s days", count=count),
            "weeks": self.env._("%(count)s weeks", count=count),
            "months": self.env._("%(count)s months", count=count),
            "years": self.env._("%(count)s years", count=count),
        }[unit]

    @api.model_create_multi
    def create(self, vals_list):
        self.env.registry.clear_cache()
        return super().create(vals_list)

    def write(self, vals):
        self.env.registry.clear_cache()
        return super().write(vals)

    def unlink(self):
        self.env.registry.clear_cache()
        return super().unlink()

    @api.model
    @tools.ormcache()
    def _get_rules(self):
        """Every active rule, in order, as the pure function takes them."""
        # sudo: the rules decide for everybody, whoever saves the member.
        return tuple(rule._get_rule() for rule in self.sudo().search([]))

    def _get_rule(self):
        self.ensure_one()
        return StateRule(
            state=self.state,
            counts_as_member=self.counts_as_member,
            start=Bound(self.start_event, self.start_offset, self.start_unit)
            if self.start_event
            else None,
            end=Bound(self.end_event, self.end_offset, self.end_unit)
            if self.end_event
            else None,
            category_ids=frozenset(self.category_ids.ids),
        )

    def action_apply_rules(self):
        """Recompute everybody now instead of tonight, and say how many moved."""
        self.check_access("write")
        moved = self.env["res.partner"]._refresh_member_states()
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "success",
                "message": self.env._("%(count)s members changed state.", count=moved),
            },
        }

    @api.model
    def _sql_standing(self, alias, day):
        """The rules as two SQL expressions, state and counts_as_member, on `day`."""
        states, counts = [], []
        for rule in self._get_rules():
            condition = self._sql_condition(rule, alias, day)
            states.append(SQL("WHEN %s THEN %s", condition, rule.state))
            counts.append(SQL("WHEN %s THEN %s", condition, rule.counts_as_member))
        overrides = [
            SQL(
                "WHEN %s = %s THEN %s",
                SQL.identifier(alias, "member_state_override"),
                state,
                next(
                    (r.counts_as_member for r in self._get_rules() if r.state == state),
                    False,
                ),
            )
            for state, _label in STATE_SELECTION
        ]
        override = SQL.identifier(alias, "member_state_override")
        state = SQL(
            "CASE WHEN %(override)s IS NOT NULL THEN %(override)s"
            " %(rules)s ELSE 'potential' END",
            override=override,
            rules=SQL(" ").join(states),
        )
        counted = SQL("CASE %s ELSE false END", SQL(" ").join(overrides + counts))
        return state, counted

    def _sql_condition(self, rule, alias, day):
        conditions = [SQL("true")]
        if rule.category_ids:
            column = SQL.identifier(alias, "member_category_id")
            conditions.append(SQL("%s IN %s", column, tuple(rule.category_ids)))
        if rule.start:
            conditions.append(SQL("%s <= %s", self._sql_bound(rule.start, alias), day))
        if rule.end:
            bound = self._sql_bound(rule.end, alias)
            conditions.append(SQL("(%s) IS NULL OR %s >= %s", bound, bound, day))
        return SQL("(%s)", SQL(" AND ").join(SQL("(%s)", c) for c in conditions))

    def _sql_bound(self, bound, alias):
        column = SQL.identifier(alias, EVENT_FIELDS[bound.event])
        interval = f"{bound.offset} {bound.unit}"
        return SQL("(%s + %s::interval)::date", column, interval)
