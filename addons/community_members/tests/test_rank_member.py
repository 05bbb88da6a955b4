from freezegun import freeze_time

from odoo import Command
from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, tagged, users

from .common_points import PointsCase


@tagged("post_install", "-at_install", "community")
@freeze_time("2026-03-14")
class TestRankMember(PointsCase):
    def _on(self, day):
        with freeze_time(day):
            self.ayse._refresh_ranks()
        return self.ayse.rank_id

    def test_raised_at_once(self):
        """G16, G18: the rank follows the points in the same transaction."""
        self._earn(100, "a")
        self.assertEqual(self.ayse.rank_id, self.rider)
        self._earn(100, "b")
        self.assertEqual(self.ayse.rank_id, self.captain)
        history = self.ayse.rank_history_ids.sorted("id")
        self.assertEqual(history.mapped("to_rank_id"), self.rider + self.captain)
        self.assertEqual(history[-1].points, 200)
        self.assertEqual(str(self.ayse.rank_since), "2026-03-14")

    def test_window_and_grace(self):
        """G16: points leave the window, grace runs, then the rank is lost."""
        self._earn(250, "a")
        self.assertEqual(self._on("2027-03-13"), self.captain)
        self.assertFalse(self.ayse.rank_below_since)
        self.assertEqual(self._on("2027-03-14"), self.captain)
        self.assertEqual(str(self.ayse.rank_below_since), "2027-03-14")
        self.assertEqual(self._on("2027-03-27"), self.captain)
        self.assertEqual(self._on("2027-03-28"), self.rider)
        self.assertFalse(self.ayse.rank_below_since)
        self.assertEqual(self.ayse.rank_history_ids[0].kind, "lowered")

    def test_reversal_starts_grace(self):
        entry = self._earn(150, "a")
        self.entries._reverse(entry, "Annulled")
        self.assertEqual(self.ayse.rank_id, self.rider)
        self.assertTrue(self.ayse.rank_below_since)
        self._earn(150, "b")
        self.assertFalse(self.ayse.rank_below_since)

    def test_criteria_and_months(self):
        """G16: too short a membership and what stands against it keep a rank away."""
        self.rider.min_months = 12
        fresh = self._ranked_member("Fresh", member_since="2025-03-15")
        self._earn(150, "a", fresh)
        self.assertEqual(fresh.rank_id, self.prospect)
        with freeze_time("2026-03-15"):
            fresh._refresh_ranks()
        self.assertEqual(fresh.rank_id, self.rider)
        suspended = self.env.ref("community_members.community_rank_criterion_suspended")
        self.rider.criterion_ids = suspended
        self.ayse.membership_suspended_from = "2026-03-01"
        self.assertEqual(self.ayse.member_state, "suspended")
        self.ayse.member_state_override = False
        self._earn(150, "b")
        self.assertNotEqual(self.ayse.rank_id, self.rider)

    def test_by_hand(self):
        """G16, G55: a manager sets a rank; it is logged, dated and locked."""
        ayse = self.ayse.with_user(self.manager)
        ayse.rank_id = self.captain
        self.assertTrue(ayse.rank_locked)
        self.assertEqual(self._on("2028-01-01"), self.captain)
        history = ayse.rank_history_ids
        self.assertEqual((history.kind, history.create_uid), ("by_hand", self.manager))
        ayse.rank_locked = False
        self.assertTrue(self.ayse.rank_below_since, "the rules decide again")

    def test_who_may_set(self):
        """G16: officers keep members but do not set ranks, nor unlock them."""
        self.ayse.with_user(self.officer).write({"mobile": "+905321112233"})
        for values in ({"rank_id": self.captain.id}, {"rank_locked": True}):
            with self.assertRaises(AccessError):
                self.ayse.with_user(self.officer).write(values)
            with self.assertRaises(AccessError):
                self.env["res.partner"].with_user(self.officer).create(
                    {"name": "New", **values}
                )
        with self.assertRaises(UserError):
            self._earn(1, "x") and self.env["community.rank.history"].sudo().create(
                {"partner_id": self.ayse.id, "date": "2026-01-01", "kind": "by_hand"}
            )

    @users("community_officer")
    def test_officer_form(self):
        """G16: the form of a member works for whoever may not set ranks."""
        view = "community_members.res_partner_view_form_member"
        with Form(self.env["res.partner"], view) as form:
            form.name = "Yeni Üye"
        with Form(form.record, view) as form:
            form.name = "Yeni Üye Demir"
        self.assertEqual(form.record.name, "Yeni Üye Demir")

    def test_who_is_no_member_keeps_what_he_had(self):
        self._earn(100, "a")
        self.ayse.membership_resigned_on = "2026-03-13"
        self.assertFalse(self.ayse.is_member)
        self._earn(500, "b")
        self.assertEqual(self.ayse.rank_id, self.rider)

    def test_words(self):
        """G16: what is missing for the next rank, in words."""
        self._earn(60, "a")
        self.assertEqual(self.ayse.rank_advice, "Rider: 40 more points")
        self._earn(60, "b")
        self.env.invalidate_all()
        self.assertIn("80 more points within 365 days", self.ayse.rank_advice)

    def test_nightly_for_everybody(self):
        """G16: the nightly pass asks as often for a thousand as for ten."""
        values = [
            {
                "name": f"Üye {n}",
                "in_member_register": True,
                "membership_start": "2025-01-01",
                "member_since": "2025-01-01",
            }
            for n in range(1000)
        ]
        members = self.env["res.partner"].create(values)
        counts = []
        for some in (members[:2], members[:10], members):
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            some._refresh_ranks()
            counts.append(self.env.cr.sql_log_count - before)
        self.assertEqual(counts[1], counts[2])
        self.assertEqual(members.rank_id, self.prospect)


@tagged("post_install", "-at_install", "community")
@freeze_time("2026-03-14")
class TestRankSimulation(PointsCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.deniz = cls._ranked_member("Deniz Arslan")
        cls.locked = cls._ranked_member("Locked")
        cls.locked.write({"rank_id": cls.rider.id})
        (cls.ayse + cls.deniz)._refresh_ranks()

    def _draft(self, **thresholds):
        draft = self.env["community.rank.simulation"].with_user(self.manager).create({})
        for line in draft.rank_line_ids:
            line.threshold = thresholds.get(line.rank_id.name, line.threshold)
        return draft

    def _moves(self, draft):
        draft.action_calculate()
        return {
            move.partner_id: (move.direction, move.to_rank_id)
            for move in draft.move_ids.filtered(
                lambda move: move.partner_id in self.ayse + self.deniz + self.locked
            )
        }

    def test_nothing_moves_until_activated(self):
        """G16: a draft says who would rise and fall; activated, they do."""
        self._earn(120, "a")
        self._earn(80, "b", self.deniz)
        draft = self._draft(Rider=130)
        self.assertEqual(self._moves(draft), {self.ayse: ("down", self.prospect)})
        draft = self._draft(Rider=70)
        self.assertEqual(self._moves(draft), {self.deniz: ("up", self.rider)})
        self.assertEqual(draft.count_up, 1)
        self.assertEqual(self.deniz.rank_id, self.prospect)
        version = self.rider.version
        draft.action_activate()
        self.assertEqual(self.deniz.rank_id, self.rider)
        self.assertEqual((self.rider.threshold, self.rider.version), (70, version + 1))
        self.assertEqual((draft.state, draft.number > 0), ("activated", True))
        self.assertFalse(self._moves(self._draft()), "nobody moves any more")
        with self.assertRaises(UserError):
            draft.action_activate()
        with self.assertRaises(UserError):
            draft.unlink()

    def test_rules_are_replayed(self):
        """G16: other points per event are counted again, with their limits."""
        facts = [self._fact(f"e{n}", self.deniz) for n in range(2)]
        self.entries._post_for_trigger("event_attendance", facts)
        self.assertEqual(self.deniz.points_earned, 80)
        draft = self._draft()
        draft.rule_line_ids.amount = 50
        self.assertEqual(self._moves(draft), {self.deniz: ("up", self.rider)})
        draft.rule_line_ids.cap_per_day = 90
        self.assertFalse(self._moves(draft))

    def test_officers_do_not_draft(self):
        """G16: drafts are for managers."""
        for user in (self.officer, self.reader):
            for model in (
                "community.rank.simulation",
                "community.rank.simulation.move",
                "community.rank.simulation.rank",
                "community.rank.simulation.rule",
            ):
                with self.assertRaises(AccessError):
                    self.env[model].with_user(user).search([])

    def test_copy(self):
        draft = self._draft(Rider=70)
        self.assertEqual(len(draft.copy().rank_line_ids), len(draft.rank_line_ids))


@tagged("post_install", "-at_install", "community")
@freeze_time("2026-03-14")
class TestRankMerge(PointsCase):
    def test_points_are_added_up(self):
        """G19: merged members keep all points; the ledger stays provable."""
        twin = self._ranked_member("Ayse Demir")
        self._earn(70, "a")
        self._earn(60, "b", twin)
        self.env["community.activity.snapshot"]._take(self.ayse.member_since)
        self.env["res.partner"]._refresh_activity()
        wizard = self.env["base.partner.merge.automatic.wizard"].create(
            {
                "dst_partner_id": self.ayse.id,
                "partner_ids": [Command.set((self.ayse + twin).ids)],
            }
        )
        wizard.action_merge()
        self.assertFalse(twin.exists())
        self.assertEqual(self._balance(), 130)
        self.assertEqual(self.ayse.rank_id, self.rider)
        self._check_ledger()
