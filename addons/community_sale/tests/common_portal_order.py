from odoo.addons.community_members.tests.common_portal import MemberPortalCase


class PortalOrderCase(MemberPortalCase):
    """A holding with a branch: its director and the chief of the branch may approve, a
    buyer may only order, the clerk may do nothing. Three products, two on offer."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.buyer = cls._employee("Burcu Alıcı", cls.branch, ("can_order",))
        cls.users[cls.buyer.id] = cls._portal_user(cls.buyer)
        cls.chief.assignment_ids.can_approve_orders = True
        cls.area = cls.env.ref("community_sale.approval_area_portal_order")
        cls.area.enabled = True
        cls.seller = cls.env["res.users"].create(
            {
                "name": "Satıcı",
                "login": "portal_order_seller",
                "email": "seller@example.com",
                "company_id": cls.company.id,
                "company_ids": [(6, 0, cls.company.ids)],
                "group_ids": [
                    (6, 0, cls.env.ref("sales_team.group_sale_salesman_all_leads").ids)
                ],
            }
        )
        cls.holding.user_id = cls.seller
        cls.helmet = cls._product("Kask", 100, portal_orderable=True)
        cls.glove = cls._product("Eldiven", 25, portal_orderable=True)
        cls.secret = cls._product("Özel Parça", 5)

    @classmethod
    def _product(cls, name, price, **values):
        product = cls.env["product.template"].create(
            {"name": name, "list_price": price, "taxes_id": False, **values}
        )
        return product.product_variant_id

    def _send(self, basket, key="a" * 32, **data):
        """Post the review form; `basket` is {product: pieces}."""
        form = {f"q_{product.id}": str(pieces) for product, pieces in basket.items()}
        return self._post("/my/order/send", key=key, **form, **data)

    def _last(self):
        return self.env["sale.order"].search([], order="id DESC", limit=1)

    def _order(self, person, basket, **data):
        """What `person` orders; the order that came of it."""
        before = self._last()
        self._sign_in(person)
        answer = self._send(basket, **data)
        self.assertEqual(answer.status_code, 200, answer.url)
        self.env.invalidate_all()
        self.assertNotEqual(self._last(), before)
        return self._last()

    def _request(self, order):
        return order._get_portal_requests().get(
            order.id, self.env["community.change.request"]
        )

    def _as(self, person, record):
        return record.with_user(self.users[person.id])
