from psycopg2 import IntegrityError

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged, users
from odoo.tools import mute_logger

from .common import CommunityMembersCommon


@tagged("post_install", "-at_install", "community")
class TestRegister(CommunityMembersCommon):
    @users("community_officer")
    def test_one_record_many_roles(self):
        """W10, W11, W12, W39, W40, W41: customer, supplier and dealer on one record."""
        categories = (
            self.env["community.member.category"]
            .sudo()
            .create(
                [
                    {"name": "Customer", "role": "customer"},
                    {"name": "Supplier", "role": "supplier"},
                    {"name": "Dealer", "role": "channel", "channel_type": "dealer"},
                ]
            )
        )
        member = self._new_member().with_user(self.env.user)
        member.member_category_ids |= categories.sudo(False)
        self.assertEqual(member.member_category_ids, self.category | categories)
        self.assertEqual(categories.mapped("member_count"), [1, 1, 1])
        other = self._new_member(
            "Nino Beridze", member_category_ids=[(6, 0, categories.ids)]
        )
        self.assertEqual(other.member_category_ids, self.category | categories)

    @users("community_officer")
    def test_company_and_person_level(self):
        """W25, W26, W45, W79: trade, sales volume, head office; position, mobile."""
        partners = self.env["res.partner"]
        sector = self.env["community.member.sector"].sudo().create({"name": "Trade"})
        firm = {
            "name": "Anadolu Holding",
            "is_company": True,
            "in_member_register": True,
            "sales_volume": 12_000_000,
            "street": "Büyükdere Caddesi 1",
            "tax_office": "Beşiktaş",
            "trade_registry_number": "123456-0",
            "user_id": self.env.uid,
        }
        person = {
            "name": "Mehmet Kaya",
            "function": "Buyer",
            "mobile": "+90 532 111 22 33",
            "email": "mehmet@anadolu.example",
        }
        made = partners.create([firm, person])
        made[0].member_sector_ids = sector
        self.assertEqual(made[0].member_sector_ids, sector)
        self.env.flush_all()
        made.invalidate_recordset()
        for record, values in zip(made, (firm, person), strict=True):
            row = record.read(list(values), load=False)[0]
            self.assertEqual({name: row[name] for name in values}, values)

    @users("community_officer")
    def test_notes(self):
        """W59, W74, W92: notes on a member and on an employee are kept and followed."""
        employee = self.env["res.partner"].create({"name": "Mehmet Kaya"})
        for record in (self._new_member().with_user(self.env.user), employee):
            record.comment = "<p>Prefers to be called in the morning</p>"
            record.message_post(body="Called, asked for the offer again")
            activity = record.activity_schedule(
                "mail.mail_activity_data_todo", summary="Call back"
            )
            self.assertIn("morning", record.comment)
            self.assertIn("offer", record.message_ids[0].body)
            self.assertEqual(record.activity_ids, activity)

    @users("community_manager")
    def test_unlimited_levels_of_categories_and_sectors(self):
        """W13, W20, W43, W44: levels count what is below; a loop is refused."""
        for model, field in (
            ("community.member.category", "member_category_ids"),
            ("community.member.sector", "member_sector_ids"),
            ("community.member.region", "member_region_id"),
        ):
            with self.subTest(model=model):
                top = self.env[model].create({"name": "Top"})
                below = self.env[model].create({"name": "Below", "parent_id": top.id})
                value = below.id if field.endswith("_id") else [(4, below.id)]
                self._new_member(**{field: value})
                self.assertEqual(top.member_count, 1)
                self.assertEqual(below.display_name, "Top / Below")
                domain = top.action_open_members()["domain"]
                self.assertEqual(self.env["res.partner"].search_count(domain), 1)
                with self.assertRaises(UserError):
                    top.parent_id = below

    @users("community_officer")
    def test_extra_fields_without_code(self):
        """W46, W57, W78: a category's own fields are filled, read and searched."""
        self.category.sudo().member_properties_definition = [
            {"name": "a1", "type": "char", "string": "Motorcycle"},
            {"name": "b2", "type": "integer", "string": "Year"},
        ]
        member = self._new_member().with_user(self.env.user)
        member.member_properties = {"a1": "Ural", "b2": 1998}
        self.assertEqual(member.member_properties["a1"], "Ural")
        domain = [("member_properties.a1", "=", "Ural")]
        self.assertEqual(self.env["res.partner"].search(domain), member)

    @users("community_officer")
    @mute_logger("odoo.addons.base.models.ir_model")
    def test_officer_may_not_define_extra_fields(self):
        """W46: extra fields are the manager's."""
        with self.assertRaises(AccessError):
            self.category.with_user(self.env.user).write(
                {"member_properties_definition": []}
            )

    @mute_logger("odoo.sql_db")
    def test_member_number(self):
        """W97: numbers come from the sequence and are unique for ever."""
        member = self._new_member()
        member._assign_member_numbers()
        number = member.member_number
        member._assign_member_numbers()
        self.assertEqual(member.member_number, number)
        self.assertFalse(member.copy().member_number)
        with self.assertRaises(IntegrityError), self.env.cr.savepoint():
            self._new_member("Other", member_number=number)
            self.env.flush_all()

    def test_impossible_birth_dates(self):
        """W35, W77: tomorrow and the nineteenth century are refused."""
        for day in ("2999-01-01", "1899-12-31"):
            with self.subTest(day=day), self.assertRaises(ValidationError):
                self._new_member(birthdate_date=day)

    @users("community_internal")
    def test_personal_data_is_for_the_register(self):
        """W35, W77: an employee without a role reads no personal data."""
        member = self._new_member(birthdate_date="1990-01-01")
        for field in ("birthdate_date", "identity_number", "marital_status"):
            with self.subTest(field=field), self.assertRaises(AccessError):
                member.with_user(self.env.user).read([field])

    @users("community_reader")
    def test_identity_number_is_for_officers(self):
        """W45: a reader does not see identity numbers."""
        member = self._new_member(identity_number="10000000146")
        with self.assertRaises(AccessError):
            member.with_user(self.env.user).read(["identity_number"])
        member.with_user(self.env.user).read(["birthdate_date"])

    def test_group_companies_share_the_person(self):
        """W34, W60, W62, W91: one person; team, terms and risk apart by company."""
        member = self._new_member()
        teams = self.env["community.member.team"].create(
            [
                {"name": "İstanbul", "company_id": self.company.id},
                {"name": "Tbilisi", "company_id": self.other_company.id},
            ]
        )
        for company, team, rate in (
            (self.company, teams[0], 24.0),
            (self.other_company, teams[1], 12.0),
        ):
            mine = member.with_company(company)
            mine.write({"member_team_id": team.id, "late_interest_rate": rate})
        self.assertEqual(member.with_company(self.company).member_team_id, teams[0])
        self.assertEqual(member.with_company(self.other_company).late_interest_rate, 12)
        seen = member.with_user(self.other_officer).with_company(self.other_company)
        self.assertEqual(seen.name, "Ayşe Demir")
        self.assertEqual(seen.member_team_id, teams[1])
        with self.assertRaises(AccessError):
            teams[0].with_user(self.other_officer).read(["name"])

    def test_record_of_one_company(self):
        """W62, W91: a member kept for one company is hidden from the other."""
        member = self._new_member(company_id=self.company.id)
        with self.assertRaises(AccessError):
            member.with_user(self.other_officer).read(["name"])
