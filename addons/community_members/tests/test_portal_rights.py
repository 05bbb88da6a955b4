from datetime import timedelta

from odoo.exceptions import AccessError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .common_portal import MemberPortalCase


@tagged("post_install", "-at_install", "community")
class TestPortalRights(MemberPortalCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.subsidiary = cls.env["res.partner"].create(
            {
                "name": "Anadolu Motor",
                "is_company": True,
                "unit_type": "subsidiary",
                "parent_id": cls.holding.id,
            }
        )
        cls.driver = cls._employee("Vakho Gelashvili", cls.subsidiary)
        cls.users[cls.driver.id] = cls._portal_user(cls.driver)

    def _seen(self, person, model="account.move"):
        return self.env[model].with_user(self.users[person.id]).search([])

    def test_invoices_by_right(self):
        """W31, W56: own invoices always, the company's only with the right."""
        company = self._invoice(self.holding) | self._invoice(self.branch)
        own = self._invoice(self.clerk)
        foreign = self._invoice(self.rival) | self._invoice(self.ayse)
        self.assertEqual(self._seen(self.clerk), own)
        self.assertEqual(self._seen(self.accountant) & company, company)
        self.assertFalse(self._seen(self.accountant) & foreign)
        self.assertEqual(self._seen(self.ayse), foreign[1])
        lines = self._seen(self.clerk, "account.move.line").move_id
        self.assertEqual(lines, own)

    def test_subsidiary_of_a_member(self):
        """W31: a subsidiary's employees need the right as well."""
        invoice = self._invoice(self.subsidiary)
        self.assertFalse(self._seen(self.driver))
        self._work(self.driver).can_see_invoices = True
        self.assertEqual(self._seen(self.driver), invoice)

    @mute_logger("odoo.addons.base.models.ir_rule")
    def test_right_ends_with_the_employment(self):
        """W31: on the day of leaving the record rule itself says no."""
        invoice = self._invoice(self.branch)
        user = self.users[self.accountant.id]
        self.assertTrue(invoice.with_user(user).has_access("read"))
        work = self._work(self.accountant)
        work.write({"date_from": self.today - timedelta(days=9), "left_on": self.today})
        self.env.flush_all()
        self.env.invalidate_all()
        with self.assertRaises(AccessError):
            invoice.with_user(user).read(["name"])
        self.assertFalse(user.active)
        self.assertFalse(self.accountant.parent_id)

    def test_future_start_gives_nothing_yet(self):
        """W31: an assignment that begins tomorrow grants nothing today."""
        invoice = self._invoice(self.branch)
        work = self._work(self.accountant)
        work.date_from = self.today + timedelta(days=1)
        self.env.flush_all()
        self.env.invalidate_all()
        self.assertNotIn(invoice, self._seen(self.accountant))

    @mute_logger("odoo.http")
    def test_pages(self):
        """W31: page and PDF of an invoice follow the right too."""
        invoice = self._invoice(self.branch)
        for person, sees in ((self.clerk, False), (self.accountant, True)):
            self._sign_in(person)
            answer = self.url_open(f"/my/invoices/{invoice.id}")
            self.assertEqual(invoice.name in answer.text, sees)
            answer = self.url_open(f"/my/invoices/{invoice.id}?report_type=pdf")
            self.assertEqual(answer.headers["Content-Type"] == "application/pdf", sees)
            self.assertEqual(invoice.name in self.url_open("/my/invoices").text, sees)

    def test_register_is_closed(self):
        """W31: portal users read no table of the register over RPC."""
        models = (
            "community.member.assignment",
            "community.member.card",
            "community.member.relation",
            "community.member.household",
            "community.member.target",
            "community.member.category",
        )
        for name in models:
            with self.assertRaises(AccessError, msg=name):
                self.env[name].with_user(self.users[self.boss.id]).search_read([])

    def test_private_data_of_colleagues(self):
        """W33: colleagues read each other's names, not birth dates or identity."""
        self.clerk.write({"birthdate_date": "1990-01-01", "identity_number": "1"})
        clerk = self.clerk.with_user(self.users[self.boss.id])
        self.assertTrue(clerk.read(["name"]))
        for name in ("birthdate_date", "identity_number", "member_balance"):
            with self.assertRaises(AccessError, msg=name):
                clerk.read([name])

    def test_home_is_kept(self):
        """W31: an employee's home and a branch's address stay their own."""
        address = {"street": "Ev 1", "city": "İzmir"}
        self.ayse.write(address)
        self.holding.write({"street": "Plaza 1", "city": "İstanbul"})
        self.env["community.member.assignment"].create(
            {"person_id": self.ayse.id, "unit_id": self.branch.id}
        )
        self.branch.write({"street": "Şube 5"})
        self.assertEqual(self.ayse.street, "Ev 1")
        self.assertEqual(self.holding.street, "Plaza 1")
        self.holding.write({"street": "Plaza 2"})
        self.assertEqual(self.branch.street, "Şube 5")
        self.assertEqual(self.ayse.city, "İzmir")
