from odoo import api, fields, models


class CommunityServiceRecord(models.Model):
    """What the hours cost the house, in the profit of the contract."""

    _inherit = "community.service.record"

    analytic_line_id = fields.Many2one(
        "account.analytic.line",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="set null",
        groups="account.group_account_readonly,account.group_account_invoice",
    )

    @api.model
    def _get_derived(self):
        return super()._get_derived() | {"analytic_line_id"}

    def _settle(self):
        result = super()._settle()
        # sudo: costs are written down, whoever saves.
        for record in self.sudo():
            record._write_cost()
        return result

    def _write_cost(self):
        """One analytic item for a record; it follows what is corrected."""
        self.ensure_one()
        vals = self._prepare_cost()
        if self.analytic_line_id and vals:
            self.analytic_line_id.write(vals)
        elif self.analytic_line_id:
            self.analytic_line_id.unlink()
        elif vals:
            line = self.env["account.analytic.line"].create(vals)
            self._keep({"analytic_line_id": line.id})

    def _prepare_cost(self):
        """Hook: values of the analytic item; empty for none."""
        account = self.contract_id.analytic_account_id
        rate = self.user_id.service_hour_cost or self.company_id.service_hour_cost
        if not account or not rate or not self.seconds:
            return {}
        others = dict.fromkeys(self._get_analytic_columns(), False)
        return others | {
            "name": self.env._("Service: %(name)s", name=self.display_name),
            account.root_plan_id._column_name(): account.id,
            "date": self.date,
            "unit_amount": self.hours,
            "amount": -self.company_id.currency_id.round(self.hours * rate),
            "user_id": self.user_id.id,
            "partner_id": self.partner_id.id,
            "company_id": self.company_id.id,
        }

    @api.model
    def _get_analytic_columns(self):
        project, others = self.env["account.analytic.plan"]._get_all_plans()
        return [plan._column_name() for plan in project | others]
