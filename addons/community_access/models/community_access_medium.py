from odoo import fields, models

KINDS = [
    ("band", "Wristband"),
    ("card", "Card"),
    ("fob", "Key Fob"),
    ("qr", "QR Code"),
    ("pin", "PIN"),
]
# Kinds that are things: they are kept in stock, lost and brought back.
THINGS = ("band", "card", "fob")


class CommunityAccessMedium(models.Model):
    """The catalogue: kinds of bands and cards, what they bear and what they cost."""

    _name = "community.access.medium"
    _description = "Type of Band or Card"
    _inherit = [
        "community.member.card.number.guard",
        "community.access.company.fence",
    ]
    _order = "sequence, name, id"
    _check_company_auto = True

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    company_id = fields.Many2one("res.company", index=True)
    currency_id = fields.Many2one("res.currency", compute="_compute_currency_id")
    kind = fields.Selection(KINDS, default="band", required=True)
    material = fields.Selection(
        [
            ("silicone", "Silicone"),
            ("fabric", "Fabric"),
            ("plastic", "Plastic"),
            ("leather", "Leather"),
            ("wood", "Wood"),
            ("paper", "Paper"),
        ]
    )
    technology = fields.Selection(
        [
            ("em4100", "125 kHz EM4100"),
            ("mifare_classic", "13.56 MHz MIFARE Classic"),
            ("mifare_ultralight", "13.56 MHz MIFARE Ultralight"),
            ("desfire", "13.56 MHz MIFARE DESFire"),
            ("ntag", "13.56 MHz NTAG"),
            ("iso15693", "13.56 MHz ISO 15693"),
        ],
        "Chip",
    )
    is_waterproof = fields.Boolean("Waterproof", help="May be worn under water.")
    is_sauna_proof = fields.Boolean(
        "Sauna-Proof", help="Bears the heat and the steam of a sauna."
    )
    temperature_max = fields.Integer(
        "Bears up to (°C)", help="As the maker says; 0: not known."
    )
    color = fields.Integer()
    image = fields.Image(max_width=512, max_height=512)
    is_reusable = fields.Boolean(
        "Comes Back", default=True, help="Is handed in and given to somebody else."
    )
    deposit = fields.Monetary(help="Taken when it is given out, given back with it.")
    loss_fee = fields.Monetary(
        help="Charged, with taxes, when it does not come back. Zero: the deposit is "
        "kept."
    )
    note = fields.Text()

    _amounts_not_negative = models.Constraint(
        "CHECK (deposit >= 0 AND loss_fee >= 0)",
        "Amounts cannot be negative.",
    )

    def _compute_currency_id(self):
        for medium in self:
            company = medium.company_id or self.env.company
            medium.currency_id = company.currency_id
