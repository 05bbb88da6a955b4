from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.tools import SQL

from ..tools.cohorts import average, percents, survivors

TREASURER = "community_subscription.group_subscription_manager"
MONTHS = 12


class CommunityContractCohort(models.Model):
    """When a contract began, and how many months it has stayed so far.

    A contract that was taken up again counts as if it had never been away.
    """

    _name = "community.contract.cohort"
    _description = "Cohort of Contracts"
    _auto = False
    _order = "joined_on DESC, id DESC"
    _rec_name = "contract_id"

    contract_id = fields.Many2one("community.contract", readonly=True)
    plan_id = fields.Many2one("community.plan", readonly=True)
    partner_id = fields.Many2one("res.partner", "Member", readonly=True)
    company_id = fields.Many2one("res.company", readonly=True)
    joined_on = fields.Date(readonly=True)
    left_on = fields.Date(readonly=True)
    is_running = fields.Boolean("Still There", readonly=True)
    months_stayed = fields.Integer(readonly=True, aggregator="avg")

    @property
    def _table_query(self):
        return SQL(
            """
            SELECT contract.id, contract.id AS contract_id, contract.plan_id,
                   contract.partner_id, contract.company_id,
                   joined.date AS joined_on,
                   gone.date AS left_on,
                   gone.date IS NULL AS is_running,
                   CASE WHEN gone.date IS NOT NULL THEN
                       (EXTRACT(YEAR FROM gone.date) - EXTRACT(YEAR FROM joined.date))
                       * 12 + EXTRACT(MONTH FROM gone.date)
                       - EXTRACT(MONTH FROM joined.date)
                   ELSE
                       (EXTRACT(YEAR FROM %(today)s::date)
                        - EXTRACT(YEAR FROM joined.date))
                       * 12 + EXTRACT(MONTH FROM %(today)s::date)
                       - EXTRACT(MONTH FROM joined.date)
                   END::integer AS months_stayed
              FROM community_contract contract
              JOIN LATERAL (
                   SELECT MIN(change.date) AS date
                     FROM community_contract_change change
                    WHERE change.contract_id = contract.id
                      AND change.state = 'done' AND change.movement = 'new'
                   ) joined ON joined.date IS NOT NULL
         LEFT JOIN LATERAL (
                   SELECT change.date, change.movement
                     FROM community_contract_change change
                    WHERE change.contract_id = contract.id
                      AND change.state = 'done'
                      AND change.movement IN ('churn', 'reactivation', 'new')
                 ORDER BY change.date DESC, change.id DESC
                    LIMIT 1
                   ) gone ON gone.movement = 'churn'
            """,
            today=fields.Date.context_today(self),
        )

    @api.model
    @api.readonly
    def get_cohorts(self):
        """The table of retention: a row for each month in which somebody joined.

        :raises AccessError: for whoever is no treasurer
        """
        if not self.env.user.has_group(TREASURER):
            raise AccessError(self.env._("This is for treasurers."))
        this_month = fields.Date.context_today(self).replace(day=1)
        first = this_month - relativedelta(months=MONTHS)
        groups = self._read_group(
            [("company_id", "=", self.env.company.id), ("joined_on", ">=", first)],
            ["joined_on:month", "months_stayed", "is_running"],
            ["__count"],
        )
        stays = {}
        for month, months, is_running, count in groups:
            stays.setdefault(month, []).append((months, is_running, count))
        counted = [
            (month, survivors(stays[month], self._get_age(month, this_month)))
            for month in sorted(stays)
        ]
        sizes = {month: sum(count for *_stay, count in stays[month]) for month in stays}
        width = max((len(counts) for _month, counts in counted), default=0)
        return {
            "rows": [
                {
                    "month": fields.Date.to_string(month),
                    "size": sizes[month],
                    "percents": percents(counts, sizes[month]),
                }
                for month, counts in counted
            ],
            "width": width,
            "total": sum(sizes.values()),
            "average": average(
                [(sizes[month], counts) for month, counts in counted], width
            ),
        }

    @api.model
    def _get_age(self, month, this_month):
        gap = relativedelta(this_month, month)
        return gap.years * 12 + gap.months
