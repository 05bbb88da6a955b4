from odoo import api, models
from odoo.fields import Command


class CommunityEventWaiting(models.Model):
    """An offered seat that costs something: held until it is paid or time is over."""

    _inherit = "community.event.waiting"

    def _is_to_be_paid(self):
        self.ensure_one()
        ticket = self.ticket_id
        if ticket._is_cheaper_for(self.partner_id):
            return ticket.member_price > 0
        return ticket.price > 0

    def _accept(self):
        """With a price, accepting makes an order; paying it makes the seat."""
        if self.state == "taken" or not self._is_to_be_paid():
            return super()._accept()
        if self.registration_id.sale_order_id.state in ("draft", "sent"):
            return self.registration_id
        return super()._accept()

    def _make_seat(self):
        if not self._is_to_be_paid():
            return super()._make_seat()
        line = self._make_order().order_line
        # sudo: as in the free case, the offer is the member's.
        seat_sudo = self.env["event.registration"].sudo()
        return seat_sudo.create(
            self._prepare_seat()
            | {
                "state": "draft",
                "sale_order_id": line.order_id.id,
                "sale_order_line_id": line.id,
            }
        )

    def _make_order(self):
        # sudo: the order that the member is about to pay.
        orders_sudo = self.env["sale.order"].sudo()
        ticket = self.ticket_id
        order_sudo = orders_sudo.create(
            {
                "partner_id": self.partner_id.id,
                "company_id": (self.company_id or self.env.company).id,
                "require_payment": True,
                "require_signature": False,
                "prepayment_percent": 1.0,
                "order_line": [
                    Command.create(
                        {
                            "product_id": ticket.product_id.id,
                            "product_uom_qty": 1,
                            "event_id": self.event_id.id,
                            "event_slot_id": self.slot_id.id,
                            "event_ticket_id": ticket.id,
                        }
                    )
                ],
            }
        )
        if ticket._is_cheaper_for(self.partner_id):
            order_sudo.order_line.is_member_seat = True
        return order_sudo

    def _get_state_when_accepted(self):
        """Still an offer, which holds the seat, until it is paid."""
        if self._is_to_be_paid():
            return "offered"
        return super()._get_state_when_accepted()

    def _get_next_path(self, path):
        order = self.registration_id.sale_order_id
        if order and self.state == "offered":
            return order.get_portal_url()
        return super()._get_next_path(path)

    @api.model
    def _expire(self):
        """Not paid in time: the order is cancelled, and the seat with it."""
        silent = super()._expire()
        orders = silent.registration_id.sale_order_id
        orders.filtered(lambda order: order.state in ("draft", "sent"))._action_cancel()
        return silent
