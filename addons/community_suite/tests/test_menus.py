from odoo.tests import tagged
from odoo.tools.safe_eval import safe_eval

from odoo.addons.community_members.tests.common import CommunityMembersCommon

TODAY = {"activities", "applicants", "ending", "grace"}
MEMBERS = {"all_members", "corporate"}
SALES = {"opportunities", "quotations", "orders"}
PURCHASES = {"offers", "purchases"}


@tagged("post_install", "-at_install", "community")
class TestMenus(CommunityMembersCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        manager = (
            "community_members.group_member_manager,sales_team.group_sale_manager,"
            "purchase.group_purchase_manager,project.group_project_manager"
        )
        treasurer = (
            "community_members.group_member_finance,account.group_account_invoice"
        )
        cls.roles = {
            cls.reader: TODAY | MEMBERS,
            cls.officer: TODAY | MEMBERS | {"analyses"},
            cls._new_user("treasurer", treasurer): TODAY | MEMBERS | {"invoices"},
            cls._new_user("all_apps", manager): TODAY
            | MEMBERS
            | SALES
            | PURCHASES
            | {"analyses", "projects"},
            cls.internal: set(),
        }
        cls._new_member("Ayşe Demir", membership_applied_on="2020-01-01")

    def _menus_of(self, user):
        """{name of the menu: its action} as the client shows them, from the app."""
        root = self.env.ref("community_suite.community_suite_menu_root")
        shown = self.env["ir.ui.menu"].with_user(user).load_menus(False)
        waiting, found = [root.id], []
        while waiting:
            menu = shown.get(waiting.pop())
            if menu:
                waiting += menu["children"]
                found.append(menu["id"])
        menus = self.env["ir.ui.menu"].browse(found).filtered("action")
        names = menus.get_external_id()
        prefix = "community_suite.community_suite_menu_"
        return {names[menu.id].removeprefix(prefix): menu.action for menu in menus}

    def test_menus_of_every_role(self):
        """W32: every role finds its work in the common app, and nothing that fails."""
        for user, expected in self.roles.items():
            with self.subTest(user=user.login):
                menus = self._menus_of(user)
                self.assertEqual(set(menus), expected)
                for action in menus.values():
                    self._open(user, action)

    def _open(self, user, action):
        model = self.env[action.res_model].with_user(user)
        model.get_views([*action.views, (action.search_view_id.id, "search")])
        model.search(safe_eval(action.domain or "[]", {"uid": user.id}), limit=5)
