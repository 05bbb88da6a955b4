from odoo import fields, models


class CommunityPriceCampaignLine(models.Model):
    """One line of a contract before and after a price revision."""

    _name = "community.price.campaign.line"
    _description = "Line of a Price Revision"
    _inherit = "community.member.card.number.guard"
    _order = "campaign_id, contract_id, id"
    _rec_name = "contract_id"

    campaign_id = fields.Many2one(
        "community.price.campaign",
        required=True,
        readonly=True,
        index=True,
        ondelete="cascade",
    )
    company_id = fields.Many2one(related="campaign_id.company_id", store=True)
    contract_id = fields.Many2one(
        "community.contract",
        required=True,
        readonly=True,
        index=True,
        ondelete="cascade",
    )
    partner_id = fields.Many2one(related="contract_id.partner_id", string="Member")
    plan_id = fields.Many2one(related="contract_id.plan_id")
    currency_id = fields.Many2one(related="contract_id.currency_id")
    line_id = fields.Many2one(
        "community.contract.line",
        readonly=True,
        index="btree_not_null",
        ondelete="set null",
    )
    product_id = fields.Many2one("product.product", readonly=True, ondelete="restrict")
    date = fields.Date("From", readonly=True)
    quantity = fields.Float(readonly=True, digits="Product Unit")
    old_price = fields.Float(readonly=True, digits="Product Price")
    new_price = fields.Float(readonly=True, digits="Product Price")
    difference = fields.Monetary(readonly=True, help="In each period.")
    difference_month = fields.Monetary("Difference a Month", readonly=True)
    difference_company = fields.Float(
        "Difference a Month (Company)", readonly=True, digits="Product Price"
    )
    state = fields.Selection(
        [("planned", "Planned"), ("done", "Written"), ("left_out", "Left Out")],
        default="planned",
        required=True,
        readonly=True,
    )
    why = fields.Char("Why Left Out", readonly=True)
    change_id = fields.Many2one(
        "community.contract.change",
        readonly=True,
        index="btree_not_null",
        ondelete="set null",
    )

    _line_uniq = models.UniqueIndex(
        "(campaign_id, line_id)", "A line is revised once in a campaign."
    )
    _planned_index = models.Index(
        "(campaign_id, contract_id, id) WHERE state = 'planned'"
    )
