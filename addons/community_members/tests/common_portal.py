from datetime import timedelta

from odoo import SUPERUSER_ID, Command, fields
from odoo.http import Request
from odoo.tests import HttpCase

from odoo.addons.account.tests.common import AccountTestInvoicingCommon

RIGHTS = (
    "can_see_orders",
    "can_see_invoices",
    "can_see_tickets",
    "can_see_statement",
    "can_manage_employees",
    "can_order",
    "can_approve_orders",
)


class MemberPortalCase(AccountTestInvoicingCommon, HttpCase):
    """Two members, two corporate members with employees of every kind, their users."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company = cls.company_data["company"]
        cls.env = cls.env(
            user=SUPERUSER_ID,
            context={
                "allowed_company_ids": cls.company.ids,
                "tracking_disable": True,
                "no_reset_password": True,
            },
        )
        cls.website = cls.env["website"].search([], limit=1)
        cls.website.company_id = cls.company
        cls.today = fields.Date.today()
        cls.category = cls.env["community.member.category"].create(
            {"name": "Rider", "term_length": 1, "term_unit": "years"}
        )
        cls.ayse = cls._member("Ayşe Demir", email="ayse@example.com")
        cls.deniz = cls._member("Deniz Arslan", email="deniz@example.com")
        cls.guest = cls.env["res.partner"].create({"name": "Gülten Misafir"})
        cls.holding = cls._member("Anadolu Holding", is_company=True)
        cls.branch = cls._unit("Kadıköy", cls.holding)
        cls.other_branch = cls._unit("İzmir", cls.holding)
        cls.rival = cls._member("Rakip Holding", is_company=True)
        cls.boss = cls._employee("Mehmet Kaya", cls.holding, RIGHTS)
        cls.chief = cls._employee(
            "Selin Ak", cls.branch, ("can_manage_employees", "can_order")
        )
        cls.clerk = cls._employee("Elif Şahin", cls.branch)
        cls.accountant = cls._employee(
            "Giorgi Beridze", cls.branch, ("can_see_invoices", "can_see_statement")
        )
        cls.rival_boss = cls._employee("Kemal Rakip", cls.rival, RIGHTS)
        cls.users = {}
        for person in (
            cls.ayse,
            cls.deniz,
            cls.guest,
            cls.boss,
            cls.chief,
            cls.clerk,
            cls.accountant,
            cls.rival_boss,
        ):
            cls.users[person.id] = cls._portal_user(person)

    @classmethod
    def _member(cls, name, **values):
        member = cls.env["res.partner"].create(
            {
                "name": name,
                "in_member_register": True,
                "member_category_id": cls.category.id,
                **values,
            }
        )
        member._admit_members()
        return member

    @classmethod
    def _unit(cls, name, parent, unit_type="branch"):
        return cls.env["res.partner"].create(
            {"name": name, "unit_type": unit_type, "parent_id": parent.id}
        )

    @classmethod
    def _employee(cls, name, unit, rights=()):
        email = f"{name.split()[0].lower()}@{unit.id}.example.com"
        person = cls.env["res.partner"].create({"name": name, "email": email})
        cls.env["community.member.assignment"].create(
            {
                "person_id": person.id,
                "unit_id": unit.id,
                **dict.fromkeys(rights, True),
            }
        )
        return person

    @classmethod
    def _portal_user(cls, person):
        login = f"portal_{person.id}"
        return cls.env["res.users"].create(
            {
                "name": person.name,
                "login": login,
                "password": login,
                "partner_id": person.id,
                "company_id": cls.company.id,
                "company_ids": [Command.set(cls.company.ids)],
                "group_ids": [Command.set(cls.env.ref("base.group_portal").ids)],
            }
        )

    def _sign_in(self, person):
        login = self.users[person.id].login if person else None
        self.authenticate(login, login)

    def _post(self, url, **data):
        data["csrf_token"] = Request.csrf_token(self)
        return self.url_open(url, data=data)

    def _invoice(self, partner, amount=100, days_due=30):
        move = self.env["account.move"].create(
            {
                "move_type": "out_invoice",
                "partner_id": partner.id,
                "invoice_date": self.today,
                "invoice_date_due": self.today + timedelta(days=days_due),
                "invoice_payment_term_id": False,
                "invoice_line_ids": [
                    Command.create(
                        {"name": "Dues", "price_unit": amount, "tax_ids": []}
                    )
                ],
            }
        )
        move.action_post()
        return move

    def _work(self, person):
        """The current assignment of an employee."""
        return person.assignment_ids.filtered("is_current")
