from odoo import api, models

HELD = ("_submit_to_seller", "_accept_for_member")


class CommunityChangeRequest(models.Model):
    """Orders of a corporate member's people that wait for their manager."""

    _inherit = "community.change.request"

    def _is_portal_order(self):
        self.ensure_one()
        method = (self.payload or {}).get("method")
        return self.res_model == "sale.order" and method in HELD

    def _get_portal_orders(self):
        """The orders that these requests are about."""
        about = self.filtered(lambda change: change._is_portal_order())
        # sudo: the decider need not read orders.
        return self.env["sale.order"].sudo().browse(about.mapped("res_id")).exists()

    def _close(self, state):
        result = super()._close(state)
        if state in ("rejected", "cancelled"):
            orders = self.sudo()._get_portal_orders()  # sudo: the decision is made
            orders._refuse_portal_order()
            orders.write({"needs_manager_approval": False})
        return result

    def _tell_decided(self, verdict, reason):
        """The person who ordered reads it in words of orders."""
        order = self._get_portal_orders()
        if not order:
            return super()._tell_decided(verdict, reason)
        self.env["community.notice"]._send(
            f"portal_order_{verdict}",
            order,
            partners=self.sudo().maker_id.partner_id,  # sudo: only to tell him
            occurrence=f"{self.id}-{self.sudo().version}",
            values={"manager": self.env.user.name, "reason": reason or ""},
        )
        return self._post_on_record(self._get_decided_words(verdict, reason))

    def _get_decided_words(self, verdict, reason):
        name = self.env.user.name
        words = {
            "approve": self.env._("%(name)s agreed to the order.", name=name),
            "reject": self.env._("%(name)s refused the order.", name=name),
            "return": self.env._("%(name)s asks about the order.", name=name),
        }[verdict]
        return f"{words} {reason}" if reason else words

    @api.model
    def _get_button_label(self, records, name):
        if records._name != "sale.order" or name not in HELD:
            return super()._get_button_label(records, name)
        order = records[:1].sudo()  # sudo: whoever decides reads what he agrees to
        what = order._get_order_summary()
        if name == "_submit_to_seller":
            return self.env._("Order: %(what)s", what=what)
        return self.env._("Accept the quotation: %(what)s", what=what)

    @api.depends("res_name", "operation", "res_model", "payload")
    @api.depends_context("lang")
    def _compute_name(self):
        result = super()._compute_name()
        for change in self.filtered(lambda change: change._is_portal_order()):
            change.name = change.env._("Order %(name)s", name=change.res_name)
        return result
