from odoo import fields, models
from odoo.tools import SQL


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
