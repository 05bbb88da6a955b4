import random
from datetime import timedelta
from unittest.mock import patch

from freezegun import freeze_time

from odoo import fields
from odoo.exceptions import UserError
from odoo.tools import mute_logger

from .common_locker import LockerCommon

PATH = (
    "odoo.addons.community_access.models.community_locker_bank_entitled"
    ".CommunityLockerBankEntitled"
)


class TestLockerBand(LockerCommon):
    def test_shut_and_open(self):
        """F47: the band shuts a free locker and opens it; then it is free again."""
        answer = self.bank._band(self.ayse_band, self.first)
        self.assertEqual((answer["verdict"], answer["did"]), ("allow", "locked"))
        self.assertFalse(answer["open"])
        self.assertEqual(self.first.state, "used")
        self.assertEqual(self.first.partner_id, self.ayse)
        self.assertEqual(self.first.use_id.kind, "free")
        answer = self.bank._band(self.ayse_band, self.first)
        self.assertEqual((answer["did"], answer["open"]), ("opened", True))
        self.assertEqual(self.first.state, "free")
        self.assertEqual(self.first.use_ids.released_by, "band")
        self.assertFalse(self.first.use_ids.user_id)

    def test_not_somebody_elses(self):
        """F47: another band neither opens nor takes it."""
        self.bank._band(self.ayse_band, self.first)
        answer = self.bank._band(self.deniz_band, self.first)
        self.assertEqual(answer["verdict"], "deny")
        self.assertEqual(self._get_codes(answer), ["locker_taken"])
        self.assertEqual(self._open_uses().partner_id, self.ayse)

    def test_one_per_band(self):
        """F47: a second one is refused, and which one the band has is said."""
        self.bank._band(self.ayse_band, self.first)
        answer = self.bank._band(self.ayse_band, self.next_one)
        self.assertEqual(self._get_codes(answer), ["already_has_locker"])
        self.assertIn("P1", self.bank._tell(answer))
        self.assertEqual(self.next_one.state, "free")

    def test_database_holds_one_per_locker_and_band(self):
        """Two at once, seen by the database alone: the second one changes nothing."""
        self.bank._band(self.ayse_band, self.first)
        self.assertEqual(
            self.bank._begin(self.deniz_band, self.first).reasons[0].code,
            "locker_taken",
        )
        self.assertEqual(
            self.bank._begin(self.ayse_band, self.next_one).reasons[0].code,
            "already_has_locker",
        )
        self.assertEqual(len(self._open_uses()), 1)

    def test_rooms(self):
        """The room of the other gender is refused; who told none is let in."""
        women = self._new_bank("Women", gender="women")
        answer = women._band(self.deniz_band, women.locker_ids[0])
        self.assertEqual(self._get_codes(answer), ["wrong_gender_zone"])
        self.assertIn("women", self.bank._tell(answer))
        answer = women._band(self.ayse_band, women.locker_ids[0])
        self.assertEqual(answer["did"], "locked")
        nobody = self._new_band(self._new_member("Ege"))
        answer = women._band(nobody, women.locker_ids[1])
        self.assertEqual(answer["verdict"], "flag")

    def test_out_of_order(self):
        """Nobody takes a broken one; who has it opens it all the same."""
        self.bank._band(self.ayse_band, self.first)
        self.first.with_user(self.desk).action_out_of_order()
        self.assertEqual(self.first.state, "used")
        answer = self.bank._band(self.ayse_band, self.first)
        self.assertEqual((answer["verdict"], answer["did"]), ("flag", "opened"))
        self.assertEqual(self.first.state, "out_of_order")
        answer = self.bank._band(self.ayse_band, self.first)
        self.assertEqual(self._get_codes(answer), ["out_of_order"])
        self.first.with_user(self.desk).action_in_order()
        self.assertEqual(self.first.state, "free")

    def test_archived(self):
        """An archived locker is taken by nobody; a used one is not archived."""
        self.next_one.action_archive()
        answer = self.bank._band(self.ayse_band, self.next_one)
        self.assertEqual(self._get_codes(answer), ["out_of_order"])
        self.bank._band(self.ayse_band, self.first)
        with self.assertRaises(UserError):
            self.first.action_archive()
        with self.assertRaises(UserError):
            self.first.unlink()

    def test_blocked_and_replaced(self):
        """A lost band opens nothing; the new one of the same holder opens it."""
        self.bank._band(self.ayse_band, self.first)
        self.ayse_band._end("lost")
        answer = self.bank._band(self.ayse_band, self.first)
        self.assertEqual(self._get_codes(answer), ["band_blocked"])
        self.assertEqual(self.first.state, "used")
        new = self._new_band(self.ayse)
        self.assertEqual(
            self._get_codes(self.bank._band(new, self.next_one)),
            ["already_has_locker"],
        )
        self.assertEqual(self.bank._band(new, self.first)["did"], "opened")
        stranger = self._new_band(self.deniz)
        self.bank._band(self.deniz_band, self.first)
        self.assertEqual(self.bank._band(stranger, self.first)["did"], "")

    def test_not_inside(self):
        """Where the house counts who is inside, others take none, but open theirs."""
        self.bank._band(self.ayse_band, self.first)
        with patch(f"{PATH}._is_inside", lambda self, credential: False):
            answer = self.bank._band(self.deniz_band, self.next_one)
            self.assertEqual(self._get_codes(answer), ["not_inside"])
            answer = self.bank._band(self.ayse_band, self.first)
            self.assertEqual(answer["did"], "opened")

    def test_boundary_minute_of_the_grace(self):
        """Nothing is locked in: 60 minutes more the band opens it, then the desk."""
        start = fields.Datetime.to_datetime("2027-03-10 09:00:00")
        cases = [(3600, "allow"), (3601, "flag"), (7200, "flag"), (7201, "deny")]
        for seconds, verdict in cases:
            with freeze_time(start):
                end = self.bank._get_now() + 3600
                self.assertEqual(
                    self.bank._band(self.ayse_band, self.first)["did"], "locked"
                )
            until = patch(
                f"{PATH}._get_entitled_until", lambda self, credential, end=end: end
            )
            with until, freeze_time(start + timedelta(seconds=seconds)):
                answer = self.bank._band(self.ayse_band, self.first)
                self.assertEqual(answer["verdict"], verdict, seconds)
                if verdict == "deny":
                    self.assertEqual(self._get_codes(answer), ["entitlement_expired"])
                    self.assertEqual(self.first.state, "used")
                    self.first.use_id.with_user(self.desk).action_release()
                self.assertEqual(self.first.state, "free")

    def test_expired_takes_none(self):
        """Whose time has ended takes no locker any more."""
        with patch(f"{PATH}._get_entitled_until", lambda self, credential: 1):
            answer = self.bank._band(self.ayse_band, self.first)
        self.assertEqual(self._get_codes(answer), ["entitlement_expired"])

    def test_door_commands(self):
        """Opening is sent to the box, shutting is not: the lock shuts by itself."""
        sent = []
        self.patch(
            self.env.registry["community.locker.bank"],
            "_send_door_command",
            lambda bank, lockers, do: sent.append((lockers.mapped("name"), do)),
        )
        self.bank._band(self.ayse_band, self.first)
        self.assertEqual(sent, [])
        self.bank._band(self.ayse_band, self.first)
        self.assertEqual(sent, [(["P1"], "locker_open")])

    def test_without_device(self):
        """Without a box the register goes on working."""
        self.assertFalse(self.bank._send_door_command(self.first, "locker_open"))

    @mute_logger("odoo.sql_db")
    def test_never_locked_in(self):
        """F47: whatever happened before, own band or desk opens each locker."""
        dice = random.Random(47)
        bands = self.ayse_band | self.deniz_band
        lockers = self.bank.locker_ids
        for _turn in range(150):
            band, locker = dice.choice(bands), dice.choice(lockers)
            step = dice.randrange(6)
            if step < 3:
                self.bank._band(band, locker)
            elif step == 3:
                state = dice.choice(["issued", "issued", "blocked"])
                band._set_state({"state": state})
            elif step == 4:
                locker.is_out_of_order = not locker.is_out_of_order
            else:
                self.bank.mode = dice.choice(["free", "assigned", "rented"])
            held = self._open_uses()
            self.assertEqual(len(held.locker_id), len(held))
            self.assertEqual(len(held.credential_id), len(held))
            for use in held:
                own = self.bank._get_door_facts(use.credential_id, use.locker_id, use)
                self.assertEqual(own.holder, "own")
        held = self._open_uses()
        held.with_user(self.desk).action_release()
        self.assertFalse(self._open_uses())
