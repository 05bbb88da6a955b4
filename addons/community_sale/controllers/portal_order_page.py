from urllib.parse import urlencode

from werkzeug.exceptions import NotFound

from odoo import http
from odoo.http import request

from odoo.addons.community_members.controllers.portal_membership import PRIVATE
from odoo.addons.portal.controllers.portal import CustomerPortal

from ..models.sale_order_portal_page import OPEN
from ..tools.basket import write_basket


class PortalOrderPage(CustomerPortal):
    """One order: where it stands, whom it waits for, the same once more."""

    def _get_portal_order(self, order_id):
        """(order, its latest request), for whoever ordered, decides, or may see it."""
        order = request.env["sale.order"].browse(order_id).exists()
        order_sudo = order.sudo()  # sudo: shown only to those named below
        request_sudo = order_sudo._get_portal_requests().get(order_id)
        if order_sudo and (
            self._is_own(order_sudo)
            or (request_sudo and request.env.user in request_sudo.approver_ids)
            or (order_sudo._is_for_portal() and order.has_access("read"))
        ):
            return order_sudo, request_sudo
        raise NotFound()

    def _is_own(self, order_sudo):
        """Ordered by the user, in a job that he still has."""
        work_sudo = order_sudo.ordered_as_id
        return order_sudo.ordered_by_id == request.env.user.partner_id and (
            work_sudo.is_current or order_sudo.ordered_by_id == order_sudo.partner_id
        )

    @http.route(
        "/my/order/<int:order_id>",
        type="http",
        auth="user",
        methods=["GET"],
        website=True,
        readonly=True,
    )
    def order_page(self, order_id, done=None):
        order_sudo, request_sudo = self._get_portal_order(order_id)
        user = request.env.user
        values = self._prepare_portal_layout_values() | {
            "page_name": "portal_order_one",
            "placed": order_sudo,
            "change": request_sudo,
            "word": order_sudo._get_portal_word(request_sudo),
            "is_own": self._is_own(order_sudo),
            "decides": request_sudo and user in request_sudo.approver_ids,
            "done": done,
        }
        return request.render(
            "community_sale.portal_order_one", values, headers=PRIVATE
        )

    @http.route(
        "/my/order/<int:order_id>/again",
        type="http",
        auth="user",
        methods=["GET"],
        website=True,
        readonly=True,
    )
    def order_again(self, order_id):
        order_sudo, _request = self._get_portal_order(order_id)
        basket = write_basket(order_sudo._get_basket())
        return request.redirect(f"/my/order/review?{urlencode(basket)}")

    # ------------------------------------------------------------
    # WHILE IT WAITS
    # ------------------------------------------------------------

    def _get_own_request(self, order_id):
        """The request of the user's own order; its buttons ask once more who he is."""
        order_sudo, request_sudo = self._get_portal_order(order_id)
        if not self._is_own(order_sudo) or not request_sudo:
            raise NotFound()
        return request_sudo

    @http.route(
        "/my/order/<int:order_id>/withdraw",
        type="http",
        auth="user",
        methods=["POST"],
        website=True,
    )
    def order_withdraw(self, order_id, **_params):
        change_sudo = self._get_own_request(order_id)
        if change_sudo.state in OPEN:
            change_sudo.action_withdraw()
        return request.redirect(f"/my/order/{order_id}?done=withdraw")

    @http.route(
        "/my/order/<int:order_id>/answer",
        type="http",
        auth="user",
        methods=["POST"],
        website=True,
    )
    def order_answer(self, order_id, answer="", **_params):
        change_sudo = self._get_own_request(order_id)
        if change_sudo.state == "returned":
            change_sudo.action_resubmit(answer.strip()[:500] or False)
        return request.redirect(f"/my/order/{order_id}?done=answer")
