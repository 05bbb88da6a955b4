from odoo import api, fields, models


class CommunityServiceBill(models.TransientModel):
    """Time that no agreement pays for becomes draft invoices."""

    _name = "community.service.bill"
    _description = "Billing of Service Time"
    _inherit = "community.member.card.number.guard"

    company_id = fields.Many2one(
        "res.company", required=True, default=lambda self: self.env.company
    )
    record_ids = fields.Many2many(
        "community.service.record",
        default=lambda self: self._get_default_records(),
        domain="[('company_id', '=', company_id)]",
    )
    to_bill_ids = fields.Many2many(
        "community.service.record", string="To Be Billed", compute="_compute_to_bill"
    )
    product_id = fields.Many2one(
        "product.product",
        required=True,
        default=lambda self: self.env.company.service_product_id,
        domain=[("type", "=", "service")],
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    rate = fields.Monetary(
        "Price of an Hour",
        compute="_compute_rate",
        store=True,
        precompute=True,
        readonly=False,
        required=True,
    )
    hours = fields.Float(compute="_compute_to_bill")
    amount = fields.Monetary("Without Taxes", compute="_compute_to_bill")
    passed_over = fields.Integer(compute="_compute_to_bill")

    @api.model
    def _get_default_records(self):
        if self.env.context.get("active_model") != "community.service.record":
            return False
        return [(6, 0, self.env.context.get("active_ids", []))]

    @api.depends("product_id")
    def _compute_rate(self):
        for wizard in self:
            wizard.rate = wizard.product_id.lst_price

    @api.depends("record_ids", "rate")
    def _compute_to_bill(self):
        for wizard in self:
            records = wizard.record_ids._get_to_bill()
            wizard.to_bill_ids = records
            wizard.hours = sum(records.mapped("billable_hours"))
            wizard.amount = wizard.hours * wizard.rate
            wizard.passed_over = len(wizard.record_ids) - len(records)

    def action_bill(self):
        self.ensure_one()
        self.check_access("write")
        records = self.record_ids.filtered(
            lambda each: each.company_id == self.company_id
        )
        records.check_access("read")
        moves = records._bill(self.product_id, self.rate)
        if not moves.has_access("read"):
            return {"type": "ir.actions.act_window_close"}
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Draft Invoices"),
            "res_model": "account.move",
            "views": [(False, "list"), (False, "form")],
            "domain": [("id", "in", moves.ids)],
        }
