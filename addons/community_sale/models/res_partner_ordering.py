from odoo import models
from odoo.fields import Command, Domain

from ..tools.basket import needs_manager


class ResPartner(models.Model):
    """For whom a person orders on the portal, and what his order consists of.

    All methods are called on the person, with rights already lifted.
    """

    _inherit = "res.partner"

    def _get_order_places(self, company):
        """Where this person may have things delivered today.

        :return: {unit: the job whose rights count, empty for the company's own log-in}
        """
        self.ensure_one()
        works = self.assignment_ids.filtered("is_current").filtered("can_order")
        works = works.filtered(lambda work: work.unit_id._may_be_served(company))
        places = {work.unit_id: work for work in works}
        for work in works:
            root = work.unit_id
            if self._may_approve_orders_of(root):
                root = root.commercial_partner_id
            for unit in root._get_delivery_units():
                places.setdefault(unit, work)
        if self._is_own_corporate_member() and self._may_be_served(company):
            for unit in self._get_delivery_units():
                places.setdefault(unit, works.browse())
        return places

    def _may_be_served(self, company):
        """Whether a member that counts as one stands behind this unit."""
        self.ensure_one()
        standings = self._get_registered_ancestors()._get_standings().values()
        return self.company_id in (company, company.browse()) and any(
            standing.counts_as_member for standing in standings
        )

    def _get_delivery_units(self):
        units = self.search(
            [
                ("id", "in", self._get_tree_ids()),
                ("unit_type", "not in", (False, "employee")),
            ],
            order="name, id",
        )
        return self | units

    def _get_order_firm(self, work):
        """Who pays: the company of the job, or the one that is signed in."""
        return work.unit_id.commercial_partner_id or self

    def _get_order_pricelist(self, firm, company):
        """The company's own prices, else those of the member it belongs to."""
        firm = firm.with_company(company)
        member = firm._get_registered_ancestors()[:1] or firm
        return (
            firm.specific_property_product_pricelist
            or member.property_product_pricelist
        )

    def _prepare_portal_order(self, basket, unit, work, company):
        """Values of an order; what is not offered on the portal is left out."""
        firm = self._get_order_firm(work)
        products = self.env["product.product"].search(
            self.env["product.template"]._get_portal_order_domain(company)
            & Domain("id", "in", list(basket))
        )
        return {
            "company_id": company.id,
            "partner_id": firm.id,
            "partner_shipping_id": unit.id,
            "pricelist_id": self._get_order_pricelist(firm, company).id,
            "ordered_by_id": self.id,
            "ordered_as_id": work.id,
            "portal_state": "waiting",
            "require_signature": False,
            "order_line": [
                Command.create(
                    {"product_id": product.id, "product_uom_qty": basket[product.id]}
                )
                for product in products
            ],
        }

    def _needs_manager_for(self, order):
        """Whether somebody else has to agree before the seller sees this order."""
        work = order.ordered_as_id
        approves = not work or self._may_approve_orders_of(work.unit_id)
        return needs_manager(order._get_limited_amount(), work.order_limit, approves)
