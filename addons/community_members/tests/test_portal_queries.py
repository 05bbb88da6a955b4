from odoo.tests import tagged

from .common_portal import MemberPortalCase

PAGES = ("/my", "/my/membership", "/my/employees", "/my/branches", "/my/statement")


@tagged("post_install", "-at_install", "community")
class TestPortalQueries(MemberPortalCase):
    def _fill(self, count):
        """`count` more branches, employees and relatives for the manager's portal."""
        self.env["res.partner"].create(
            [
                {
                    "name": f"Şube {n}",
                    "unit_type": "branch",
                    "parent_id": self.holding.id,
                }
                for n in range(count)
            ]
        )
        people = self.env["res.partner"].create(
            [{"name": f"Çalışan {n}"} for n in range(count)]
        )
        self.env["community.member.assignment"].create(
            [
                {"person_id": person.id, "unit_id": self.branch.id, "can_order": True}
                for person in people
            ]
        )
        kind = self.env["community.member.relation.type"].search([], limit=1)
        self.env["community.member.relation"].create(
            [
                {"partner_id": self.boss.id, "other_id": p.id, "type_id": kind.id}
                for p in people
            ]
        )

    def _count(self, url):
        for _warm_up in range(2):
            self.url_open(url)
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        self.assertEqual(self.url_open(url).status_code, 200)
        return self.env.cr.sql_log_count - before

    def test_same_count_for_ten_and_a_thousand(self):
        """W33: pages ask the database as often for a thousand as for ten."""
        self._sign_in(self.boss)
        self._fill(25)
        few = {url: self._count(url) for url in PAGES}
        self._fill(1000)
        many = {url: self._count(url) for url in PAGES}
        self.assertEqual(many, few)
