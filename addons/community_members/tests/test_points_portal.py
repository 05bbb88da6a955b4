from odoo.tests import tagged

from .common_portal import MemberPortalCase


@tagged("post_install", "-at_install", "community")
class TestPointsPortal(MemberPortalCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["community.rank"].search([]).active = False
        cls.rider, cls.captain = cls.env["community.rank"].create(
            [
                {"name": "Rider", "sequence": 1, "threshold": 50, "grace_days": 14},
                {
                    "name": "Road Captain",
                    "sequence": 2,
                    "threshold": 200,
                    "benefits": "Leads a group on tours",
                },
            ]
        )
        cls._earn(cls.ayse, 80, "Summer camp")
        cls._earn(cls.deniz, 90, "Secret of Deniz")

    @classmethod
    def _earn(cls, member, amount, reason, **values):
        return cls.env["community.points.entry"]._post(
            [
                {
                    "partner_id": member.id,
                    "company_id": cls.company.id,
                    "amount": amount,
                    "reason": reason,
                    "origin_key": f"portal:{member.id}:{reason}",
                    **values,
                }
            ]
        )

    def _text(self, person, url="/my/points"):
        self._sign_in(person)
        answer = self.url_open(url)
        self.assertEqual(answer.status_code, 200)
        return answer.text

    def test_own_page(self):
        """G16, G19: balance, rank, what the next one takes, and the history."""
        text = self._text(self.ayse)
        for shown in (
            "80",
            "Rider",
            "Road Captain",
            "120 more points",
            "Leads a group on tours",
            "Summer camp",
        ):
            self.assertIn(shown, text[text.index("<main") :])
        for hidden in ("Secret of Deniz", self.deniz.name):
            self.assertNotIn(hidden, text)
        home = self._text(self.ayse, "/my")
        self.assertIn("/my/points", home)
        self.assertIn("Rider", home)
        self.assertIn("Rider", self._text(self.ayse, "/my/card"))

    def test_expiring_soon(self):
        """G19: what runs out soon is announced."""
        self._earn(
            self.ayse,
            30,
            "Tour",
            expires_on=self.today.replace(year=self.today.year + 9),
        )
        self.assertNotIn("points expire on", self._text(self.ayse))
        self._earn(
            self.ayse,
            30,
            "Gift",
            expires_on=self.today.fromordinal(self.today.toordinal() + 10),
        )
        self.assertIn("points expire on", self._text(self.ayse))

    def test_leaderboard_is_opt_in(self):
        """G20: only those who agreed are seen, and agreeing can be taken back."""
        self.assertNotIn(self.deniz.name, self._text(self.ayse))
        self._sign_in(self.deniz)
        self._post("/my/points/leaderboard", agree="1")
        self.assertTrue(self.deniz.leaderboard_agreed_on)
        self.assertFalse(self.ayse.leaderboard_agreed_on)
        self.assertIn(self.deniz.name, self._text(self.ayse))
        self._sign_in(self.deniz)
        self._post("/my/points/leaderboard", agree="0")
        self.assertNotIn(self.deniz.name, self._text(self.ayse))

    def test_no_change_by_get(self):
        self._sign_in(self.ayse)
        self.assertIn(
            self.url_open("/my/points/leaderboard?agree=1").status_code, (404, 405)
        )
        self.assertFalse(self.ayse.leaderboard_agreed_on)

    def test_guests_and_strangers(self):
        """G16: guests are led to the membership, strangers to the log-in."""
        self._sign_in(self.guest)
        self.assertTrue(self.url_open("/my/points").url.endswith("/my/membership"))
        self._sign_in(None)
        self.assertIn("/web/login", self.url_open("/my/points").url)

    def test_nothing_by_rpc(self):
        """G16, G19: by RPC a portal user reads no points, ranks or scores."""
        user = self.users[self.ayse.id]
        for model in (
            "community.points.entry",
            "community.points.balance",
            "community.rank",
            "community.rank.history",
            "community.activity.snapshot",
        ):
            self.assertFalse(self.env[model].with_user(user).has_access("read"), model)
        partner = self.ayse.with_user(user)
        for name in ("rank_id", "points_balance", "activity_score"):
            field = partner._fields[name]
            self.assertFalse(partner._has_field_access(field, "read"), name)

    def test_same_queries_for_a_long_history(self):
        """G19: the page asks as often for a thousand rows as for ten."""
        self._sign_in(self.ayse)
        counts = []
        for start, count in ((0, 25), (25, 1000)):
            self.env["community.points.entry"]._post(
                [
                    {
                        "partner_id": self.ayse.id,
                        "company_id": self.company.id,
                        "amount": 1,
                        "reason": "Row",
                        "origin_key": f"many:{start + n}",
                    }
                    for n in range(count)
                ]
            )
            for _warm_up in range(2):
                self.url_open("/my/points")
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            self.url_open("/my/points")
            counts.append(self.env.cr.sql_log_count - before)
        self.assertLessEqual(counts[1], counts[0])
