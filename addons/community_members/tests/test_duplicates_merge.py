import base64
from datetime import date

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .common import CommunityMembersCommon


@tagged("post_install", "-at_install", "community")
class TestMergeMembers(CommunityMembersCommon):
    """W69: merging two members keeps everything that both had."""

    def _merge(self, kept, *others, user=None):
        wizard = self.env["base.partner.merge.automatic.wizard"].with_user(
            user or self.manager
        )
        partners = kept.union(*others)
        wizard.create(
            {"partner_ids": [(6, 0, partners.ids)], "dst_partner_id": kept.id}
        ).action_merge()
        self.env.invalidate_all()
        self.assertEqual(partners.exists(), kept)

    def _pair(self, first=None, second=None):
        return (
            self._new_member("Ayşe Demir", **(first or {})),
            self._new_member("Ayse Demır", **(second or {})),
        )

    def test_dates_and_numbers(self):
        """W69: earliest since, latest end, one number; the other one is still found."""
        kept, other = self._pair(
            {
                "member_number": "Z1",
                "member_since": "2022-01-01",
                "membership_start": "2022-01-01",
                "membership_end": "2022-12-31",
                "membership_resigned_on": "2022-12-31",
            },
            {
                "member_number": "Z2",
                "member_since": "2019-05-01",
                "membership_start": "2023-01-01",
                "membership_end": "2099-12-31",
                "email": "other@ex.org",
            },
        )
        kept.email = "kept@ex.org"
        self._merge(kept, other)
        self.assertEqual(kept.member_number, "Z1")
        self.assertEqual(kept.former_member_numbers, "Z2")
        self.assertEqual(kept.member_since, date(2019, 5, 1))
        self.assertEqual(kept.membership_start, date(2022, 1, 1))
        self.assertEqual(kept.membership_end, date(2099, 12, 31))
        self.assertFalse(kept.membership_resigned_on)
        self.assertEqual(kept.member_state, "current")
        found = self.env["res.partner"].name_search("Z2")
        self.assertEqual([id_ for id_, _name in found], kept.ids)
        body = "".join(kept.message_ids.mapped("body"))
        self.assertIn("other@ex.org", body)
        self.assertIn("Z2", body)

    def test_import_finds_the_former_number(self):
        """W69: a later file that still uses the other number updates the member."""
        kept, other = self._pair({"member_number": "Z 1"}, {"member_number": "Z 2"})
        self._merge(kept, other)
        data = b"Member Number;City\nZ 2;Ankara\n"
        job = (
            self.env["community.member.import"]
            .with_user(self.manager)
            .create({"file_name": "r.csv", "data_file": base64.b64encode(data)})
        )
        job.action_check()
        job.action_run()
        self.assertEqual((kept.member_number, kept.city), ("Z 1", "Ankara"))
        self.assertEqual(job.update_count, 1)

    def test_number_of_the_source(self):
        """W69: a record without number takes over the other's."""
        kept, other = self._pair({}, {"member_number": "Z3"})
        self._merge(kept, other)
        self.assertEqual(kept.member_number, "Z3")
        self.assertFalse(kept.former_member_numbers)

    def test_categories_and_extra_fields(self):
        """W46, W69: categories and sectors add up; extra fields fill the gaps."""
        self.category.member_properties_definition = [
            {"name": "blood", "type": "char", "string": "Blood Group"},
            {"name": "bike", "type": "char", "string": "Motorcycle"},
        ]
        vip = self.env["community.member.category"].create({"name": "VIP"})
        sector = self.env["community.member.sector"].create({"name": "Textile"})
        kept, other = self._pair(
            {"member_properties": {"bike": "Honda"}},
            {
                "member_properties": {"bike": "BMW", "blood": "A+"},
                "member_category_ids": [(4, vip.id)],
                "member_sector_ids": [(4, sector.id)],
            },
        )
        self._merge(kept, other)
        self.assertEqual(kept.member_category_ids, self.category | vip)
        self.assertEqual(kept.member_sector_ids, sector)
        self.assertEqual(
            {
                p["name"]: p["value"]
                for p in kept.read(["member_properties"])[0]["member_properties"]
            },
            {"blood": "A+", "bike": "Honda"},
        )

    def _relate(self, partner, other, kind, **values):
        return self.env["community.member.relation"].create(
            {
                "partner_id": partner.id,
                "other_id": other.id,
                "type_id": self.env.ref(f"community_members.relation_type_{kind}").id,
                **values,
            }
        )

    def test_relatives(self):
        """W69: relations move with both sides; doubles and selves go."""
        kept, other = self._pair()
        child, friend = self._new_member("Child"), self._new_member("Friend")
        self._relate(kept, child, "child")
        self._relate(other, child, "child", note="adopted")
        self._relate(other, friend, "partner")
        self._relate(kept, other, "sibling")
        self._merge(kept, other)
        relations = kept.relation_ids
        self.assertEqual(
            {(r.type_id.code, r.other_id, r.note) for r in relations},
            {("child", child, "adopted"), ("partner", friend, False)},
        )
        for relation in relations:
            self.assertEqual(relation.mirror_id.partner_id, relation.other_id)
            self.assertEqual(relation.mirror_id.other_id, kept)
        self.assertEqual(len(child.relation_ids), 1)

    def test_one_way_back(self):
        """W69: mother on one record, father on the other: one of them stays."""
        kept, other = self._pair()
        child = self._new_member("Child")
        self._relate(child, kept, "mother")
        self._relate(child, other, "father")
        self._merge(kept, other)
        self.assertEqual(child.relation_ids.other_id, kept)
        self.assertTrue(kept.relation_ids)

    def test_guardian_payer_household(self):
        """W69: roles of others move; nobody becomes his own guardian or payer."""
        kept, other = self._pair()
        household = self.env["community.member.household"].create({"name": "Demir"})
        child = self._new_member("Child", guardian_id=other.id, payer_id=other.id)
        other.write({"payer_id": kept.id, "household_id": household.id})
        self._merge(kept, other)
        self.assertEqual((child.guardian_id, child.payer_id), (kept, kept))
        self.assertFalse(kept.payer_id)
        self.assertEqual(kept.household_id, household)

    def test_work(self):
        """W69, W88: one assignment a branch, with the first day and all rights."""
        kept, other = self._pair()
        firm = self._new_member("Firm", is_company=True)
        branch = self._new_member("Branch", parent_id=firm.id, unit_type="branch")
        Assignment = self.env["community.member.assignment"]
        base = {"unit_id": firm.id, "date_from": "2022-01-01"}
        Assignment.create(
            [
                base | {"person_id": kept.id, "can_order": True},
                base
                | {
                    "person_id": other.id,
                    "date_from": "2021-01-01",
                    "can_see_invoices": True,
                    "function": "Director",
                },
                {
                    "person_id": other.id,
                    "unit_id": branch.id,
                    "date_from": "2020-01-01",
                    "left_on": "2020-12-31",
                },
            ]
        )
        self._merge(kept, other)
        self.assertEqual(len(kept.assignment_ids), 2)
        running = kept.assignment_ids.filtered(lambda a: not a.left_on)
        self.assertEqual(running.unit_id, firm)
        self.assertEqual(running.date_from, date(2021, 1, 1))
        self.assertTrue(running.can_order and running.can_see_invoices)
        self.assertEqual(running.function, "Director")
        self.assertEqual((kept.parent_id, kept.unit_type), (firm, "employee"))

    def test_two_firms(self):
        """W69: merging firms brings branches, employees and targets together."""
        kept = self._new_member("Demir A.Ş.", is_company=True)
        other = self._new_member("Demir AS", is_company=True)
        branch = self._new_member("Branch", parent_id=other.id, unit_type="branch")
        person = self._new_member("Person")
        Assignment = self.env["community.member.assignment"]
        for firm in (kept, other):
            Assignment.create({"person_id": person.id, "unit_id": firm.id})
            self.env["community.member.target"].create(
                {
                    "partner_id": firm.id,
                    "company_id": self.company.id,
                    "date_from": "2026-01-01",
                    "date_to": "2026-12-31",
                    "amount": 1000 + firm.id,
                }
            )
        self._merge(kept, other)
        self.assertEqual(branch.parent_id, kept)
        self.assertEqual(person.assignment_ids.unit_id, kept)
        self.assertEqual(len(kept.member_target_ids), 1)
        self.assertEqual(kept.member_target_ids.amount, 1000 + kept.id)
        self.assertIn("Target of the merged record", kept.member_target_ids.note)

    def test_cards(self):
        """W69: every card stays known; one a holder is active."""
        kept, other = self._pair()
        holder = self._new_member("Holder")
        Card = self.env["community.member.card"]
        company = {"company_id": self.company.id}
        mine, theirs = Card.create(
            [{"partner_id": kept.id} | company, {"partner_id": other.id} | company]
        )
        extra = Card.create({"partner_id": other.id, "holder_id": holder.id} | company)
        carried = Card.create(
            {"partner_id": holder.id, "holder_id": other.id} | company
        )
        self._merge(kept, other)
        self.assertEqual(kept.member_card_ids, mine | theirs | extra)
        self.assertEqual((mine.state, theirs.state), ("active", "replaced"))
        self.assertEqual((extra.state, extra.holder_id), ("active", holder))
        self.assertEqual(carried.holder_id, kept)
        found = self.env["res.partner"].name_search(theirs.name)
        self.assertEqual([id_ for id_, _name in found], kept.ids)

    def test_values_beyond_the_managers_sight(self):
        """W69: credit notes and bank accounts survive a manager without finance."""
        kept, other = self._pair({}, {"credit_note": "Pays late"})
        self.env["res.partner.bank"].create(
            {"partner_id": other.id, "acc_number": "TR330006100519786457841326"}
        )
        self.env["res.partner.bank"].create(
            {"partner_id": kept.id, "acc_number": "TR330006100519786457841326"}
        )
        self._merge(kept, other)
        self.assertEqual(kept.credit_note, "Pays late")
        self.assertEqual(len(kept.bank_ids), 1)

    def test_three_at_once(self):
        """W69: three records of one person, each with relatives and numbers."""
        child = self._new_member("Child")
        one, two, three = (
            self._new_member(f"Ayşe {n}", member_number=f"T{n}") for n in range(3)
        )
        for member in (one, two, three):
            self._relate(member, child, "child")
        self._merge(two, one, three)
        self.assertEqual(two.member_number, "T1")
        self.assertEqual(set(two.former_member_numbers.split("; ")), {"T0", "T2"})
        self.assertEqual(len(two.relation_ids), 1)

    def test_found_different_moves_along(self):
        """W69: whoever was found to be different from the source stays different."""
        kept, other = self._pair()
        third = self._new_member("Third")
        Distinct = self.env["community.member.distinct"]
        Distinct._remember(kept | other | third)
        self._merge(kept, other)
        pair = Distinct.search([("first_id", "in", (kept | third).ids)])
        self.assertEqual(pair.first_id | pair.second_id, kept | third)

    def test_roles(self):
        """W69: officers and contact managers are refused; users keep their log-in."""
        kept, other = self._pair({"email": "a@ex.org"}, {"email": "a@ex.org"})
        contacts = self._new_user("contacts", "base.group_partner_manager")
        for user in (self.officer, contacts):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self._merge(kept, other, user=user)
        colleague = self.internal.partner_id
        kept.email = "b@ex.org"
        with self.assertRaises(UserError):
            self._merge(kept, colleague)
        self.assertTrue(kept.exists() and colleague.exists())

    def test_two_companies(self):
        """W62: a manager cannot merge in a record of a company he has no part in."""
        kept, other = self._pair({}, {"company_id": self.other_company.id})
        with self.assertRaises(AccessError):
            self._merge(kept, other)
        self.assertTrue(other.exists())
