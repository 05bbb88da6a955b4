from odoo import fields, models


class CommunityContractChange(models.Model):
    """What changed in a contract, when, and what it means for the monthly revenue.

    The ledger behind the revenue waterfall: rows that took effect are never edited.
    """

    _name = "community.contract.change"
    _description = "Change of a Subscription Contract"
    _inherit = "community.member.card.number.guard"
    _order = "date DESC, id DESC"

    contract_id = fields.Many2one(
        "community.contract",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
    )
    company_id = fields.Many2one(related="contract_id.company_id", store=True)
    partner_id = fields.Many2one(
        related="contract_id.partner_id", store=True, index=True
    )
    currency_id = fields.Many2one(related="contract_id.currency_id", store=True)
    date = fields.Date("Takes Effect", required=True, readonly=True, index=True)
    kind = fields.Selection(
        [
            ("new", "New"),
            ("plan", "Change of Plan"),
            ("line", "Change of Lines"),
            ("temporary", "Temporary Change"),
            ("price", "Price Revision"),
            ("seats", "Seats"),
            ("hold", "Hold"),
            ("resume", "End of a Hold"),
            ("renewal", "Renewal"),
            ("close", "End"),
            ("reactivate", "Taken Up Again"),
        ],
        required=True,
        readonly=True,
    )
    movement = fields.Selection(
        [
            ("new", "New"),
            ("expansion", "Expansion"),
            ("contraction", "Contraction"),
            ("churn", "Churn"),
            ("reactivation", "Reactivation"),
            ("none", "None"),
        ],
        default="none",
        required=True,
        readonly=True,
    )
    state = fields.Selection(
        [("planned", "Planned"), ("done", "Done"), ("cancelled", "Cancelled")],
        default="planned",
        required=True,
        readonly=True,
    )
    old_plan_id = fields.Many2one("community.plan", readonly=True, ondelete="restrict")
    new_plan_id = fields.Many2one("community.plan", readonly=True, ondelete="restrict")
    return_date = fields.Date("Returns On", readonly=True)
    origin_change_id = fields.Many2one(
        "community.contract.change",
        "Ends the Change",
        readonly=True,
        index="btree_not_null",
        ondelete="restrict",
        help="A change for a while; this row takes it back.",
    )
    hold_id = fields.Many2one(
        "community.contract.hold",
        readonly=True,
        index="btree_not_null",
        ondelete="set null",
    )
    undo = fields.Json(
        readonly=True,
        help="Lines that the change ended, with the last day they had before.",
    )
    mrr_before = fields.Monetary("Monthly Revenue Before", readonly=True)
    mrr_after = fields.Monetary("Monthly Revenue After", readonly=True)
    mrr_delta = fields.Monetary("Difference", readonly=True)
    reason = fields.Char(readonly=True)
    user_id = fields.Many2one(
        "res.users", readonly=True, default=lambda self: self.env.user
    )
