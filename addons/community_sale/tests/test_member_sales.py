from odoo.exceptions import AccessError, ValidationError
from odoo.tests import tagged, users

from .common import MemberSaleCommon


@tagged("post_install", "-at_install", "community")
class TestMemberSales(MemberSaleCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.quotations = cls._new_quotation(cls.desk) + cls._new_quotation(cls.holding)
        cls.order = cls._new_quotation(cls.person)
        cls.order.action_confirm()

    @users("community_seller")
    def test_counts_of_the_whole_tree(self):
        """W67, W68, W83, W84: quotations and orders apart, from every level."""
        holding = self.holding.with_user(self.env.user)
        branch = self.branch.with_user(self.env.user)
        self.assertEqual(holding.member_quotation_count, 2)
        self.assertEqual(holding.member_order_count, 1)
        self.assertEqual(branch.member_quotation_count, 1)
        self.assertEqual(branch.member_order_count, 1)

    @users("community_seller")
    def test_numbers_open_to_their_rows(self):
        """W67, W68: what was counted is what the button opens."""
        holding = self.holding.with_user(self.env.user)
        for action, expected in (
            (holding.action_open_member_quotations(), self.quotations),
            (holding.action_open_member_orders(), self.order),
        ):
            self.assertEqual(
                self.env["sale.order"].search(action["domain"]), expected.sorted()
            )
            self.assertEqual(action["context"], {"default_partner_id": holding.id})

    def test_only_own_company(self):
        """W62: orders of another group company do not count."""
        self._new_quotation(self.holding, company=self.other_company)
        holding = self.holding.with_user(self.seller)
        self.assertEqual(holding.member_quotation_count, 2)

    @users("community_officer")
    def test_refused_without_sales_rights(self):
        """W67: an officer without sales rights sees neither figure nor rows."""
        holding = self.holding.with_user(self.env.user)
        with self.assertRaises(AccessError):
            holding.read(["member_quotation_count"])
        with self.assertRaises(AccessError):
            holding.action_open_member_orders()

    def test_same_number_of_queries_for_many(self):
        """W67: one query per figure, for one partner and for a hundred."""
        many = self.env["res.partner"].create(
            [{"name": f"Rider {number}"} for number in range(100)]
        )
        self.env.flush_all()
        for partners in (self.holding, self.holding + many):
            partners = partners.with_user(self.seller)
            partners.mapped("member_order_count")  # fills the caches of rights
            partners.invalidate_recordset(["member_order_count"])
            with self.assertQueryCount(2):
                partners.mapped("member_order_count")

    @users("community_seller")
    def test_potential_member_gets_quotations_only(self):
        """W16: quotation and activity yes, confirmation no; admission opens it."""
        prospect = self._new_member("Can Kaya")
        self.assertEqual(prospect.member_state, "potential")
        quotation = self._new_quotation(prospect).with_user(self.env.user)
        quotation.message_post(body="Called him.")
        quotation.activity_schedule("mail.mail_activity_data_call")
        with self.assertRaises(ValidationError) as refusal:
            quotation.action_confirm()
        self.assertIn("Can Kaya", str(refusal.exception))
        self.assertIn("Admit", str(refusal.exception))
        prospect._admit_members()
        quotation.action_confirm()
        self.assertEqual(quotation.state, "sale")

    def test_potential_corporate_member_stops_its_branches(self):
        """W16: an employee or branch stands for the member; all names are told."""
        prospect = self._new_member("Poyraz Sigorta", is_company=True)
        branch = self._new_unit(prospect, "branch")
        other = self._new_member("Deniz Ak")
        orders = self._new_quotation(branch) + self._new_quotation(other)
        orders += self._new_quotation(self.holding)
        with self.assertRaises(ValidationError) as refusal:
            orders.action_confirm()
        self.assertIn("Poyraz Sigorta, Deniz Ak", str(refusal.exception))

    def test_outsiders_are_no_potential_members(self):
        """W16: whoever is not in the register buys as ever."""
        outsider = self.env["res.partner"].create({"name": "Walk-in"})
        order = self._new_quotation(outsider)
        order.action_confirm()
        self.assertEqual(order.state, "sale")
