import logging
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ..tools.service_form import get_visit_days

UNITS = [("day", "Days"), ("week", "Weeks"), ("month", "Months")]
AHEAD = 35  # days

_logger = logging.getLogger(__name__)


class CommunityServiceVisitPlan(models.Model):
    """A visit that comes again: filters every month, a round each Monday."""

    _name = "community.service.visit.plan"
    _description = "Recurring Visit"
    _inherit = ["community.member.card.number.guard", "mail.thread"]
    _order = "partner_id, id"
    _rec_name = "partner_id"
    _check_company_auto = True

    active = fields.Boolean(default=True)
    company_id = fields.Many2one(
        "res.company", required=True, index=True, default=lambda self: self.env.company
    )
    partner_id = fields.Many2one(
        "res.partner",
        "Customer",
        required=True,
        index=True,
        ondelete="restrict",
        check_company=True,
    )
    type_id = fields.Many2one(
        "community.service.type",
        required=True,
        index=True,
        ondelete="restrict",
        check_company=True,
    )
    user_id = fields.Many2one(
        "res.users",
        "Service Officer",
        index="btree_not_null",
        ondelete="restrict",
        domain=[("share", "=", False)],
        tracking=True,
        help="Empty: whoever serves the region and has the fewest visits.",
    )
    every = fields.Integer(default=1, required=True)
    unit = fields.Selection(UNITS, default="month", required=True)
    date_start = fields.Date(
        "First Visit", required=True, default=fields.Date.context_today
    )
    date_end = fields.Date("Until")
    hour = fields.Float("At", default=9.0)
    duration = fields.Float(
        compute="_compute_duration", store=True, readonly=False, precompute=True
    )
    task = fields.Text("What to Do")
    form_ids = fields.One2many(
        "community.service.form", "visit_plan_id", "Visits", readonly=True
    )

    _rhythm = models.Constraint(
        "CHECK (every > 0 AND hour >= 0 AND hour < 24 AND duration >= 0)",
        "A visit comes again after a day at least, at an hour of the day.",
    )

    @api.depends("type_id")
    def _compute_duration(self):
        for plan in self:
            plan.duration = plan.type_id.duration or 1.0

    @api.constrains("date_start", "date_end")
    def _check_dates(self):
        for plan in self:
            if plan.date_end and plan.date_end < plan.date_start:
                raise ValidationError(
                    self.env._("The last visit cannot be before the first.")
                )

    def action_make_visits(self):
        """Plan the visits of the next weeks now."""
        self.check_access("write")
        self._make_visits()

    @api.model
    def _cron_make_visits(self):
        plans = self.search([("date_start", "!=", False)])
        cron = self.env["ir.cron"]
        cron._commit_progress(remaining=len(plans))
        for plan in plans:
            try:
                with self.env.cr.savepoint():
                    plan._make_visits()
            except Exception:
                _logger.exception("The visits of plan %s were not made.", plan.id)
            if not cron._commit_progress(1):
                break

    def _make_visits(self):
        """Visits until five weeks ahead; those that are there stay as they are.

        :return: community.service.form, the new ones
        """
        made = self.env["community.service.form"]
        today = fields.Date.context_today(self)
        for plan in self:
            until = today + timedelta(days=AHEAD)
            until = min(until, plan.date_end or until)
            days = get_visit_days(
                plan.date_start, (plan.every, plan.unit), today, until
            )
            # sudo: visits that are planned are counted for all.
            known = set(plan.sudo().form_ids.mapped("visit_day"))
            made |= plan._make_forms([day for day in days if day not in known])
        return made

    def _make_forms(self, days):
        """:return: community.service.form"""
        self.ensure_one()
        # sudo: visits follow from the plan.
        forms = self.env["community.service.form"].sudo()
        made = forms
        for day in days:
            start = self._get_start(day)
            officer = self.user_id.filtered("active") or forms._suggest_officer(
                self.partner_id, self.type_id, start, self.company_id
            )
            made |= forms.create(
                {
                    "partner_id": self.partner_id.id,
                    "company_id": self.company_id.id,
                    "type_id": self.type_id.id,
                    "user_id": officer.id,
                    "date_from": start,
                    "date_to": start + timedelta(hours=self.duration),
                    "task": self.task,
                    "state": "planned",
                    "visit_plan_id": self.id,
                    "visit_day": day,
                }
            )
        return made

    def _get_start(self, day):
        """The hour of the plan in the time zone of the company, as UTC."""
        zone = ZoneInfo(self.company_id.partner_id.tz or self.env.user.tz or "UTC")
        minutes = round(self.hour * 60)
        local = datetime.combine(day, time(), zone) + timedelta(minutes=minutes)
        return local.astimezone(UTC).replace(tzinfo=None)
