from odoo import models


class EventRegistration(models.Model):
    """Giving back and passing on what was paid, or is still to be paid."""

    _inherit = "event.registration"

    def _get_cancel_words(self):
        words = super()._get_cancel_words()
        if self.sale_status != "sold":
            return words
        return self.env._(
            "%(words)s You have paid for it: the club decides whether it pays back, "
            "and tells you.",
            words=words,
        )

    def _cancel_by_member(self):
        """An unpaid seat leaves the order; of a paid one the club is told."""
        if self.state == "cancel":
            return
        was_sold, line = self.sale_status == "sold", self.sale_order_line_id
        super()._cancel_by_member()
        if self.state != "cancel":
            return
        if was_sold:
            self._ask_for_refund()
        elif line.order_id.state in ("draft", "sent"):
            self.write({"sale_order_line_id": False, "sale_order_id": False})
            if line.product_uom_qty > 1:
                line.product_uom_qty -= 1
            else:
                line.unlink()

    def _ask_for_refund(self):
        """Somebody of the club decides about the money."""
        order = self.sale_order_id
        user = self.event_id.user_id or order.user_id or self.env.ref("base.user_admin")
        order.activity_schedule(
            "mail.mail_activity_data_todo",
            user_id=user.id,
            summary=self.env._("Seat given back: refund?"),
            note=self.env._(
                "%(name)s gave back a paid seat at %(event)s.",
                name=self.name,
                event=self.event_id.name,
            ),
        )

    def _get_transfer_refusal(self):
        refusal = super()._get_transfer_refusal()
        if not refusal and self.sale_status == "to_pay":
            return self.env._("Pay for the seat first; then you can pass it on.")
        return refusal

    def _is_meant_for(self, person):
        """What was sold at the members' price goes to a member."""
        only = self.sale_order_line_id.is_member_seat
        return super()._is_meant_for(person) and (
            not only or person._counts_as_member_today()
        )

    def _is_for_some_alone(self):
        return super()._is_for_some_alone() or self.sale_order_line_id.is_member_seat
