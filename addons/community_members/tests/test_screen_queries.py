from functools import partial

from lxml import etree

from odoo.tests import tagged

from .common import CommunityMembersCommon


@tagged("post_install", "-at_install", "community")
class TestScreenQueries(CommunityMembersCommon):
    """The screens ask the same number of questions for 10 and for 1,000 records."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.members = cls.env["res.partner"].create(
            [
                {
                    "name": f"Üye {number:04}",
                    "in_member_register": True,
                    "member_category_id": cls.category.id,
                    "user_id": cls.officer.id,
                }
                for number in range(1000)
            ]
        )

    def _get_specification(self, user, view):
        """What the web client asks for, from the fields of the view."""
        partners = self.env["res.partner"].with_user(user)
        arch = etree.fromstring(partners.get_view(self.env.ref(view).id)["arch"])
        specification = {}
        for node in arch.xpath("//field[not(ancestor::field)]"):
            field = partners._fields[node.get("name")]
            specification[field.name] = {}
            if field.type == "many2one":
                specification[field.name] = {"fields": {"display_name": {}}}
            elif field.type in ("one2many", "many2many"):
                specification[field.name] = self._get_inner(user, field, node)
        return specification

    def _get_inner(self, user, field, node):
        model = self.env[field.comodel_name].with_user(user)
        names = set(node.xpath("./*/field/@name")) or {"display_name"}
        names = [
            name
            for name in names
            if model._has_field_access(model._fields[name], "read")
        ]
        inner = {}
        for name in names:
            is_relation = model._fields[name].type == "many2one"
            inner[name] = {"fields": {"display_name": {}}} if is_relation else {}
        return {"fields": inner}

    def _count(self, function):
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        function()
        return self.env.cr.sql_log_count - before

    def _assert_same_for_search(self, view):
        for user in (self.officer, self.finance):
            partners = self.env["res.partner"].with_user(user)
            specification = self._get_specification(user, view)

            # pylint: disable-next=dangerous-default-value
            def read(limit, partners=partners, specification=specification):
                domain = [("id", "in", self.members.ids)]
                partners.web_search_read(
                    domain, specification, limit=limit, count_limit=1
                )

            self._count(lambda read=read: read(10))
            few = self._count(lambda read=read: read(10))
            many = self._count(lambda read=read: read(1000))
            with self.subTest(user=user.login, view=view):
                self.assertEqual(few, many)

    def test_list(self):
        """W17: the list."""
        self._assert_same_for_search("community_members.res_partner_view_list_member")

    def test_kanban(self):
        """W17: the kanban."""
        self._assert_same_for_search("community_members.res_partner_view_kanban_member")

    def test_form(self):
        """W30, W32: the screen of a company with 10 and with 1,000 branches."""
        companies = self.env["res.partner"].create(
            [
                {"name": name, "is_company": True, "in_member_register": True}
                for name in ("Small", "Large")
            ]
        )
        for company, size in zip(companies, (10, 1000), strict=True):
            self.env["res.partner"].create(
                [
                    {
                        "name": f"Şube {n}",
                        "parent_id": company.id,
                        "unit_type": "branch",
                    }
                    for n in range(size)
                ]
            )
        view = "community_members.res_partner_view_form_member"
        for user in (self.officer, self.finance):
            specification = self._get_specification(user, view)
            # Each on its own, as the client reads it: no shared prefetch.
            as_user = [companies.browse(id_).with_user(user) for id_ in companies.ids]
            self._count(partial(as_user[1].web_read, specification))
            counts = [
                self._count(partial(company.web_read, specification))
                for company in as_user
            ]
            with self.subTest(user=user.login):
                self.assertEqual(*counts)
