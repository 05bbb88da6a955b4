from contextlib import suppress
from urllib.parse import urlencode

from psycopg2.errors import UniqueViolation
from werkzeug.exceptions import NotFound

from odoo import http
from odoo.exceptions import UserError
from odoo.http import request

from ..tools.basket import read_basket, write_basket
from .portal_order import PortalOrder

NOTE_LENGTH = 2000


class PortalOrderSend(PortalOrder):
    """Sending: once, whatever is pressed how often."""

    @http.route(
        "/my/order/send", type="http", auth="user", methods=["POST"], website=True
    )
    def order_send(self, key="", note="", **form):
        person_sudo, _places, unit_sudo, work_sudo = self._get_orderer(form)
        if not (key.isalnum() and key.isascii() and len(key) == 32):
            raise NotFound()
        company = request.website.company_id
        basket = read_basket(form)
        values = person_sudo._prepare_portal_order(
            basket, unit_sudo, work_sudo, company
        )
        back = urlencode(write_basket(basket) | {"unit_id": unit_sudo.id})
        if not basket or len(values["order_line"]) < len(basket):
            return request.redirect(f"/my/order/review?{back}&done=gone")
        values |= {
            "portal_key": key,
            "portal_note": note.strip()[:NOTE_LENGTH] or False,
        }
        try:
            # The same form again at the same moment: one order.
            with suppress(UniqueViolation):
                if not self._find_sent(key):
                    with request.env.cr.savepoint():
                        self._create_portal_order(person_sudo, values, company)
        except UserError:
            return request.redirect(f"/my/order/review?{back}&done=refused")
        return request.redirect(f"/my/order/sent/{key}")

    def _create_portal_order(self, person_sudo, values, company):
        # sudo: portal users create nothing by themselves; all values are ours.
        orders_sudo = request.env["sale.order"].sudo().with_company(company)
        orders_sudo = orders_sudo.with_context(mail_create_nosubscribe=True)
        order_sudo = orders_sudo.create(values)
        order_sudo.needs_manager_approval = person_sudo._needs_manager_for(order_sudo)
        order_sudo.flush_recordset()
        order_sudo._submit_to_seller()

    @http.route(
        "/my/order/sent/<string:key>",
        type="http",
        auth="user",
        methods=["GET"],
        website=True,
        readonly=True,
    )
    def order_sent(self, key):
        order_sudo = self._find_sent(key)
        if not order_sudo:
            raise NotFound()
        return request.redirect(f"/my/order/{order_sudo.id}?done=sent")

    def _find_sent(self, key):
        # sudo: own orders only, found by the key of the form.
        orders_sudo = request.env["sale.order"].sudo()
        person = request.env.user.partner_id
        return orders_sudo.search(
            [("ordered_by_id", "=", person.id), ("portal_key", "=", key)], limit=1
        )
