from uuid import uuid4

from werkzeug.exceptions import NotFound

from odoo import http
from odoo.fields import Domain
from odoo.http import request

from odoo.addons.community_members.controllers.portal_membership import PRIVATE
from odoo.addons.portal.controllers.portal import CustomerPortal
from odoo.addons.portal.controllers.portal import pager as portal_pager

from ..tools.basket import read_basket, write_basket

SHOWN = 24
EARLIER = 5


class PortalOrder(CustomerPortal):
    """People of a corporate member choose what the organisation offers them.

    The basket travels in the address (``q_<product>=<pieces>``): no draft is kept, and
    nothing but quantities, the branch and the note is read from the client.
    """

    def _get_orderer(self, form):
        """The user as somebody who orders: (person, places, unit, job).

        :raises NotFound: for everybody who may not order today
        """
        # sudo: asked for the user alone, by the rights he holds today.
        person_sudo = request.env.user.partner_id.sudo()
        places = person_sudo._get_order_places(request.website.company_id)
        if not places:
            raise NotFound()
        asked = form.get("unit_id") or str(next(iter(places)).id)
        for unit_sudo, work_sudo in places.items():
            if str(unit_sudo.id) == asked:
                return person_sudo, places, unit_sudo, work_sudo
        raise NotFound()

    def _prepare_order_values(self, form):
        person_sudo, places, unit_sudo, work_sudo = self._get_orderer(form)
        return self._prepare_portal_layout_values() | {
            "person": person_sudo,
            "places": places,
            "unit": unit_sudo,
            "work": work_sudo,
            "firm": person_sudo._get_order_firm(work_sudo),
            "basket": read_basket(form),
            "write_basket": write_basket,
            "approvers": self._get_first_readers(person_sudo, work_sudo),
        }

    def _get_first_readers(self, person_sudo, work_sudo):
        """The managers who see the order before the seller; none for a manager."""
        unit_sudo = work_sudo.unit_id
        if not work_sudo or person_sudo._may_approve_orders_of(unit_sudo):
            return person_sudo.browse()
        return unit_sudo._get_order_approvers(without=person_sudo)

    # ------------------------------------------------------------
    # CATALOGUE
    # ------------------------------------------------------------

    @http.route(
        "/my/order",
        type="http",
        auth="user",
        methods=["GET"],
        website=True,
        readonly=True,
    )
    def order_catalogue(self, search="", category="", page="1", done=None, **form):
        values = self._prepare_order_values(form)
        values |= self._get_catalogue(values, search.strip()[:60], category, page)
        values |= self._get_earlier_orders(values["firm"])
        values |= {"page_name": "portal_order", "search": search, "done": done}
        return request.render("community_sale.portal_order", values, headers=PRIVATE)

    def _get_catalogue(self, values, search, category, page):
        company = request.website.company_id
        # sudo: only what is offered on the portal, of this company.
        products_sudo = request.env["product.product"].sudo().with_company(company)
        domain = products_sudo.product_tmpl_id._get_portal_order_domain(company)
        groups = products_sudo._read_group(domain, ["categ_id"], order="categ_id")
        if search:
            domain &= Domain("name", "ilike", search) | Domain(
                "default_code", "ilike", search
            )
        if category.isdigit():
            domain &= Domain("categ_id", "=", int(category))
        page = int(page) if page.isdigit() and len(page) < 7 else 1
        pager = portal_pager(
            "/my/order", products_sudo.search_count(domain), page, SHOWN
        )
        found_sudo = products_sudo.search(
            domain, limit=SHOWN, offset=pager["offset"], order="name, id"
        )
        pricelist_sudo = values["person"]._get_order_pricelist(values["firm"], company)
        return {
            "products": found_sudo,
            "prices": pricelist_sudo._get_products_price(found_sudo, 1.0),
            "currency": pricelist_sudo.currency_id or company.currency_id,
            "unit_uom": request.env.ref(
                "uom.product_uom_unit", raise_if_not_found=False
            ),
            "categories": [categ for (categ,) in groups],
            "category": category,
            "pager": pager,
        }

    def _get_earlier_orders(self, firm_sudo):
        """Read with the rights of the user: record rules decide what is there."""
        orders = request.env["sale.order"]
        orders = orders.search(
            orders._get_for_portal_domain()
            & Domain("partner_id", "child_of", firm_sudo.id),
            limit=EARLIER,
            order="id DESC",
        )
        orders_sudo = orders.sudo()  # sudo: what the rules let through
        return {"earlier": orders_sudo, "words": orders_sudo._get_portal_words()}

    # ------------------------------------------------------------
    # REVIEW
    # ------------------------------------------------------------

    @http.route(
        "/my/order/review",
        type="http",
        auth="user",
        methods=["GET"],
        website=True,
        readonly=True,
    )
    def order_review(self, done=None, **form):
        values = self._prepare_order_values(form)
        person_sudo = values["person"]
        company = request.website.company_id
        order_sudo = person_sudo.env["sale.order"].with_company(company)
        order_sudo = order_sudo.new(
            person_sudo._prepare_portal_order(
                values["basket"], values["unit"], values["work"], company
            )
        )
        if not order_sudo.order_line:
            return request.redirect("/my/order?done=empty")
        values |= {
            "page_name": "portal_order_review",
            "placed": order_sudo,
            "is_short": len(order_sudo.order_line) < len(values["basket"]),
            "needs_manager": person_sudo._needs_manager_for(order_sudo),
            "key": uuid4().hex,
            "done": done,
        }
        return request.render(
            "community_sale.portal_order_review", values, headers=PRIVATE
        )
