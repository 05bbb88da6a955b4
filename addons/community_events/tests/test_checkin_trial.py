from datetime import timedelta

from odoo import Command, fields
from odoo.exceptions import AccessError
from odoo.tests import BaseCase, Form, tagged

from ..tools.checkin_trial import get_position_at, make_code, make_device, make_trace
from ..tools.place import Fence, get_distance_from
from .common_attempts import CheckinAttemptsCommon

KEPT = (
    "community.checkin.attempt",
    "community.checkin.device",
    "community.checkin.gate",
    "event.registration",
    "mail.mail",
    "mail.message",
)


@tagged("post_install", "-at_install", "community")
class TestTrialFacts(BaseCase):
    def test_position(self):
        """A made-up place is as far from the centre as was said, on both halves."""
        for latitude in (41.0, -33.9, 89.999, 0.0):
            fence = Fence(latitude, 29.0, 100)
            position = get_position_at(fence, 2_300, 18)
            self.assertAlmostEqual(get_distance_from(fence, position), 2_300, places=3)
            self.assertEqual(position.accuracy, 18)

    def test_times(self):
        """The tap is now; the scan was before it, and the code older than the scan."""
        code = make_code(1_000.0, 7, 30)
        self.assertEqual((code.opened_at, code.shown_at), (970.0, 963.0))

    def test_phones(self):
        """Each choice is the phone that it names."""
        self.assertTrue(make_device("own", 0).is_known)
        self.assertFalse(make_device("new", 0).is_known)
        self.assertTrue(make_device("foreign", 2).is_foreign)
        self.assertEqual(make_device("own", 2).strangers, 2)
        self.assertFalse(make_device("none", 2).is_present)

    def test_places(self):
        """Without a fence no place is told; refused is not the same as missing."""
        fence = Fence(41.0, 29.0, 100)
        self.assertIsNone(make_trace(None, "told", 5, 5).position)
        self.assertTrue(make_trace(fence, "refused", 5, 5).is_position_refused)
        self.assertFalse(make_trace(fence, "missing", 5, 5).is_position_refused)
        self.assertIsNone(make_trace(fence, "missing", 5, 5).position)


class TrialCommon(CheckinAttemptsCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.event.write(
            {
                "use_place": True,
                "place_latitude": 41.0,
                "place_longitude": 29.0,
                "place_radius": 100,
            }
        )

    def _trial(self, user=None, **values):
        trials = self.env["community.checkin.trial"].with_user(user or self.organizer)
        trials = trials.with_context(default_event_id=self.event.id)
        return trials.create(values)

    def _labels(self, trial):
        return [row["label"] for row in trial.reason_rows]


@tagged("post_install", "-at_install", "community")
class TestTrialOfMember(TrialCommon):
    def test_somebody_with_a_seat(self):
        """G33: a quick scan in the house comes in by every policy."""
        trial = self._trial()
        self.assertEqual(trial.verdict, "allow")
        self.assertEqual(trial.headline, "You are in")
        self.assertEqual({row["level"] for row in trial.policy_rows}, {"success"})

    def test_far_away(self):
        """G34: reasons, weights and what helps are those of the real scan."""
        trial = self._trial(metres=1_300, accuracy=18, phone="new")
        self.assertEqual(trial.verdict, "flag")
        self.assertEqual(trial.reason_rows[0]["value"], "+45")
        self.assertIn("Outside the venue (1.3 km", self._labels(trial)[0])
        self.assertIn("weigh 50: shown to the organiser from 30", trial.weighing)
        verdicts = [row["value"] for row in trial.policy_rows]
        self.assertEqual(verdicts[-1], "Refused", "the strict one refuses")
        trial.policy_id = self.env.ref(
            "community_events.community_checkin_policy_strict"
        )
        self.assertEqual(trial.verdict, "deny")
        self.assertIn("precise location", trial.fix)

    def test_old_code(self):
        """G36: an old code is refused, with its age in words."""
        trial = self._trial(code_age=90)
        self.assertEqual(
            (trial.verdict, trial.headline), ("deny", "The code was too old")
        )
        self.assertIn("90 seconds", trial.sentence)
        self.assertIn("shows now", trial.fix)

    def test_same_as_the_real_scan(self):
        """G33: what was tried is what happens."""
        self._try(self.ayse)
        trial = self._trial(partner_id=self.ayse.id)
        self.assertEqual(trial.headline, "You are checked in already")
        outsider = self._new_member("Outsider")
        self.event.checkin_walk_in = False
        trial = self._trial(partner_id=outsider.id)
        self.assertEqual(trial.headline, "You are not registered")

    def test_when(self):
        """G30: at another time the doors are closed."""
        trial = self._trial(at=self.event.date_begin - timedelta(hours=3))
        self.assertEqual(trial.headline, "Check-in is not open yet")

    def test_members_do_not(self):
        """Where members do not check in by themselves it says so."""
        self.event.checkin_by_member = False
        trial = self._trial(way="member")
        self.assertEqual(trial.verdict, "deny")
        self.assertIn("Switch it on", trial.sentence)
        self.assertEqual(self._trial().way, "gate")

    def test_form_follows(self):
        """The verdict follows each change, before anything is saved."""
        trials = self.env["community.checkin.trial"].with_user(self.organizer)
        form = Form(trials.with_context(default_event_id=self.event.id))
        self.assertEqual(form.verdict, "allow")
        form.place = "refused"
        self.assertEqual(form.verdict, "allow")
        form.strangers = 2
        self.assertEqual(form.verdict, "deny")
        form.way = "gate"
        self.assertFalse(form.headline)
        form.text = "123456789"
        self.assertEqual(form.headline, "We do not know this ticket")
        form.text = ""
        seat = self._register(self.event, self.ayse)
        form.registration_id = seat
        self.assertEqual(form.verdict, "allow")


@tagged("post_install", "-at_install", "community")
class TestTrialAtGate(TrialCommon):
    def test_gates(self):
        """G30: another gate, used, too early: as the steward would see it."""
        ticket = self.env["event.event.ticket"].create(
            {"name": "Stand", "event_id": self.event.id}
        )
        north, south = self.env["community.checkin.gate"].create(
            [
                {
                    "event_id": self.event.id,
                    "name": name,
                    "ticket_ids": [Command.set(tickets)],
                }
                for name, tickets in (("North", ticket.ids), ("South", []))
            ]
        )
        south.ticket_ids = self.env["event.event.ticket"].create(
            {"name": "Box", "event_id": self.event.id}
        )
        seat = self._register(self.event, self.ayse, event_ticket_id=ticket.id)
        values = {"way": "gate", "registration_id": seat.id}
        trial = self._trial(**values, gate_id=north.id)
        self.assertEqual(trial.verdict, "allow")
        trial.gate_id = south
        self.assertEqual(trial.headline, "Please use another entrance")
        self.assertIn("North", trial.sentence)
        trial.write({"gate_id": north.id, "at": self.event.date_begin - timedelta(1)})
        self.assertEqual(trial.headline, "It is too early")
        seat._admit()
        trial = self._trial(**values, gate_id=north.id)
        self.assertEqual(trial.headline, "Your ticket was used")
        self.assertEqual(self._labels(trial)[0][:4], "Used")
        trial.write({"gate_id": False, "direction": "out"})
        self.assertEqual((trial.verdict, trial.headline), ("allow", "Good-bye"))

    def test_nobody_named_yet(self):
        """Before a code is pasted nothing is judged."""
        trial = self._trial(way="gate")
        self.assertFalse(trial.verdict or trial.headline)

    def test_hand_out(self):
        """G30: at a gate that hands something out, whether it would be given."""
        shirt = self.env["community.event.hand.out"].create(
            {"event_id": self.event.id, "name": "T-shirt"}
        )
        desk = self.env["community.checkin.gate"].create(
            {"event_id": self.event.id, "name": "Shirts", "hand_out_id": shirt.id}
        )
        seat = self._register(self.event, self.ayse)
        values = {"way": "gate", "registration_id": seat.id, "gate_id": desk.id}
        trial = self._trial(**values)
        self.assertEqual((trial.verdict, trial.headline), ("allow", "Hand out"))
        self.assertEqual(trial.sentence, "T-shirt")
        seat._counting().given = {str(shirt.id): [1, 1_700_000_000]}
        trial = self._trial(**values)
        self.assertEqual(
            (trial.verdict, trial.headline), ("deny", "Already handed out")
        )

    def test_codes(self):
        """G30: a pasted code is read as the scanner reads it."""
        seat = self._register(self.event, self.ayse)
        other = self._register(self._new_event("Other"), self.ayse)
        for text, headline in (
            (seat.barcode, "You are in"),
            (other.barcode, "This code belongs to another event"),
            ("123456789", "We do not know this ticket"),
            (seat._get_ticket_text(), "You are in"),
        ):
            trial = self._trial(way="gate", text=text)
            self.assertEqual(trial.headline, headline)

    def test_card_of_another_company(self):
        """G37: whose card it is learns nobody who may not read that member."""
        stranger = self._new_member("Stranger", company_id=self.other_company.id)
        stranger._admit_members()
        card = stranger.member_card_ids
        unknown = self._trial(way="gate", text="123456789")
        for _state in ("valid", "void"):
            trial = self._trial(way="gate", text=card.code)
            self.assertEqual(trial.headline, unknown.headline)
            self.assertEqual(trial.sentence, unknown.sentence)
            card.sudo().state = "blocked"
        own = self._trial(way="gate", text=self.deniz.member_card_ids.code)
        self.assertNotEqual(own.headline, unknown.headline)

    def test_asked_first(self):
        """G30: what the steward would be asked before saying yes."""
        seat = self._register(self.event, self.ayse, attention="Wheelchair")
        trial = self._trial(way="gate", registration_id=seat.id)
        self.assertEqual((trial.verdict, trial.headline), ("flag", "Look first"))
        self.assertIn("Wheelchair", [row["value"] for row in trial.reason_rows])
        walk_in = self._trial(way="gate", partner_id=self.deniz.id)
        self.assertIn("Member without registration", walk_in.sentence)
        early = self._trial(
            way="gate",
            partner_id=self.deniz.id,
            at=self.event.date_begin - timedelta(days=1),
        )
        self.assertEqual(early.headline, "It is too early")

    def test_seat_of_another_event(self):
        """A seat of another event is no seat here."""
        other = self._register(self._new_event("Other"), self.ayse)
        trial = self._trial(way="gate", registration_id=other.id)
        self.assertEqual(trial.headline, "We do not know this ticket")


@tagged("post_install", "-at_install", "community")
class TestTrialKeepsNothing(TrialCommon):
    def test_nothing_is_kept(self):
        """Neither a try nor a message, seat, gate or phone comes of it."""
        seat = self._register(self.event, self.ayse)
        self.env.flush_all()
        before = [self.env[name].search_count([]) for name in KEPT]
        for values in (
            {"partner_id": self.deniz.id},
            {"registration_id": seat.id, "metres": 9_000},
            {"way": "gate", "registration_id": seat.id},
            {"way": "gate", "partner_id": self.deniz.id},
            {"way": "gate", "text": seat.barcode},
        ):
            self.assertTrue(self._trial(**values).verdict)
        self.env.flush_all()
        self.assertEqual([self.env[name].search_count([]) for name in KEPT], before)
        self.assertEqual((seat.state, seat.entries), ("open", 0))

    def test_refused_roles(self):
        """Stewards, other companies and readers of members try nothing."""
        for user in (self.steward, self.other_organizer):
            with self.assertRaises(AccessError):
                self._trial(user=user).read(["verdict"])
            with self.assertRaises(AccessError):
                self.event.with_user(user).action_try_scan()

    def test_window_of_somebody_else(self):
        """What another organiser typed is not read."""
        trial = self._trial(at=fields.Datetime.now())
        with self.assertRaises(AccessError):
            trial.with_user(self.event_manager).read(["headline"])
