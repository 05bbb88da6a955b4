from odoo import models
from odoo.fields import Domain
from odoo.tools import format_amount

OPEN = ("pending", "returned")


class SaleOrder(models.Model):
    """What the page of an order on the portal tells."""

    _inherit = "sale.order"

    def _get_for_portal_domain(self):
        """Orders given on the portal, and others once a seller has sent them."""
        return Domain("portal_state", "!=", False) | Domain(
            "state", "in", ("sent", "sale")
        )

    def _is_for_portal(self):
        return bool(self.filtered_domain(self._get_for_portal_domain()))

    def _get_limited_amount(self):
        """The total in the currency in which limits of employees are kept."""
        self.ensure_one()
        company = self.company_id
        return self.currency_id._convert(
            self.amount_total, company.currency_id, company, self.date_order
        )

    def _get_portal_requests(self):
        """{order id: latest request for the consent of a manager}"""
        # sudo: whoever may see the order sees whom it waits for.
        requests = (
            self.env["community.change.request"]
            .sudo()
            .search(
                [
                    ("res_model", "=", self._name),
                    ("res_id", "in", self.ids),
                    ("area_id.code", "=", "portal_order"),
                ],
                order="id",
            )
        )
        return {request.res_id: request for request in requests}

    def _get_portal_words(self):
        """{order id: (look, words)} of where each order stands."""
        waiting = self._get_portal_requests()
        return {
            order.id: order._get_portal_word(waiting.get(order.id)) for order in self
        }

    def _get_portal_word(self, request):
        if request and request.state == "returned":
            return "warning", self.env._("A question for you")
        if request and request.state == "pending":
            names = ", ".join(request.approver_ids.mapped("name"))
            return "warning", self.env._("Waits for %(names)s", names=names)
        if self.portal_state == "refused":
            if request and request.state == "cancelled":
                return "secondary", self.env._("Taken back")
            return "danger", self.env._("Refused by the manager")
        return {
            "sale": ("success", self.env._("Confirmed")),
            "cancel": ("secondary", self.env._("Cancelled")),
        }.get(self.state, ("info", self.env._("With the seller")))

    def _get_order_summary(self):
        """The order in one line: pieces, products, total."""
        self.ensure_one()
        lines = self.order_line.filtered("product_id")
        parts = [f"{line.product_uom_qty:g} × {line.product_id.name}" for line in lines]
        if len(parts) > 4:
            parts = [*parts[:3], self.env._("%(count)s more", count=len(parts) - 3)]
        total = format_amount(self.env, self.amount_total, self.currency_id)
        return f"{', '.join(parts)} – {total}"

    def _get_basket(self):
        """What to order to get the same again."""
        self.ensure_one()
        return {
            line.product_id.id: max(1, round(line.product_uom_qty))
            for line in self.order_line
            if line.product_id and not line.display_type and not line.is_downpayment
        }
