from odoo import api, models

# More than any name or address
OWN_SEAT = 10


class EventRegistration(models.Model):
    """A seat that is sold: paid or not, and held while it is being paid."""

    _inherit = "event.registration"

    def _is_paid(self):
        # sudo: yes or no, for the decision at the door.
        return super()._is_paid() and self.sudo().sale_status != "to_pay"

    def _compute_registration_status(self):
        """An order says whether a seat is paid; who was in the room stays there.

        Core puts every seat of an unpaid order back to *unconfirmed*, and cancels those
        of a cancelled one, without looking at the door.
        """
        attended = self.filtered(lambda seat: seat.state == "done")
        result = super()._compute_registration_status()
        attended.state = "done"
        return result

    def _get_standing(self):
        standing = super()._get_standing()
        if standing["level"] == "soon" and not self._is_paid():
            return standing | {"label": self.env._("Waits for payment")}
        return standing

    @api.model
    def _end_waiting(self, vals_list):
        """A seat in a cart is none yet: what is held stays held until it is paid."""
        read = [self._read_sale(vals) for vals in vals_list]
        return super()._end_waiting([vals for vals in read if vals is not None])

    def _read_sale(self, vals):
        """Who gets the seat, where core reads it from the order; None if unpaid."""
        # sudo: whoever makes the seat; only event, buyer and state are read.
        line_sudo = self.env["sale.order.line"].sudo()
        line_sudo = line_sudo.browse(vals.get("sale_order_line_id") or ())
        if not line_sudo:
            return vals
        if line_sudo.state != "sale":
            return None
        buyer = vals.get("partner_id") or line_sudo.order_partner_id.id
        return vals | {
            "event_id": line_sudo.event_id.id,
            "event_slot_id": line_sudo.event_slot_id.id,
            "partner_id": buyer,
            "state": "open",
        }

    def _get_likeness(self, partner):
        """Of seats that name the buyer, the one at the members' price is the own."""
        likeness = super()._get_likeness(partner)
        if likeness and self.sale_order_line_id.is_member_seat:
            return likeness + OWN_SEAT
        return likeness

    def _outlive_order(self):
        """Seats that somebody scanned stay when what they were sold on is deleted.

        Core deletes them with it, which the tries at the door forbid. Who was let in
        was there; the others are cancelled.
        """
        # sudo: whoever deletes the order need not see who was at the door.
        scanned_sudo = self.sudo().filtered("attempt_ids")
        if not scanned_sudo:
            return
        scanned_sudo.filtered(lambda seat: seat.state != "done").action_cancel()
        scanned_sudo.write({"sale_order_line_id": False, "sale_order_id": False})

    def _take_held_seats(self):
        """Offers of those who get these seats are taken; called when they are paid."""
        waiting = self.env["community.event.waiting"]
        for seat in self.filtered(lambda seat: seat.state == "draft"):
            person = seat.member_id or seat.partner_id
            row = waiting._find_active(person, seat.event_id, seat.event_slot_id)
            row._with_pen().write({"state": "taken", "registration_id": seat.id})
