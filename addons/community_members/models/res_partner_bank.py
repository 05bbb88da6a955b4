from odoo import models


class ResPartnerBank(models.Model):
    _name = "res.partner.bank"
    _inherit = ["community.member.card.number.guard", "res.partner.bank"]
