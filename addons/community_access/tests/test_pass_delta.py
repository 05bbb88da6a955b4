from freezegun import freeze_time

from odoo.tests import tagged

from .common_access import CommunityAccessCommon


@freeze_time("2026-03-10 12:00:00")
@tagged("post_install", "-at_install", "community")
class TestPassDelta(CommunityAccessCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.passes = cls.env["community.access.pass"]
        cls.people = [cls._new_member(f"Üye {number}") for number in range(5)]
        cls.bands = [cls._new_band(person) for person in cls.people]

    def _fetch(self, revision=None, page=2):
        """All pages, as a box puts them together."""
        found, after, first = {}, 0, None
        while True:
            answer = self.passes._get_delta(self.company, revision, after, page)
            first = first or answer
            found.update(answer["passes"])
            after = answer["after"]
            if not answer["more"]:
                return first, found

    def test_first_time_everything_in_pages(self):
        first, found = self._fetch()
        self.assertTrue(first["full"])
        self.assertEqual({band.uid for band in self.bands}, set(found))
        self.assertEqual(found[self.bands[0].uid]["partner"], self.people[0].id)

    def test_foreign_or_broken_revision_gives_everything(self):
        for revision in ("", "1.2:3", "nonsense", ":", "x:-1"):
            answer = self.passes._get_delta(self.company, revision)
            self.assertTrue(answer["full"], revision)

    def test_known_revision_gives_no_more_than_what_may_be_new(self):
        first, _ = self._fetch()
        answer = self.passes._get_delta(self.company, first["revision"])
        self.assertFalse(answer["full"])
        self.bands[0].action_block()
        answer = self.passes._get_delta(self.company, first["revision"])
        rows = dict(answer["passes"])
        self.assertEqual(rows[self.bands[0].uid]["state"], "blocked")

    def test_other_company_is_not_told(self):
        answer = self.passes._get_delta(self.other_company, None)
        self.assertEqual(answer["passes"], [])

    def test_world_of_a_box(self):
        self.gate.write({"device_in": "reader-1", "device_out": "reader-2"})
        self._pass_gate(self.bands[0])
        world = self.gate._get_box_world(self.gate)
        self.assertEqual(world["doors"]["reader-1"]["in"]["zone"], self.hall.id)
        self.assertEqual(list(world["doors"]["reader-2"]), ["out"])
        self.assertIn(f"p{self.people[0].id}", world["presence"])
        self.gate.sides = "in"
        self.assertNotIn("reader-2", self.gate._get_box_world(self.gate)["doors"])
