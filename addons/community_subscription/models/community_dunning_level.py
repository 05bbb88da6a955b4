from odoo import fields, models

from ..tools.dunning import Step


class CommunityDunningLevel(models.Model):
    """One rung of the ladder: when it is due and what happens then."""

    _name = "community.dunning.level"
    _description = "Dunning Level"
    _inherit = "community.member.card.number.guard"
    _order = "policy_id, sequence, id"

    policy_id = fields.Many2one(
        "community.dunning.policy", required=True, index=True, ondelete="cascade"
    )
    sequence = fields.Integer(default=10)
    name = fields.Char(required=True, translate=True)
    days_after_due = fields.Integer(
        "Days After the Due Date",
        default=7,
        required=True,
        help="Counted from the due date of the oldest overdue item.",
    )
    days_since_previous = fields.Integer(
        "Days Since the Level Before", default=7, required=True
    )
    minimum_amount = fields.Float(
        "From an Amount Of", help="Smaller debts wait; in the company's currency."
    )
    notice_id = fields.Many2one(
        "community.notice",
        domain=[("model", "=", "community.dunning")],
        ondelete="restrict",
    )
    letter_text = fields.Text(
        "Text of the Letter", translate=True, help="Stands above the table of items."
    )
    fee_product_id = fields.Many2one(
        "product.product", "Fee", ondelete="restrict", domain=[("sale_ok", "=", True)]
    )
    fee_amount = fields.Float(
        digits="Product Price",
        help="Invoiced once with each reminder of this level; in the company's "
        "currency.",
    )
    charge_interest = fields.Boolean("Invoices Late Interest")
    hold_contracts = fields.Boolean(
        "Holds Contracts",
        help="The payer's contracts rest until everything overdue is paid, where the "
        "plan allows it.",
    )
    to_collection = fields.Boolean(
        "Hands Over to Collection", help="Marks the payer for those who collect debts."
    )
    make_activity = fields.Boolean(
        "Somebody Calls", help="Makes an activity for whoever is responsible for debts."
    )

    _days_not_negative = models.Constraint(
        "CHECK (days_after_due >= 0 AND days_since_previous >= 0)",
        "Numbers of days cannot be negative.",
    )
    _amounts_not_negative = models.Constraint(
        "CHECK (minimum_amount >= 0 AND fee_amount >= 0)",
        "The fee and the least amount cannot be negative.",
    )
    _fee_has_product = models.Constraint(
        "CHECK (fee_amount = 0 OR fee_product_id IS NOT NULL)",
        "A fee needs a product, which says its account and taxes.",
    )

    def _prepare_step(self):
        return Step(self.days_after_due, self.days_since_previous, self.minimum_amount)
