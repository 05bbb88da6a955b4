from odoo import api, fields, models
from odoo.exceptions import ValidationError


class SaleOrderLine(models.Model):
    """A ticket at the members' price: one seat, the buyer's own."""

    _inherit = "sale.order.line"

    is_member_seat = fields.Boolean(
        "Own Seat of a Member",
        compute="_compute_is_member_seat",
        store=True,
        precompute=True,
        readonly=False,
        copy=False,
        help="Sold at the members' price.",
    )

    @api.depends(
        "event_ticket_id", "event_slot_id", "product_uom_qty", "order_id.partner_id"
    )
    def _compute_is_member_seat(self):
        """On an order by hand, one ticket sold to a member is the member's own.

        Nobody has typed a name yet, so what is sold says it: two tickets on one line
        are not told apart, and a second own seat is none.
        """
        taken = set()
        for line in self:
            known, buyer = line._origin, line.order_id.partner_id
            if known and line.state not in ("draft", "sent"):
                line.is_member_seat = known.is_member_seat
                continue
            if not line.order_id._is_sold_by_hand():
                # Another buyer: it is not his own seat.
                is_own = buyer in line.registration_ids.member_id
                line.is_member_seat = known.is_member_seat and is_own
                continue
            place = (line.order_id, line.event_id, line.event_slot_id)
            line.is_member_seat = (
                line.product_uom_qty == 1
                and bool(line.event_ticket_id)
                and line.event_ticket_id._is_cheaper_for(buyer)
                and place not in taken
                and not line._has_other_own_seat(among=line.order_id.order_line - self)
            )
            if line.is_member_seat:
                taken.add(place)

    def _has_other_own_seat(self, among):
        """Whether the buyer has the own seat there: on another line, or booked."""
        self.ensure_one()
        if any(
            other.is_member_seat
            and other.event_id == self.event_id
            and other.event_slot_id == self.event_slot_id
            for other in among
        ):
            return True
        # sudo: yes or no about the buyer.
        seats_sudo = self.env["event.registration"].sudo()
        booked = seats_sudo.search_count(
            [
                ("event_id", "=", self.event_id.id),
                ("event_slot_id", "=", self.event_slot_id.id),
                ("member_id", "=", self.order_id.partner_id.id),
                ("state", "in", ("open", "done")),
                ("sale_order_line_id", "not in", self._origin.ids),
            ],
            limit=1,
        )
        return bool(booked)

    @api.constrains("is_member_seat", "product_uom_qty", "event_ticket_id", "order_id")
    def _check_member_seat(self):
        for line in self.filtered("is_member_seat"):
            buyer = line.order_id.partner_id
            if line.product_uom_qty > 1:
                raise ValidationError(
                    self.env._("The members' price is for one seat, the own one.")
                )
            if not line.event_ticket_id._is_cheaper_for(buyer):
                raise ValidationError(
                    self.env._(
                        "“%(ticket)s” has no members' price for %(buyer)s today.",
                        ticket=line.event_ticket_id.name,
                        buyer=buyer.name,
                    )
                )

    @api.depends("is_member_seat")
    def _compute_price_unit(self):
        return super()._compute_price_unit()

    def _get_display_price(self):
        """The members' price, as long as the buyer counts as a member."""
        ticket = self.event_ticket_id
        if self.is_member_seat and ticket._is_cheaper_for(self.order_id.partner_id):
            company = ticket.company_id or self.env.company
            return self._convert_to_sol_currency(
                ticket.member_price, company.currency_id
            )
        return super()._get_display_price()

    def unlink(self):
        self.check_access("unlink")
        self._let_seats_go()
        return super().unlink()

    def _let_seats_go(self):
        # sudo: what was scanned outlives these lines, whoever deletes them.
        seats_sudo = self.env["event.registration"].sudo()
        found_sudo = seats_sudo.with_context(active_test=False).search(
            [("sale_order_line_id", "in", self.ids)]
        )
        found_sudo._outlive_order()

    def _split_member_seat(self, seat):
        """The buyer's own seat becomes a line of its own, at the members' price."""
        self.ensure_one()
        if self.product_uom_qty <= 1:
            self.is_member_seat = True
            return
        self.product_uom_qty -= 1
        own = self.copy(
            {
                "order_id": self.order_id.id,
                "product_uom_qty": 1,
                "event_id": self.event_id.id,
                "event_slot_id": self.event_slot_id.id,
                "event_ticket_id": self.event_ticket_id.id,
            }
        )
        seat.sale_order_line_id = own
        own.is_member_seat = True
