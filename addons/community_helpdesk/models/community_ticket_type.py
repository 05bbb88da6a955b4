from odoo import fields, models


class CommunityTicketType(models.Model):
    """What kind of request it is; it may ask for properties of its own."""

    _name = "community.ticket.type"
    _description = "Ticket Type"
    _inherit = "community.member.card.number.guard"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    code = fields.Char(
        help="A short word for rules and reports, such as problem.", copy=False
    )
    description = fields.Char(
        "Shown to Customers", translate=True, help="Helps customers to choose."
    )
    is_public = fields.Boolean("Customers May Choose It", default=True)
    properties_definition = fields.PropertiesDefinition("Properties of Its Tickets")

    _code_uniq = models.UniqueIndex(
        "(code) WHERE code IS NOT NULL", "Another type has this code."
    )
