from odoo.exceptions import AccessError, UserError

from .common_box import READER, BoxCommon


class TestGateFire(BoxCommon):
    """Trap 1: a fire opens the house, and only people say that it is over."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.garden = cls._new(
            "gate", name="Garden", zone_id=cls.hall.id, device_in="usb-garden"
        )
        cls.other = cls._new("box", name="Garden Box")
        cls._pair(cls.other, "box-2")
        cls.garden.box_id = cls.other
        house = cls._new("site", name="Other House", tz="Europe/Istanbul")
        zone = cls._new("zone", name="Pool", site_id=house.id)
        cls.elsewhere = cls._new("gate", name="Pool 1", zone_id=zone.id)
        cls.seq = 0

    def _report(self, kind, box=None, **values):
        self.seq += 1
        report = {"seq": self.seq, "kind": kind, "device": READER, "at": 1_700_000_000}
        box = box or self.box
        events = self.env["community.access.event"]
        events._apply_box_events(box, [{**report, **values}], f"epoch-{box.id}")

    def _get_mode(self, gate, device):
        return gate.box_id._get_world()["doors"][device]["in"].get("mode", "normal")

    def test_fire_opens_the_house_and_no_other(self):
        stranger = self._new_band()
        self.assert_refused(self._swipe(stranger), "not_issued")
        self._report("fire_on")
        self._report("fire_on")
        self.assertEqual(
            (self.gate + self.garden + self.elsewhere).mapped("is_fire"),
            [True, True, False],
        )
        self.assert_allowed(self._swipe(stranger), "fire")
        self.assert_allowed(self._swipe(stranger, gate=self.garden), "fire")
        self.assert_refused(self._swipe(stranger, gate=self.elsewhere), "not_issued")
        # The box of the garden keeps it as the mode of its gate.
        self.assertEqual(self._get_mode(self.garden, "usb-garden"), "free")

    def test_told_once_with_the_list(self):
        """Trap 1: one notification and one muster, however often the input is seen."""
        self._new_contract(partner=self.ayse)
        band = self._new_band(self.ayse)
        self._swipe(band)
        self._pass_gate(band)
        for _twice in range(2):
            self._report("fire_on")
        muster = self.env["community.access.muster"].search(
            [("site_id", "=", self.site.id)]
        )
        self.assertEqual((len(muster), muster.line_ids.partner_id), (1, self.ayse))
        mails = self.env["mail.message"].search([("subject", "=", "Fire: Reception")])
        self.assertEqual(len(mails), 1)
        self.assertIn(self.access_manager.partner_id, mails.notified_partner_ids)

    def test_muster_point(self):
        """A band at the reader of the meeting place ticks its holder, once."""
        self._new_contract(partner=self.ayse)
        band = self._new_band(self.ayse)
        self._swipe(band)
        self._pass_gate(band)
        muster = self.env["community.access.muster"].with_user(self.guard)
        muster = muster._start(self.site)
        point = self._new("gate", name="Meadow", zone_id=self.hall.id)
        self._swipe(band, gate=point)
        self.assertFalse(muster.line_ids.is_safe, "an ordinary gate ticks nobody")
        point.is_muster_point = True
        for _twice in range(2):
            self._swipe(band, gate=point)
        self.assertTrue(muster.line_ids.is_safe)
        self.assertEqual(len(muster.line_ids.tick_ids), 1)
        muster._close()
        muster.line_ids._with_pen().is_safe = False
        self._swipe(band, gate=point)
        self.assertFalse(muster.line_ids.is_safe, "the list is closed")

    def test_over_when_the_box_says_so(self):
        self._report("fire_on")
        sent = self._get_sent(
            lambda: self.gate.with_user(self.access_manager).action_reset_fire()
        )
        orders = [one["command"]["do"] for one in sent if "command" in one]
        self.assertEqual(orders, ["fire_reset"])
        self.assertTrue(self.gate.is_fire, "the box has not answered yet")
        self._report("fire_off")
        self.assertFalse((self.gate + self.garden).filtered("is_fire"))
        self.assertEqual(self._get_mode(self.garden, "usb-garden"), "normal")
        with self.assertRaises(UserError):
            self.gate.action_reset_fire()

    def test_two_boxes_in_fire(self):
        """One that is quiet again closes nothing while the other still burns."""
        self._report("fire_on")
        self.seq = 0
        self._report("fire_on", self.other)
        self._report("fire_off", self.other)
        self.assertTrue(self.garden.is_fire)

    def test_box_that_is_gone(self):
        self._report("fire_on")
        self.box.action_revoke()
        self.gate.action_reset_fire()
        self.assertFalse((self.gate + self.garden).filtered("is_fire"))

    def test_guards_reset_nothing(self):
        self._report("fire_on")
        for user in (self.guard, self.desk):
            with self.assertRaises(AccessError):
                self.gate.with_user(user).action_reset_fire()

    def test_reports_of_many_at_once(self):
        """Rows are looked up and completed by as many queries as for one."""
        bands = [self._new_band(self.ayse) for _number in range(20)]
        epoch = f"epoch-{self.box.id}"
        counts = []
        for number in (1, 20):
            reports = []
            for band in bands[:number]:
                self.seq += 1
                answer = self._swipe(band)
                kept = {"uuid": answer["uuid"], "uid": band.key, "verdict": "allow"}
                row = {"seq": self.seq, "kind": "swipe", "at": 1_700_000_000, **kept}
                reports.append({**row, "device": READER})
            self.env.flush_all()
            before = self.env.cr.sql_log_count
            self.env["community.access.event"]._apply_box_events(
                self.box, reports, epoch
            )
            counts.append(self.env.cr.sql_log_count - before)
            kept = self.env["community.access.event"].search(
                [("box_ref", "like", f"{self.box.id}/{epoch}/%")]
            )
            self.assertIn("box: allow", kept[0].note)
        self.assertLessEqual(counts[1], counts[0])
