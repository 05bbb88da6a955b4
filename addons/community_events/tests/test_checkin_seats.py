from datetime import timedelta
from unittest.mock import patch

from freezegun import freeze_time

from odoo import fields, modules
from odoo.exceptions import UserError
from odoo.tests import new_test_user, tagged

from .common_checkin import MemberCheckinCommon


@tagged("post_install", "-at_install", "community")
class TestCheckinSeats(MemberCheckinCommon):
    """Which seat a scan is for, and what the ticket's rules say of it."""

    # ------------------------------------------------------------
    # LETTERS OF CORE
    # ------------------------------------------------------------

    def _with_letters(self, event):
        """The letter after booking, which every event of core's has."""
        template = self.env.ref("event.event_subscription")
        self.env["event.mail"].create(
            {
                "event_id": event.id,
                "interval_type": "after_sub",
                "interval_unit": "now",
                "interval_nbr": 0,
                "template_ref": f"mail.template,{template.id}",
            }
        )

    def _make_quietly(self, make):
        """Call as outside of tests, where core's letters commit."""
        crons = self.env["ir.cron.trigger"]
        cron = self.env.ref("event.event_mail_scheduler")
        domain = [("cron_id", "=", cron.id)]
        before = crons.search_count(domain)
        with (
            patch.object(modules.module, "current_test", False),
            patch.object(type(self.env.cr), "commit") as commit,
            patch.object(self.registry["event.mail"], "execute") as execute,
        ):
            made = make()
        execute.assert_not_called()
        commit.assert_not_called()
        self.assertGreater(crons.search_count(domain), before)
        return made

    def test_walk_in_commits_nothing(self):
        """G30: the seat of a walk-in and the attempt are kept together."""
        self._with_letters(self.event)
        attempt = self._make_quietly(lambda: self._scan(self.ayse))
        self.assertEqual(attempt.registration_id.state, "done")
        self.assertFalse(attempt.registration_id.mail_registration_ids)

    def test_judgement_commits_nothing(self):
        """G37: nor does the seat of somebody who is let in after all."""
        self._with_letters(self.event)
        attempt = self._scan(self.ayse, self._code(ago=60))
        judged = attempt.with_user(self.organizer)
        self._make_quietly(lambda: judged._judge("confirmed", "Seen"))
        self.assertEqual(self._seat(self.ayse).state, "done")

    def test_offer_commits_nothing(self):
        """G30: nor does a seat from the waiting list."""
        full = self._new_event("Full", 72, seats_limited=True, seats_max=1)
        self._with_letters(full)
        seat = self._register(full, self.deniz)
        user = new_test_user(
            self.env,
            "waits",
            "base.group_portal",
            partner_id=self.ayse.id,
            company_id=self.company.id,
            company_ids=[(6, 0, self.company.ids)],
        )
        none = (self.env["event.slot"], self.env["event.event.ticket"])
        row = full.with_user(user)._join_waiting_list(user, *none)
        seat.action_cancel()
        made = self._make_quietly(row._accept)
        self.assertEqual(made.member_id, self.ayse)

    def test_others_have_letters_at_once(self):
        """Without our mark core goes its own way; no caller can forge the mark."""
        event = self._new_event("Booked", 72)
        self._with_letters(event)
        seats = self.env["event.registration"].with_context(
            community_mailing_later=True
        )
        seat = seats.create({"event_id": event.id, "partner_id": self.ayse.id})
        self.assertTrue(seat.mail_registration_ids)

    # ------------------------------------------------------------
    # SLOTS
    # ------------------------------------------------------------

    def _make_slots(self):
        event = self._new_event("Open Days", -48, 120, is_multi_slots=True)
        slots = self.env["event.slot"].create(
            [
                {"event_id": event.id, "date": day, "start_hour": 14, "end_hour": 17}
                for day in ("2026-06-09", "2026-06-10", "2026-06-11")
            ]
        )
        return event, slots

    @freeze_time("2026-06-10 12:00:00")
    def test_seat_of_the_slot_that_is_on(self):
        """G30: of several seats the one of this time is meant, whatever its age."""
        event, slots = self._make_slots()
        _before, now, later = [
            self._register(event, self.ayse, event_slot_id=slot.id) for slot in slots
        ]
        self.assertEqual(event._find_registration(self.ayse), now)
        self.assertEqual(event._find_registration(self.ayse, slots[2]), later)
        attempt = self._scan(self.ayse, event=event)
        self.assertEqual((attempt.verdict, attempt.registration_id), ("allow", now))
        self.assertEqual(later.state, "open")

    @freeze_time("2026-06-10 12:00:00")
    def test_next_seat_and_last_seat(self):
        event, slots = self._make_slots()
        first = self._register(event, self.ayse, event_slot_id=slots[0].id)
        self.assertEqual(event._find_registration(self.ayse), first)
        last = self._register(event, self.ayse, event_slot_id=slots[2].id)
        self.assertEqual(event._find_registration(self.ayse), last)
        self.assertFalse(event._find_registration(self.ayse, slots[1]))

    @freeze_time("2026-06-10 12:00:00")
    def test_booking_another_slot(self):
        """A seat at one time is none at another."""
        event, slots = self._make_slots()
        event.audience = "members"
        self._register(event, self.ayse, event_slot_id=slots[1].id)
        none = self.env["event.event.ticket"]
        event._check_own_seat(self.ayse, [(slots[2], none, 1)])
        with self.assertRaises(UserError):
            event._check_own_seat(self.ayse, [(slots[1], none, 1)])

    def test_judged_at_the_time_of_the_try(self):
        """G37: who is let in after all sits where the try was, not where it is now."""
        with freeze_time("2026-06-10 12:00:00"):
            event, slots = self._make_slots()
            attempt = self._scan(self.ayse, self._code(event, ago=60))
        with freeze_time("2026-06-11 12:00:00"):
            attempt.with_user(self.organizer)._judge("confirmed", "Seen")
        self.assertEqual(event._find_registration(self.ayse).event_slot_id, slots[1])

    # ------------------------------------------------------------
    # TICKETS
    # ------------------------------------------------------------

    def _refuse(self, seat, code):
        attempt = self._scan(self.ayse)
        self.assertEqual((attempt.verdict, attempt.code), ("deny", code))
        self.assertNotEqual(seat.state, "done")
        self.assertFalse(attempt.is_strike)
        self.assertTrue(attempt._get_words()["sentence"])

    def test_blocked(self):
        """G36: a ticket that was taken back opens no door."""
        seat = self._register(self.event, self.ayse)
        seat.is_blocked = True
        self._refuse(seat, "blocked")

    def test_ticket_of_another_day(self):
        """G34: a ticket is good at the screen when it is good at a gate."""
        now = fields.Datetime.now()
        ticket = self.env["event.event.ticket"].create(
            {
                "name": "Late",
                "event_id": self.event.id,
                "valid_from": now + timedelta(hours=1),
                "valid_until": now + timedelta(hours=2),
            }
        )
        seat = self._register(self.event, self.ayse, event_ticket_id=ticket.id)
        self._refuse(seat, "too_early")
        ticket.write(
            {
                "valid_from": now - timedelta(hours=2),
                "valid_until": now - timedelta(hours=1),
            }
        )
        self._refuse(seat, "too_late")

    def test_ticket_of_a_gate(self):
        """A ticket for one gate is good at the screen: it is no gate."""
        ticket = self.env["event.event.ticket"].create(
            {"name": "Crew", "event_id": self.event.id}
        )
        self.env["community.checkin.gate"].create(
            {
                "name": "North Door",
                "event_id": self.event.id,
                "ticket_ids": [(6, 0, ticket.ids)],
            }
        )
        self._register(self.event, self.ayse, event_ticket_id=ticket.id)
        self.assertEqual(self._scan(self.ayse).verdict, "allow")

    def test_entries_of_a_ticket(self):
        """G34: who went out comes back as often as the ticket says."""
        ticket = self.env["event.event.ticket"].create(
            {"name": "Twice", "event_id": self.event.id, "max_entries": 2}
        )
        seat = self._register(self.event, self.ayse, event_ticket_id=ticket.id)
        for _turn in range(2):
            self.assertEqual(self._scan(self.ayse).verdict, "allow")
            seat._leave()
        again = self._scan(self.ayse)
        self.assertEqual((again.verdict, again.code), ("deny", "used"))
        self.assertEqual(seat.entries, 2)
