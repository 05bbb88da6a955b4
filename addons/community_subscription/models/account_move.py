from odoo import fields, models


class AccountMove(models.Model):
    """An invoice knows the contract and the periods it bills."""

    _inherit = "account.move"

    # The longer name keeps clear of other contract add-ons in the same database.
    community_contract_id = fields.Many2one(
        "community.contract",
        "Subscription Contract",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
    )
    community_period_ids = fields.One2many(
        "community.contract.period", "move_id", "Periods", readonly=True
    )
