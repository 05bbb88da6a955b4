from odoo import api, fields, models

MANAGER = "community_subscription.group_subscription_manager"


class CommunityContract(models.Model):
    """What a contract has brought and cost so far, without taxes."""

    _inherit = "community.contract"

    company_currency_id = fields.Many2one(
        related="company_id.currency_id", string="Company Currency"
    )
    income = fields.Monetary(
        compute="_compute_margin",
        currency_field="company_currency_id",
        groups=MANAGER,
        help="Invoices less credit notes, and other income on the analytic account.",
    )
    cost = fields.Monetary(
        compute="_compute_margin",
        currency_field="company_currency_id",
        groups=MANAGER,
        help="Bills of vendors, hours and fees on the analytic account.",
    )
    margin = fields.Monetary(
        compute="_compute_margin",
        currency_field="company_currency_id",
        groups=MANAGER,
    )
    margin_percent = fields.Float(
        "Margin (%)", compute="_compute_margin", groups=MANAGER
    )

    @api.depends("invoice_ids.state", "analytic_account_id.line_ids.amount")
    def _compute_margin(self):
        groups = self.env["community.contract.profit"]._read_group(
            [("contract_id", "in", self.ids)],
            ["contract_id"],
            ["income:sum", "cost:sum", "margin:sum", "margin_percent:avg"],
        )
        figures = {contract.id: row for contract, *row in groups}
        for contract in self:
            row = figures.get(contract._origin.id, (0.0, 0.0, 0.0, 0.0))
            contract.income, contract.cost, contract.margin = row[:3]
            contract.margin_percent = row[3]

    def action_open_profit(self):
        """The entries behind the margin."""
        self.env["community.contract.profit"].check_access("read")
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "community_subscription.community_contract_profit_action"
        )
        return action | {
            "domain": [("contract_id", "in", self.ids)],
            "context": {"search_default_group_source": 1, "create": False},
            "view_mode": "list,pivot,graph",
            "views": [(False, "list"), (False, "pivot"), (False, "graph")],
        }
