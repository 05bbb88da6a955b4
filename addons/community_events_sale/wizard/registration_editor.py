from odoo import models
from odoo.exceptions import ValidationError


class RegistrationEditorLine(models.TransientModel):
    """Names typed after the sale say who comes; the member's own seat stays so."""

    _inherit = "registration.editor.line"

    def _prepare_registration_data(self, include_event_values=False):
        values = super()._prepare_registration_data(include_event_values)
        buyer = self.editor_id.sale_order_id.partner_id
        typed = self.env["event.registration"].new(
            {"name": values["name"], "email": values["email"]}
        )
        if typed._get_likeness(buyer):
            return values
        if self.sale_order_line_id.is_member_seat:
            raise ValidationError(
                self.env._(
                    "“%(ticket)s” was sold to %(buyer)s at the members' price, for the "
                    "own seat. Sell a seat at the full price to %(name)s.",
                    ticket=self.event_ticket_id.name,
                    buyer=buyer.name,
                    name=values["name"],
                )
            )
        if self.registration_id.member_id == buyer:
            values["member_id"] = False
        return values
