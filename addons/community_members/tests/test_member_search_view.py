from dateutil.relativedelta import relativedelta
from lxml import etree

from odoo import fields
from odoo.tests import tagged
from odoo.tools.safe_eval import safe_eval

from .common import CommunityMembersCommon

SEARCH_VIEWS = {
    "community_members.res_partner_view_search_member": "res.partner",
    "community_members.res_partner_view_search_unit": "res.partner",
    "community_members.community_member_assignment_view_search": (
        "community.member.assignment"
    ),
    "community_members.community_member_card_view_search": "community.member.card",
    "community_members.community_member_household_view_search": (
        "community.member.household"
    ),
    "community_members.community_member_target_view_search": "community.member.target",
}


@tagged("post_install", "-at_install", "community")
class TestMemberSearchView(CommunityMembersCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.today = fields.Date.context_today(cls.env.user)
        cls.member = cls._new_member(
            "Gülşen Çelik",
            mobile="+90 532 111 22 33",
            member_since=cls.today - relativedelta(years=1),
            membership_start=cls.today - relativedelta(years=1),
            membership_end=cls.today + relativedelta(days=10),
            birthdate_date=cls.today - relativedelta(years=30),
        )

    def _get_arch(self, xmlid, user):
        model = self.env[SEARCH_VIEWS[xmlid]].with_user(user)
        return model, etree.fromstring(model.get_view(self.env.ref(xmlid).id)["arch"])

    def _get_domain(self, node):
        return safe_eval(node.get("domain") or "[]", {"uid": self.env.uid})

    def _search_by_filter(self, name):
        model, arch = self._get_arch(
            "community_members.res_partner_view_search_member", self.officer
        )
        (node,) = arch.xpath(f"//filter[@name='{name}']")
        return model.search([("id", "in", self.member.ids), *self._get_domain(node)])

    def test_every_filter_and_group_works(self):
        """W17: no filter and no group-by of the register fails for its reader."""
        for xmlid in SEARCH_VIEWS:
            model, arch = self._get_arch(xmlid, self.finance)
            for node in arch.iter("filter"):
                context = safe_eval(node.get("context") or "{}", {})
                with self.subTest(view=xmlid, filter=node.get("name")):
                    model.search(self._get_domain(node), limit=1)
                    group_by = context.get("group_by")
                    # Extra fields are grouped one by one, by the client.
                    if group_by and group_by != "member_properties":
                        model.formatted_read_group([], [group_by], ["__count"])

    def test_filters_find(self):
        """W17: what the reception asks every day."""
        for name in ("members", "individual", "ends_soon", "without_card", "birthday"):
            with self.subTest(filter=name):
                self.assertEqual(self._search_by_filter(name), self.member)
        for name in ("grace", "expired", "suspended", "potential", "corporate", "left"):
            with self.subTest(filter=name):
                self.assertFalse(self._search_by_filter(name))

    def test_filters_of_left_and_birthday(self):
        """W17: who left lately, and nobody whose birthday is in another month."""
        self.member.write(
            {
                "membership_resigned_on": self.today - relativedelta(months=11),
                "birthdate_date": self.today - relativedelta(years=30, months=1),
            }
        )
        self.assertEqual(self._search_by_filter("left"), self.member)
        self.assertFalse(self._search_by_filter("birthday"))
        self.member.membership_resigned_on = self.today - relativedelta(months=13)
        self.assertFalse(self._search_by_filter("left"))

    def test_overdue_is_for_finance(self):
        """W61: the filter of debtors is shown to the finance role alone."""
        xmlid = "community_members.res_partner_view_search_member"
        for user, count in ((self.officer, 0), (self.finance, 1)):
            _model, arch = self._get_arch(xmlid, user)
            self.assertEqual(len(arch.xpath("//filter[@name='overdue']")), count)

    def test_search_box(self):
        """W17: one box finds by part of a name, and by a phone in any spelling."""
        partners = self.env["res.partner"].with_user(self.officer)
        for text in ("gulsen", "GÜLŞEN ÇEL", "0532 111 22 33", "5321112233"):
            with self.subTest(text=text):
                found = partners.search([("display_name", "ilike", text)])
                self.assertIn(self.member, found)
