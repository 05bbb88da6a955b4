from odoo import fields, models

READER = "community_subscription.group_subscription_reader"


class ResPartner(models.Model):
    """The contracts a contact holds, pays for, or has a seat in."""

    _inherit = "res.partner"

    community_contract_ids = fields.One2many(
        "community.contract", "partner_id", "Contracts", groups=READER
    )
    community_payer_contract_ids = fields.One2many(
        "community.contract", "payer_id", "Contracts Paid For", groups=READER
    )
    community_seat_ids = fields.One2many(
        "community.contract.seat", "partner_id", "Seats", groups=READER
    )
