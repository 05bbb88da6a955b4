from odoo import api, fields, models
from odoo.exceptions import UserError

from ..models.community_event_series import MONTH_BY, UNITS, WEEKDAYS

RULE = ("unit", "every", *WEEKDAYS, "month_by", "end_by", "count", "until")


class CommunityEventRepeat(models.TransientModel):
    """How often an event repeats; says the days before it makes anything."""

    _name = "community.event.repeat"
    _description = "Repetition of an Event"
    _inherit = "community.member.card.number.guard"

    event_id = fields.Many2one(
        "event.event", required=True, readonly=True, ondelete="cascade"
    )
    unit = fields.Selection(UNITS, required=True, default="week")
    every = fields.Integer("Repeat Every", required=True, default=1)
    mon = fields.Boolean()
    tue = fields.Boolean()
    wed = fields.Boolean()
    thu = fields.Boolean()
    fri = fields.Boolean()
    sat = fields.Boolean()
    sun = fields.Boolean()
    month_by = fields.Selection(MONTH_BY, "On the Same", required=True, default="date")
    end_by = fields.Selection(
        [("count", "After a Number"), ("until", "On a Day")],
        "Ends",
        required=True,
        default="count",
    )
    count = fields.Integer("How Many in All", default=10)
    until = fields.Date("Last Day")
    preview = fields.Text(compute="_compute_preview")

    @api.model
    def default_get(self, fields):
        """The rule of the series, else a week later on the same weekday."""
        self.check_access("create")
        values = super().default_get(fields)
        event = self.env["event.event"].browse(values.get("event_id"))
        if event.series_id:
            values |= {name: event.series_id[name] for name in RULE if name in fields}
        elif event:
            values[WEEKDAYS[event._get_local_day().weekday()]] = True
        return values

    @api.depends("event_id", *RULE)
    def _compute_preview(self):
        for wizard in self:
            wizard.preview = False
            if not wizard._get_refusal():
                series = self.env["community.event.series"].new(wizard._get_rule())
                wizard.preview = series._get_preview(wizard.event_id)

    def _get_rule(self):
        return {name: self[name] for name in RULE}

    def _get_refusal(self):
        """What misses in the window, in words."""
        if self.end_by == "until" and not self.until:
            return self.env._("Say on which day the series ends.")
        if not 1 <= self.every <= 365 or not 1 <= self.count <= 200:
            return self.env._("A series has at most 200 events.")
        return False

    def action_apply(self):
        """Make the events of the series that are not there yet."""
        self.ensure_one()
        event = self.event_id
        event.check_access("write")
        event._check_may_repeat()
        if refusal := self._get_refusal():
            raise UserError(refusal)
        series = event.series_id
        if series:
            series.write(self._get_rule())
        else:
            series = series.create(
                {
                    "name": event.name,
                    "company_id": event.company_id.id,
                    **self._get_rule(),
                }
            )
        series._generate(event)
        return series.action_open_events()
