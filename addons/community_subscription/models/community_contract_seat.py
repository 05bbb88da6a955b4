from odoo import fields, models


class CommunityContractSeat(models.Model):
    """Who else uses the contract: the household, or employees of a company."""

    _name = "community.contract.seat"
    _description = "Seat of a Subscription Contract"
    _inherit = "community.member.card.number.guard"
    _order = "contract_id, date_from, id"
    _rec_name = "partner_id"

    contract_id = fields.Many2one(
        "community.contract", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="contract_id.company_id", store=True)
    partner_id = fields.Many2one(
        "res.partner", "Person", required=True, index=True, ondelete="restrict"
    )
    date_from = fields.Date("From", required=True, default=fields.Date.context_today)
    date_to = fields.Date("To")

    _dates_in_order = models.Constraint(
        "CHECK (date_to IS NULL OR date_to >= date_from - 1)",
        "A seat cannot end before it begins.",
    )
    _open_uniq = models.UniqueIndex(
        "(contract_id, partner_id) WHERE date_to IS NULL",
        "This person has a seat in the contract already.",
    )
