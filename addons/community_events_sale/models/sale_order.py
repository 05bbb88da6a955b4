from odoo import models


class SaleOrder(models.Model):
    """Orders with tickets: whose seat is at the members' price, and what is held."""

    _inherit = "sale.order"

    def _is_sold_by_hand(self):
        """Hook: whether somebody of the club writes this order, before names are known.

        Otherwise the buyer types names when booking, and these say which seat is whose.
        """
        self.ensure_one()
        return True

    def action_confirm(self):
        """A seat that was held for the buyer is the one that is paid now."""
        self.order_line.registration_ids._take_held_seats()
        return super().action_confirm()

    def _action_cancel(self):
        """Seats are cancelled by core's computation, which moves no queue: do it."""
        result = super()._action_cancel()
        # sudo: whether somebody waits is a number, for whoever cancels.
        if any(event.waiting_count for event in self.order_line.event_id.sudo()):
            # sudo: the queue is moved on by the system.
            cron_sudo = self.env.ref("community_events.ir_cron_event_waiting").sudo()
            cron_sudo._trigger()
        return result

    def unlink(self):
        self.check_access("unlink")
        self.order_line._let_seats_go()
        return super().unlink()

    def _settle_member_seats(self, seats):
        """Give the members' price to the buyer's own seats among these."""
        self.ensure_one()
        buyer = self.partner_id
        for seat in seats.filtered(lambda seat: seat.member_id == buyer):
            line = seat.sale_order_line_id
            if line and line.event_ticket_id._is_cheaper_for(buyer):
                line._split_member_seat(seat)
