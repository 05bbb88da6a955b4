from odoo import fields, models
from odoo.tools import SQL

from .report_rates import sql_rates


class CommunityContractMovement(models.Model):
    """Movements of the monthly revenue: what is new, grew, shrank, left, came back.

    Each row is a change of a contract that took effect. Their sum is the monthly
    revenue of the contracts today.
    """

    _name = "community.contract.movement"
    _description = "Movement of the Monthly Revenue"
    _auto = False
    _order = "date DESC, id DESC"
    _rec_name = "contract_id"

    contract_id = fields.Many2one("community.contract", readonly=True)
    plan_id = fields.Many2one("community.plan", readonly=True)
    partner_id = fields.Many2one("res.partner", "Member", readonly=True)
    company_id = fields.Many2one("res.company", readonly=True)
    currency_id = fields.Many2one("res.currency", readonly=True)
    date = fields.Date("Takes Effect", readonly=True)
    movement = fields.Selection(
        [
            ("new", "New"),
            ("expansion", "Expansion"),
            ("contraction", "Contraction"),
            ("churn", "Churn"),
            ("reactivation", "Reactivation"),
        ],
        readonly=True,
    )
    mrr = fields.Monetary("Monthly Revenue", readonly=True)
    arr = fields.Monetary("Yearly Revenue", readonly=True)
    reason = fields.Char(readonly=True)

    @property
    def _table_query(self):
        return SQL(
            """
            SELECT change.id, change.contract_id,
                   COALESCE(change.new_plan_id, change.old_plan_id, contract.plan_id)
                       AS plan_id,
                   contract.partner_id, contract.company_id,
                   company.currency_id, change.date, change.movement,
                   change.mrr_delta * rates.rate AS mrr,
                   change.mrr_delta * rates.rate * 12 AS arr,
                   change.reason
              FROM community_contract_change change
              JOIN community_contract contract ON contract.id = change.contract_id
              JOIN res_company company ON company.id = contract.company_id
              JOIN %(rates)s ON rates.company_id = contract.company_id
               AND rates.currency_id = contract.currency_id
             WHERE change.state = 'done' AND change.movement != 'none'
            """,
            rates=sql_rates(self.env),
        )
