from datetime import datetime, timedelta

import pytz

from odoo import api, fields, models, tools

from ..tools.promise import PolicyFacts
from .community_ticket import PRIORITIES
from .community_ticket_coverage import COVERAGES

# Working time is looked up so far ahead; a promise beyond ends with it.
HORIZON = timedelta(days=120)


class CommunityTicketPolicy(models.Model):
    """What is promised to whom: how soon the first answer, news and the solution."""

    _name = "community.ticket.policy"
    _description = "Promise Policy"
    _inherit = "community.member.card.number.guard"
    _order = "sequence, id"
    _check_company_auto = True

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    company_id = fields.Many2one(
        "res.company", required=True, index=True, default=lambda self: self.env.company
    )

    type_ids = fields.Many2many("community.ticket.type", string="Types")
    group_ids = fields.Many2many(
        "community.ticket.group", string="Groups", check_company=True
    )
    organisation_ids = fields.Many2many(
        "res.partner",
        "community_ticket_policy_organisation_rel",
        string="Organisations",
        domain=[("is_company", "=", True)],
    )
    plan_ids = fields.Many2many("community.plan", string="Plans", check_company=True)
    only_vip = fields.Boolean("Important Customers Only")
    priority_from = fields.Selection(
        PRIORITIES, "Priority at Least", required=True, default="0"
    )
    coverage = fields.Selection(COVERAGES)

    calendar_id = fields.Many2one(
        "resource.calendar",
        "Working Hours",
        check_company=True,
        ondelete="restrict",
        help="Only this time counts. Empty: around the clock, every day.",
    )
    first_answer_hours = fields.Float("First Answer Within", help="0: not promised.")
    update_hours = fields.Float("News Within", help="0: not promised.")
    update_mode = fields.Selection(
        [
            ("between", "After each answer of ours"),
            ("customer", "After the customer wrote"),
        ],
        "News Are Due",
        required=True,
        default="customer",
    )
    solution_hours = fields.Float("Solution Within", help="0: not promised.")
    warn_minutes = fields.Integer(
        "Warn Minutes Before", default=30, help="The agent, or the group, gets a task."
    )

    _hours_not_negative = models.Constraint(
        "CHECK (first_answer_hours >= 0 AND update_hours >= 0 AND solution_hours >= 0"
        " AND warn_minutes >= 0)",
        "Times cannot be negative.",
    )

    @api.model_create_multi
    def create(self, vals_list):
        policies = super().create(vals_list)
        self.env.registry.clear_cache()
        return policies

    def write(self, vals):
        result = super().write(vals)
        self.env.registry.clear_cache()
        return result

    def unlink(self):
        result = super().unlink()
        self.env.registry.clear_cache()
        return result

    @api.model
    @tools.ormcache("company_id")
    def _get_policies(self, company_id):
        """The policies of a company, ready to be applied.

        :return: tuple of PolicyFacts
        """
        # sudo: promises hold whoever makes a ticket.
        policies = self.sudo().search([("company_id", "=", company_id)])
        return tuple(policy._get_facts() for policy in policies)

    def _get_facts(self):
        self.ensure_one()
        return PolicyFacts(
            policy_id=self.id,
            type_ids=frozenset(self.type_ids.ids),
            group_ids=frozenset(self.group_ids.ids),
            organisation_ids=frozenset(self.organisation_ids.ids),
            plan_ids=frozenset(self.plan_ids.ids),
            only_vip=self.only_vip,
            priority_from=int(self.priority_from),
            coverages=frozenset(filter(None, [self.coverage])),
            hours=(self.first_answer_hours, self.update_hours, self.solution_hours),
            update_mode=self.update_mode,
            calendar_id=self.calendar_id.id or 0,
            warn_minutes=self.warn_minutes,
        )

    @api.model
    @tools.ormcache("calendar_id", "day")
    def _get_stretches(self, calendar_id, day):
        """Working time from a day on, None for around the clock.

        :param day: date; the stretches begin a day before
        :return: tuple of (begin, end), UTC without zone
        """
        if not calendar_id:
            return None
        begin = pytz.utc.localize(datetime.combine(day, datetime.min.time()))
        # sudo: customers who ask for help have no right on working hours.
        calendar = self.env["resource.calendar"].sudo().browse(calendar_id)
        found = calendar._work_intervals_batch(
            begin - timedelta(days=1), begin + HORIZON
        )
        return tuple(
            (
                start.astimezone(pytz.utc).replace(tzinfo=None),
                stop.astimezone(pytz.utc).replace(tzinfo=None),
            )
            for start, stop, _what in found[False]
        )
