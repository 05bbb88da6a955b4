from odoo import models


class SaleOrder(models.Model):
    """The cart: the rules of booking hold here too."""

    _inherit = "sale.order"

    def _is_sold_by_hand(self):
        """Whoever fills a cart types the names: they say which seat is the own."""
        return super()._is_sold_by_hand() and not self.website_id

    def _verify_updated_quantity(
        self,
        order_line,
        product_id,
        new_qty,
        uom_id,
        *,
        event_slot_id=False,
        event_ticket_id=False,
        **kwargs,
    ):
        """Whoever fills a cart may book what is in it, whichever way it came there."""
        if event_ticket_id and new_qty > order_line.product_uom_qty:
            ticket = self.env["event.event.ticket"].browse(event_ticket_id).exists()
            slot = self.env["event.slot"].browse(event_slot_id or ())
            if ticket:
                ticket.event_id._check_booking(
                    self.env.user, [(slot, ticket, int(new_qty))]
                )
        return super()._verify_updated_quantity(
            order_line,
            product_id,
            new_qty,
            uom_id,
            event_slot_id=event_slot_id,
            event_ticket_id=event_ticket_id,
            **kwargs,
        )

    def _cart_find_product_line(self, *args, **kwargs):
        """A line at the members' price is for one seat and is not added to."""
        lines = super()._cart_find_product_line(*args, **kwargs)
        return lines.filtered(lambda line: not line.is_member_seat)
