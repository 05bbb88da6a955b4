from odoo.exceptions import AccessError, ValidationError
from odoo.tests import tagged, users

from odoo.addons.community_members.tests.common import CommunityMembersCommon


@tagged("post_install", "-at_install", "community")
class TestMemberPurchases(CommunityMembersCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.buyer = cls._new_user("buyer", "purchase.group_purchase_user")
        cls.product = cls.env["product.product"].create(
            {"name": "Helmets", "type": "consu", "supplier_taxes_id": False}
        )
        cls.holding = cls._new_member("Kartal Lastik", is_company=True)
        cls.branch = cls._new_unit(cls.holding, "branch")
        cls.desk = cls._new_unit(cls.branch, "department")
        cls.holding._admit_members()
        cls.offers = cls._new_offer(cls.desk) + cls._new_offer(cls.branch)
        cls.order = cls._new_offer(cls.desk)
        cls.order.button_confirm()

    @classmethod
    def _new_unit(cls, parent, unit_type):
        return cls.env["res.partner"].create(
            {
                "name": f"{parent.name} {unit_type}",
                "parent_id": parent.id,
                "unit_type": unit_type,
            }
        )

    @classmethod
    def _new_offer(cls, partner, company=None):
        orders = cls.env["purchase.order"].with_company(company or cls.company)
        line = {"product_id": cls.product.id, "product_qty": 1, "price_unit": 50.0}
        return orders.create({"partner_id": partner.id, "order_line": [(0, 0, line)]})

    @users("community_buyer")
    def test_counts_of_the_whole_tree(self):
        """W65, W66: offers received and orders given apart, from every level."""
        holding = self.holding.with_user(self.env.user)
        self.assertEqual(holding.member_rfq_count, 2)
        self.assertEqual(holding.member_purchase_count, 1)
        self.assertEqual(self.desk.with_user(self.env.user).member_rfq_count, 1)

    @users("community_buyer")
    def test_numbers_open_to_their_rows(self):
        """W65, W66: what was counted is what the button opens."""
        holding = self.holding.with_user(self.env.user)
        for action, expected in (
            (holding.action_open_member_rfqs(), self.offers),
            (holding.action_open_member_purchases(), self.order),
        ):
            found = self.env["purchase.order"].search(action["domain"])
            self.assertEqual(found, expected.sorted())

    def test_only_own_company(self):
        """W62: purchases of another group company do not count."""
        self._new_offer(self.holding, company=self.other_company)
        self.assertEqual(self.holding.with_user(self.buyer).member_rfq_count, 2)

    @users("community_officer")
    def test_refused_without_purchase_rights(self):
        """W65: an officer without purchase rights sees neither figure nor rows."""
        holding = self.holding.with_user(self.env.user)
        with self.assertRaises(AccessError):
            holding.read(["member_rfq_count"])
        with self.assertRaises(AccessError):
            holding.action_open_member_purchases()

    def test_same_number_of_queries_for_many(self):
        """W65: one query per figure, for one partner and for a hundred."""
        many = self.env["res.partner"].create(
            [{"name": f"Supplier {number}"} for number in range(100)]
        )
        self.env.flush_all()
        for partners in (self.holding, self.holding + many):
            partners = partners.with_user(self.buyer)
            partners.mapped("member_rfq_count")  # fills the caches of rights
            partners.invalidate_recordset(["member_rfq_count"])
            with self.assertQueryCount(2):
                partners.mapped("member_rfq_count")

    @users("community_buyer")
    def test_potential_member_gives_offers_only(self):
        """W16: an offer may be asked for; the order waits for the admission."""
        prospect = self._new_member("Lale Medya", is_company=True)
        offer = self._new_offer(prospect).with_user(self.env.user)
        offer.message_post(body="Waiting for the price.")
        with self.assertRaises(ValidationError) as refusal:
            offer.button_confirm()
        self.assertIn("Lale Medya", str(refusal.exception))
        prospect._admit_members()
        offer.button_confirm()
        self.assertEqual(offer.state, "purchase")

    def test_portal_orders_by_right(self):
        """W31, W56: a supplier's employee sees its purchase orders by right only."""
        person = self.env["res.partner"].create({"name": "Burak Aydın"})
        assignment = self.env["community.member.assignment"].create(
            {"person_id": person.id, "unit_id": self.branch.id}
        )
        portal = self.env["res.users"].create(
            {
                "login": "community_burak",
                "partner_id": person.id,
                "company_id": self.company.id,
                "company_ids": [(6, 0, self.company.ids)],
                "group_ids": [(6, 0, self.env.ref("base.group_portal").ids)],
            }
        )
        orders = self.env["purchase.order"].with_user(portal)
        lines = self.env["purchase.order.line"].with_user(portal)
        self.assertFalse(orders.search([]) + lines.search([]).order_id)
        assignment.can_see_orders = True
        self.assertIn(self.order, orders.search([]))
        self.assertIn(self.order.order_line, lines.search([]))
