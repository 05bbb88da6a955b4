from datetime import timedelta

from odoo import fields
from odoo.tests import tagged

from .common_access_portal import AccessPortalCase

MOST = 40


@tagged("post_install", "-at_install", "community")
class TestPortalVisits(AccessPortalCase):
    def test_own_visits_with_time(self):
        """F20, F30: date, zone, in, out and how long, in words; sums above."""
        self._stay(self.band, 80, timedelta(hours=30))
        self._sign_in(self.ayse)
        text = self._text(self._open("/my/visits"))
        self.assertIn("1 h 20 min", text)
        self.assertIn("Hall", text)
        self.assertIn("This week", text)
        self.assertIn("Visits in the last twelve weeks", text)

    def test_inside_now(self):
        """F30: since when, and until when it is paid."""
        visit = self._stay(self.band, 0, timedelta(minutes=75))
        self._sign_in(self.ayse)
        page = self._open("/my/visits")
        self.assertIn("Inside now: Hall", self._text(page))
        self.assertIn("1 h 15 min", self._text(page))
        self.assertNotIn("Paid until", self._text(page))
        until = fields.Datetime.now() + timedelta(minutes=30)
        visit._with_pen().paid_until = until
        text = self._text(self._open("/my"))
        self.assertIn("Paid until", text)
        self.assertIn(" ".join(self.site._say_time(until).split()), text)

    def test_forgotten_stays_are_not_inside(self):
        """Who left without the gate is not shown as inside for ever."""
        self.hall.has_reset = True
        self._stay(self.band, 0, timedelta(days=2))
        self._sign_in(self.ayse)
        text = self._text(self._open("/my/visits"))
        self.assertNotIn("Inside now", text)
        self.assertIn("left without the gate", text)

    def test_filters(self):
        pool = self._new("zone", name="Pool", site_id=self.site.id, has_reset=False)
        gate = self._new("gate", name="Pool Gate", zone_id=pool.id)
        self._stay(self.band, 60, timedelta(days=40))
        self._stay(self.band, 35, timedelta(hours=5), gate=gate)
        self._sign_in(self.ayse)
        rows = self._open(f"/my/visits?zone={pool.id}").text.count('o_community_visit"')
        self.assertEqual(rows, 1)
        month = (fields.Datetime.now() - timedelta(days=40)).strftime("%Y-%m")
        page = self._open(f"/my/visits?month={month}").text
        self.assertEqual(page.count('o_community_visit"'), 1)
        for odd in ("zone=999999", "zone=x", "month=2026-13", "month='", "zone='--"):
            page = self._open(f"/my/visits?{odd}")
            self.assertEqual(page.text.count('o_community_visit"'), 2, odd)

    def test_pages(self):
        for number in range(25):
            self._stay(self.band, 30, timedelta(days=number + 1))
        self._sign_in(self.ayse)
        first = self._open("/my/visits").text.count('o_community_visit"')
        second = self._open("/my/visits/page/2").text.count('o_community_visit"')
        self.assertEqual((first, second), (20, 5))

    def test_corrected_visits_are_not_shown(self):
        visit = self._stay(self.band, 60)
        visit._with_pen().is_reversed = True
        self._sign_in(self.ayse)
        self.assertIn("No visit yet", self._text(self._open("/my/visits")))

    # ---- whose -----------------------------------------------------------------

    def test_nobody_sees_another(self):
        """F20: whatever is asked, only the own visits come."""
        self._stay(self.other_band, 47)
        self._sign_in(self.ayse)
        number = self.deniz.id
        for query in (f"person={number}", f"person={number}&zone={self.hall.id}"):
            self.assertEqual(self._open(f"/my/visits?{query}").status_code, 404)
        for query in (
            f"partner_id={number}",
            f"zone={self.hall.id}&partner={number}",
            f"domain=[('partner_id','=',{number})]",
        ):
            page = self._open(f"/my/visits?{query}")
            self.assertEqual(page.status_code, 200)
            self.assertNotIn("47 min", page.text)
        for odd in ("0", "-1", "x", "1e9", "9" * 40):
            self.assertEqual(self._open(f"/my/visits?person={odd}").status_code, 404)

    def test_guardian_sees_the_ward(self):
        """F20: the guardian reads the visits of the ward; the ward not hers."""
        self._stay(self.child_band, 47)
        self._stay(self.band, 53)
        self._sign_in(self.ayse)
        text = self._text(self._open(f"/my/visits?person={self.can.id}"))
        self.assertIn("47 min", text)
        self.assertNotIn("53 min", text)
        self._sign_in(self.can)
        path = f"/my/visits?person={self.ayse.id}"
        self.assertEqual(self._open(path).status_code, 404)
        self.assertNotIn("53 min", self._text(self._open("/my/visits")))

    def test_ended_guardianship(self):
        self._stay(self.child_band, 47)
        self.can.guardian_id = False
        self._sign_in(self.ayse)
        for path in ("/my/visits", "/my/band"):
            found = self._open(f"{path}?person={self.can.id}")
            self.assertEqual(found.status_code, 404)
        self.assertNotIn("Can Demir", self._open("/my/visits").text)

    def test_guardianship_ends_with_full_age(self):
        path = f"/my/visits?person={self.can.id}"
        self._sign_in(self.ayse)
        for years, status in ((17, 200), (18, 404)):
            self.can.birthdate_date = fields.Date.subtract(self.today, years=years)
            self.assertEqual(self._open(path).status_code, status, years)
        self.can.access_told_guardian_id = self.ayse
        self.assertFalse(self.can._get_told_guardian())

    def test_visits_of_another_company(self):
        """Shown is what happened in the houses of this website's company."""
        self._stay(self.band, 47)
        self.website.company_id = self.other_company
        self.env["res.users"].search([("partner_id", "=", self.ayse.id)]).write(
            {"company_ids": [(4, self.other_company.id)]}
        )
        self._sign_in(self.ayse)
        self.assertNotIn("47 min", self._text(self._open("/my/visits")))

    # ---- told -------------------------------------------------------------------

    def _tell(self, person, **data):
        return self._post("/my/visits/tell", person=str(person.id), **data).status_code

    def test_guardian_is_told_only_if_asked(self):
        """Off by default; queued, nothing is sent in the gate's transaction."""
        deliveries = self.env["community.notice.delivery"]
        mine = [("partner_id", "=", self.ayse.id), ("notice_id.code", "like", "ward")]
        now = timedelta()
        self._stay(self.child_band, 0, now)
        self.assertFalse(deliveries.search(mine))
        self._sign_in(self.ayse)
        self.assertEqual(self._tell(self.can, tell="1"), 303)
        self._pass_gate(self.child_band, "out")
        found = deliveries.search(mine)
        self.assertEqual(found.notice_id.code, "access_ward_out")
        self.assertEqual(found.state, "queued")
        self.can.guardian_id = self.deniz
        self._stay(self.child_band, 0, now)
        self.assertEqual(deliveries.search(mine), found, "another guardian now")

    def test_late_news_is_none(self):
        self.can.access_told_guardian_id = self.ayse
        self._stay(self.child_band, 60, timedelta(days=1))
        found = self.env["community.notice.delivery"].search(
            [
                ("notice_id.code", "like", "access_ward"),
                ("partner_id", "=", self.ayse.id),
            ]
        )
        self.assertFalse(found)

    def test_told_of_others(self):
        self._sign_in(self.deniz)
        for person in (self.can, self.deniz):
            self.assertEqual(self._tell(person, tell="1"), 404)
        self.assertFalse(self.can.access_told_guardian_id)

    # ---- queries ------------------------------------------------------------------

    def _count(self, url):
        for _warm_up in range(2):
            self.url_open(url)
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        self.assertEqual(self.url_open(url).status_code, 200)
        return self.env.cr.sql_log_count - before

    def _add_visits(self, number):
        now = fields.Datetime.now()
        self.env["community.access.visit"]._with_pen().create(
            [
                {
                    "company_id": self.company.id,
                    "zone_id": self.hall.id,
                    "partner_id": self.ayse.id,
                    "credential_id": self.band.id,
                    "person": f"p{self.ayse.id}",
                    "date_in": now - timedelta(hours=12 * (each + 1)),
                    "date_out": now - timedelta(hours=12 * (each + 1) - 1),
                }
                for each in range(number)
            ]
        )

    def test_queries_are_the_same_for_many(self):
        """F30: ten visits or three hundred."""
        self._sign_in(self.ayse)
        self._add_visits(10)
        pages = ("/my/visits", "/my/band", "/my")
        few = {page: self._count(page) for page in pages}
        self._add_visits(290)
        many = {page: self._count(page) for page in pages}
        self.assertEqual(many, few)
        self.assertLessEqual(max(many["/my/visits"], many["/my/band"]), MOST)
