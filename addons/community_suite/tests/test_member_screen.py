from lxml import etree

from odoo.tests import tagged, users

from odoo.addons.community_members.tests.common import CommunityMembersCommon


@tagged("post_install", "-at_install", "community")
class TestMemberScreen(CommunityMembersCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.seller = cls._new_user(
            "seller",
            "sales_team.group_sale_salesman_all_leads,"
            "community_members.group_member_officer",
        )
        cls.everything = cls._new_user(
            "everything",
            "community_members.group_member_manager,"
            "community_members.group_member_finance,account.group_account_invoice,"
            "sales_team.group_sale_manager,purchase.group_purchase_manager,"
            "project.group_project_manager",
        )
        cls.holding = cls._new_member("Marmara Motor", is_company=True)
        cls.branch = cls._new_unit(cls.holding, "branch")
        cls.desk = cls._new_unit(cls.branch, "department")
        cls.opportunities = cls._new_opportunity(cls.desk)
        cls.opportunities += cls._new_opportunity(cls.holding)
        cls._new_opportunity(cls.desk, cls.other_company)

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
    def _new_opportunity(cls, partner, company=None):
        return cls.env["crm.lead"].create(
            {
                "name": f"Fleet of {partner.name}",
                "type": "opportunity",
                "partner_id": partner.id,
                "company_id": (company or cls.company).id,
            }
        )

    def _form_of(self, user):
        view = self.env.ref("community_members.res_partner_view_form_member")
        arch = self.env["res.partner"].with_user(user).get_view(view.id, "form")["arch"]
        return etree.fromstring(arch)

    @users("community_seller")
    def test_opportunities_of_the_whole_tree(self):
        """W64, W82: core's button is on the member's screen and counts every level."""
        holding = self.holding.with_user(self.env.user)
        self.assertEqual(holding.opportunity_count, 2)
        found = self.env["crm.lead"].search(holding.action_view_opportunity()["domain"])
        self.assertEqual(set(found.ids), set(self.opportunities.ids))
        form = self._form_of(self.env.user)
        self.assertTrue(form.xpath("//button[@name='action_view_opportunity']"))

    @users("community_officer")
    def test_no_button_without_rights(self):
        """W63-W68: whoever has no rights in an app does not see its button."""
        form = self._form_of(self.env.user)
        for name in (
            "action_view_opportunity",
            "action_open_member_quotations",
            "action_open_member_orders",
            "action_open_member_rfqs",
            "action_open_member_purchases",
            "action_open_member_projects",
        ):
            self.assertFalse(form.xpath(f"//button[@name='{name}']"), name)

    def test_one_screen(self):
        """W32, W36, W63-W68, W81-W84: all that we deal in stands on one screen."""
        form = self._form_of(self.everything)
        for name in (
            "action_open_units",
            "action_open_staff",
            "action_open_tree_invoices",
            "action_open_statement",
            "action_view_opportunity",
            "action_open_member_quotations",
            "action_open_member_orders",
            "action_open_member_rfqs",
            "action_open_member_purchases",
            "action_open_member_projects",
            "action_open_member_analyses",
        ):
            self.assertTrue(form.xpath(f"//button[@name='{name}']"), name)
        for name in ("bank_ids", "payment_token_count", "property_payment_term_id"):
            self.assertTrue(form.xpath(f"//field[@name='{name}']"), name)

    def test_core_counts_do_not_double(self):
        """W67, W66: on a member, core's joint figures give way to the separate ones."""
        form = self._form_of(self.everything)
        for count in ("sale_order_count", "purchase_order_count"):
            button = form.xpath(f"//field[@name='{count}']/parent::button")[0]
            self.assertEqual(button.get("invisible"), "in_member_register or unit_type")
