from odoo import fields, models


class CommunityBillRunLine(models.Model):
    """An invoice of a billing run: announced, then made, or why not."""

    _name = "community.bill.run.line"
    _description = "Invoice of a Billing Run"
    _inherit = "community.member.card.number.guard"
    _order = "id"

    run_id = fields.Many2one(
        "community.bill.run",
        required=True,
        readonly=True,
        index=True,
        ondelete="cascade",
    )
    company_id = fields.Many2one(related="run_id.company_id", store=True)
    contract_id = fields.Many2one(
        "community.contract",
        required=True,
        readonly=True,
        index=True,
        ondelete="cascade",
    )
    partner_id = fields.Many2one(related="contract_id.partner_id")
    payer_id = fields.Many2one(related="contract_id.payer_id")
    plan_id = fields.Many2one(related="contract_id.plan_id")
    currency_id = fields.Many2one("res.currency", required=True, readonly=True)
    date = fields.Date("Invoice Date", readonly=True)
    amount_total = fields.Monetary("To Be Billed", readonly=True)
    state = fields.Selection(
        [
            ("planned", "To Invoice"),
            ("billed", "Invoiced"),
            ("refused", "Cannot Be Billed"),
            ("elsewhere", "Invoiced Otherwise"),
        ],
        default="planned",
        required=True,
        readonly=True,
    )
    reason = fields.Text(readonly=True)
    move_id = fields.Many2one(
        "account.move", "Invoice", readonly=True, index="btree_not_null"
    )
    amount_billed = fields.Monetary("Invoiced Amount", readonly=True)

    _run_state_index = models.Index("(run_id, state, id)")

    def action_open_contract(self):
        """The contract that this row bills."""
        self.ensure_one()
        return self.contract_id.get_formview_action()

    def action_open_move(self):
        """What this row became."""
        self.ensure_one()
        return self.move_id.get_formview_action()
