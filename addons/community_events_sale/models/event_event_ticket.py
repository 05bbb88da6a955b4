from odoo import fields, models


class EventEventTicket(models.Model):
    """What a member pays for the own seat."""

    _inherit = "event.event.ticket"

    has_member_price = fields.Boolean(
        "Cheaper for Members",
        help="A member pays less for the own seat; guests do not.",
    )
    member_price = fields.Float("Members' Price", min_display_digits="Product Price")

    _member_price_range = models.Constraint(
        "CHECK (member_price >= 0)", "The members' price is not negative."
    )

    def _is_cheaper_for(self, partner):
        """Whether this person has the members' price today, for the own seat.

        A seat without a ticket has no price at all.
        """
        # sudo: yes or no about one person.
        return self.sudo().has_member_price and bool(
            partner and partner.sudo()._counts_as_member_today()
        )

    def _costs_money(self):
        self.ensure_one()
        return super()._costs_money() or self.price > 0
