from odoo import fields, models
from odoo.exceptions import UserError

PORTAL_STATES = [
    ("waiting", "Waits at the Member"),
    ("refused", "Refused at the Member"),
    ("sent", "Ordered on the Portal"),
]
NOT_FOR_SELLERS = ("waiting", "refused")


class SaleOrder(models.Model):
    """Orders that people of a corporate member give on the portal."""

    _name = "sale.order"
    _inherit = ["community.member.card.number.guard", "sale.order"]

    portal_state = fields.Selection(
        PORTAL_STATES, "Portal Order", copy=False, readonly=True
    )
    ordered_by_id = fields.Many2one(
        "res.partner", index="btree_not_null", copy=False, readonly=True
    )
    ordered_as_id = fields.Many2one(
        "community.member.assignment",
        index="btree_not_null",
        copy=False,
        readonly=True,
        help="The employment whose rights the order was given with.",
    )
    portal_note = fields.Text("Note of the Member", copy=False)
    portal_key = fields.Char(copy=False, readonly=True)
    needs_manager_approval = fields.Boolean(copy=False, readonly=True)

    _portal_key_once = models.UniqueIndex(
        "(ordered_by_id, portal_key) WHERE portal_key IS NOT NULL",
        "This order was sent already.",
    )
    _portal_waiting = models.Index("(portal_state) WHERE portal_state IS NOT NULL")

    def _submit_to_seller(self):
        """The order reaches the seller; the area “portal_order” holds this call while
        a manager of the member has to agree."""
        for order in self:
            if order.portal_state != "waiting" or order.state != "draft":
                raise UserError(
                    order.env._("%(order)s was cancelled meanwhile.", order=order.name)
                )
        self.write({"portal_state": "sent", "needs_manager_approval": False})
        self.action_quotation_sent()
        self._tell_seller()
        return True

    def _confirmation_error_message(self):
        if self._is_held_by_member():
            return self.env._("The member's manager has not agreed to this order.")
        return super()._confirmation_error_message()

    def _tell_seller(self):
        sellers = {order.id: order.user_id or order.team_id.user_id for order in self}
        for order in self:
            if seller := sellers[order.id]:
                order.activity_schedule(
                    "mail.mail_activity_data_todo",
                    summary=order.env._("Order from the portal"),
                    user_id=seller.id,
                )
        self.env["community.notice"]._send(
            "portal_order_received",
            self,
            partners={key: user.partner_id for key, user in sellers.items() if user},
        )

    def _refuse_portal_order(self):
        """The member's manager said no, or the person took it back."""
        orders = self.filtered(lambda order: order.portal_state == "waiting")
        orders.write({"portal_state": "refused"})
        orders._action_cancel()
