from datetime import date

from freezegun import freeze_time

from odoo.exceptions import AccessError, UserError

from .common_access import CommunityAccessCommon

NOON = "2026-03-10 12:00:00"


@freeze_time(NOON)
class TestMuster(CommunityAccessCommon):
    def setUp(self):
        super().setUp()
        self.pool = self._new(
            "zone",
            name="Pool",
            site_id=self.site.id,
            parent_id=self.hall.id,
            has_reset=False,
        )
        self.pool_gate = self._new("gate", name="Pool Door", zone_id=self.pool.id)
        self.mother = self._new_member("Elif Kaya", phone="+90 532 000 00 01")
        self.child = self._new_member(
            "Ada Kaya", birthdate_date=date(2018, 5, 1), guardian_id=self.mother.id
        )
        for person in (self.mother, self.child):
            self._pass_gate(self._new_band(person))
        self.musters = self.env["community.access.muster"]

    def _start(self, user=None):
        musters = self.musters.with_user(user or self.guard)
        return musters.browse(musters.action_start(self.site.id))

    def _look(self, user=None, **values):
        return self._get("community.access.muster", user).get_muster(**values)

    def _get(self, model, user=None):
        """A model as a user meets it in the companies that are his."""
        user = user or self.guard
        companies = {"allowed_company_ids": user.company_ids.ids}
        return self.env[model].with_user(user).with_context(**companies)

    def test_everybody_once(self):
        """Whoever is in the pool is on the list once, in the pool."""
        band = self.env["community.access.credential"].search(
            [("partner_id", "=", self.child.id)]
        )
        self._pass_gate(band, gate=self.pool_gate)
        self.assertEqual(self._look()["inside"], 2)
        lines = self._start().line_ids
        self.assertEqual(
            {line.name: line.zone_id for line in lines},
            {"Elif Kaya": self.hall, "Ada Kaya": self.pool},
        )

    def test_ticks_are_shared_and_kept(self):
        """Two guards tick one list; who ticked stays, the tick taken back, too."""
        muster = self._start()
        line = muster.line_ids[0]
        for is_safe in (True, True, False, True):
            muster.action_tick(line.id, is_safe)
        self.assertEqual(line.tick_ids.mapped("is_safe"), [True, False, True])
        self.assertEqual(line.safe_user_id, self.guard)
        seen = {one["id"]: one for one in self._look(self.desk)["muster"]["lines"]}
        self.assertTrue(seen[line.id]["is_safe"])
        self.assertEqual(seen[line.id]["safe_by"], self.guard.name)
        self.assertEqual(muster.missing_count, 1)

    def test_one_runs_at_a_time(self):
        muster = self._start()
        self.assertEqual(self._start(self.desk).id, muster.id)
        muster.action_close()
        with self.assertRaisesRegex(UserError, "closed"):
            muster.action_close()
        with self.assertRaisesRegex(UserError, "closed"):
            muster.action_tick(muster.line_ids[0].id, True)
        self.assertNotEqual(self._start().id, muster.id)

    def test_phone_of_the_guardian(self):
        """The desk sees whom to call for a child, a guard does not."""
        self._start()
        phones = {
            row["name"]: row["phone"]
            for row in self._look(self.desk)["muster"]["lines"]
        }
        self.assertEqual(phones["Ada Kaya"], self.mother.phone)
        self.assertEqual(
            {row["phone"] for row in self._look()["muster"]["lines"]}, {""}
        )

    def test_who_may_not(self):
        nobody = self._new_user("nobody", "base.group_user")
        with self.assertRaises(AccessError):
            self._look(nobody)
        with self.assertRaises(AccessError):
            self._start(nobody)
        muster = self._start()
        with self.assertRaises(UserError):
            muster.line_ids[0].write({"is_safe": True})
        with self.assertRaises(AccessError):
            muster.action_mail()
        far = self._new_user(
            "far_guard", "community_access.group_access_guard", self.other_company
        )
        with self.assertRaises(AccessError):
            self._look(far, muster_id=muster.id)
        musters = self._get("community.access.muster", far)
        with self.assertRaises(AccessError):
            musters.browse(muster.id).action_tick(muster.line_ids[0].id, True)
        with self.assertRaises(AccessError):
            musters.action_start(self.site.id)
        self.assertFalse(self._look(far)["sites"])

    def test_on_paper_and_by_mail(self):
        """The same list on paper, by zone and name, and in the managers' mail."""
        muster = self._start(self.access_manager)
        report = "community_access.report_muster"
        html = self.env["ir.actions.report"]._render_qweb_html(report, muster.ids)[0]
        text = html.decode()
        self.assertLess(text.index("Ada Kaya"), text.index("Elif Kaya"))
        self.assertIn("Hall", text)
        self.access_manager.email = "manager@example.com"
        answer = muster.action_mail()
        self.assertEqual(answer["params"]["type"], "success")
        mail = self.env["mail.mail"].search([("attachment_ids", "!=", False)], limit=1)
        self.assertIn(self.access_manager.partner_id, mail.recipient_ids)

    def test_queries(self):
        """The page costs the same for 2 and for 40 people."""
        muster = self._start()
        self._count(muster)  # rules and groups are kept from now on
        few = self._count(muster)
        muster.action_close()
        for number in range(38):
            self._pass_gate(self._new_band(self._new_member(f"Member {number}")))
        muster = self._start()
        self._count(muster)
        self.assertEqual(self._count(muster), few)

    def _count(self, muster):
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        self._look(muster_id=muster.id)
        return self.env.cr.sql_log_count - before
