from psycopg2 import IntegrityError

from odoo.exceptions import AccessError, ValidationError
from odoo.tests import tagged, users
from odoo.tools import mute_logger

from .common import CommunityMembersCommon


@tagged("post_install", "-at_install", "community")
class TestRelatives(CommunityMembersCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.mother = cls._new_member("Ayşe Demir")
        cls.child = cls._new_member("Ela Demir")
        cls.type_mother = cls.env.ref("community_members.relation_type_mother")
        cls.type_child = cls.env.ref("community_members.relation_type_child")
        cls.type_spouse = cls.env.ref("community_members.relation_type_spouse")

    def _relate(self, **values):
        return self.env["community.member.relation"].create(
            {
                "partner_id": self.child.id,
                "other_id": self.mother.id,
                "type_id": self.type_mother.id,
                **values,
            }
        )

    @users("community_officer")
    def test_both_directions(self):
        """W37, W95: the child's mother is at once the mother's child."""
        self._relate(note="Fetches her on Fridays")
        back = self.mother.relation_ids
        self.assertEqual(back.other_id, self.child)
        self.assertEqual(back.type_id, self.type_child)
        self.assertEqual(back.note, "Fetches her on Fridays")

    def test_kept_in_step(self):
        """W37, W95: changing or removing either side does it to both."""
        relation = self._relate()
        back = relation.mirror_id
        back.write({"date_to": "2026-12-31"})
        self.assertEqual(str(relation.date_to), "2026-12-31")
        relation.other_id = self._new_member("Zeynep Demir")
        self.assertEqual(back.partner_id.name, "Zeynep Demir")
        self.assertFalse(self.mother.relation_ids)
        back.unlink()
        self.assertFalse(relation.exists())

    def test_symmetric(self):
        """W37: a spouse is a spouse both ways."""
        relation = self._relate(type_id=self.type_spouse.id)
        self.assertEqual(relation.mirror_id.type_id, self.type_spouse)

    @mute_logger("odoo.sql_db")
    def test_refused(self):
        """W37: nobody is his own relative, and nothing is said twice."""
        self._relate()
        for values in ({}, {"other_id": self.child.id}):
            with (
                self.subTest(values=values),
                self.assertRaises(IntegrityError),
                self.env.cr.savepoint(),
            ):
                self._relate(**values)

    def test_payer_and_guardian(self):
        """W37: own payer first, then the household's, then the member himself."""
        household = self.env["community.member.household"].create(
            {"name": "Demir", "payer_id": self.mother.id}
        )
        self.assertEqual(self.child._get_payer(), self.child)
        self.child.household_id = household
        self.assertEqual(self.child._get_payer(), self.mother)
        aunt = self._new_member("Fatma Kaya")
        self.child.payer_id = aunt
        self.assertEqual(self.child._get_payer(), aunt)
        with self.assertRaises(ValidationError):
            self.child.guardian_id = self.child

    @users("community_reader")
    def test_reader_may_not_relate(self):
        """W37: readers see relatives and change nothing."""
        with self.assertRaises(AccessError):
            self._relate()
