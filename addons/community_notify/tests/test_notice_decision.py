import itertools
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from odoo.tests import BaseCase, tagged

from ..tools.placeholders import fill, unknown_words
from ..tools.sending import (
    Facts,
    Policy,
    Quiet,
    choose,
    decide,
    end_of_quiet,
    next_channel,
)
from ..tools.words import OUTCOME_RANK, may_become

NOON = datetime(2026, 3, 10, 12, tzinfo=UTC)
NIGHT = datetime(2026, 3, 10, 20, tzinfo=UTC)  # midnight in Tbilisi
POLICY = Policy(quiet=Quiet(21, 9), cap=3)
GOOD = {"address": "x", "address_given": True, "timezone": "Asia/Tbilisi"}


@tagged("post_install", "-at_install", "community")
class TestDecision(BaseCase):
    """The pure decision, as a table."""

    def _facts(self, channel="sms", purpose="transactional", **values):
        return Facts(channel, purpose, **{**GOOD, **values})

    def test_reasons(self):
        """G38-G41: each reason against a message, and nothing else, stops it."""
        commercial = {"purpose": "commercial", "consent": "granted"}
        table = (
            ({}, None),
            ({"archived": True}, "archived"),
            ({"channel_ready": False}, "no_channel"),
            ({"has_text": False}, "no_template"),
            ({"address": "", "address_given": False}, "no_address"),
            ({"address": ""}, "bad_address"),
            ({"blacklisted": True}, "blacklisted"),
            ({"consent": "withdrawn"}, "withdrawn"),
            ({"refused_by_registry": True}, None),
            ({"recent": 99}, None),
            (commercial, None),
            ({"purpose": "commercial"}, "no_consent"),
            ({"purpose": "commercial", "consent": "withdrawn"}, "withdrawn"),
            ({**commercial, "refused_by_registry": True}, "registry"),
            ({**commercial, "recent": 2}, None),
            ({**commercial, "recent": 3}, "frequency_cap"),
        )
        for values, reason in table:
            with self.subTest(values=values):
                verdict = decide(self._facts(**values), POLICY, NOON)
                self.assertEqual(verdict.reason, reason)
                self.assertEqual(verdict.goes_out, reason is None)

    def test_budget(self):
        """Paid messages stop when the budget does not hold them; free ones go on."""
        for cost, left, goes in (
            (0.0, 0.0, True),
            (0.0, -1.0, True),
            (0.05, 0.05, True),
            (0.05, 0.04, False),
            (0.05, None, True),
        ):
            with self.subTest(cost=cost, left=left):
                policy = Policy(budget_left=left)
                verdict = decide(self._facts(cost=cost), policy, NOON)
                self.assertEqual(verdict.goes_out, goes)

    def test_whatsapp_opt_in(self):
        """G39: where the club asks for it, WhatsApp needs an opt-in for anything."""
        facts = self._facts("whatsapp")
        self.assertTrue(decide(facts, Policy(), NOON).goes_out)
        strict = Policy(whatsapp_opt_in=True)
        self.assertEqual(decide(facts, strict, NOON).reason, "no_consent")
        agreed = self._facts("whatsapp", consent="granted")
        self.assertTrue(decide(agreed, strict, NOON).goes_out)

    def test_quiet_hours_by_channel_and_purpose(self):
        """At night SMS wait, service mails do not, advertising waits everywhere."""
        for channel, purpose, waits_for_morning, waits in (
            ("sms", "transactional", True, True),
            ("sms", "transactional", False, False),
            ("whatsapp", "transactional", True, True),
            ("mail", "transactional", True, False),
            ("mail", "commercial", True, True),
            ("sms", "commercial", False, True),
        ):
            with self.subTest(channel=channel, purpose=purpose):
                facts = self._facts(
                    channel,
                    purpose,
                    consent="granted",
                    waits_for_morning=waits_for_morning,
                )
                verdict = decide(facts, POLICY, NIGHT)
                self.assertTrue(verdict.goes_out)
                self.assertEqual(bool(verdict.at), waits)

    def test_end_of_quiet(self):
        """The start of the quiet hours is quiet, their end is not; by local time."""
        table = (
            ("Asia/Tbilisi", "2026-03-10T17:00", "2026-03-11T05:00"),  # 21:00 sharp
            ("Asia/Tbilisi", "2026-03-10T16:59", None),
            ("Asia/Tbilisi", "2026-03-10T04:59", "2026-03-10T05:00"),
            ("Asia/Tbilisi", "2026-03-10T05:00", None),
            ("Europe/Istanbul", "2026-03-10T05:30", "2026-03-10T06:00"),
            ("Nowhere/Unknown", "2026-03-10T05:30", "2026-03-10T09:00"),
            # the night in which clocks are put forward, and back
            ("Europe/Berlin", "2026-03-29T00:30", "2026-03-29T07:00"),
            ("Europe/Berlin", "2026-10-24T22:30", "2026-10-25T08:00"),
        )
        for zone, now, expected in table:
            with self.subTest(zone=zone, now=now):
                moment = datetime.fromisoformat(now).replace(tzinfo=UTC)
                until = end_of_quiet(moment, zone, Quiet(21, 9))
                self.assertEqual(until and until.strftime("%Y-%m-%dT%H:%M"), expected)

    def test_end_of_quiet_is_never_quiet(self):
        """For every half hour of a year and odd hours, waiting ends outside."""
        quiets = (Quiet(21, 9), Quiet(0, 8), Quiet(13, 14.5), Quiet(22.5, 24))
        for zone, quiet in itertools.product(
            ("Europe/Berlin", "Asia/Tbilisi", "America/Santiago"), quiets
        ):
            now = datetime(2026, 1, 1, tzinfo=UTC)
            for _step in range(365 * 3):
                now += timedelta(hours=7, minutes=37)
                until = end_of_quiet(now, zone, quiet)
                if until is None:
                    continue
                self.assertGreater(until, now)
                self.assertLess(until - now, timedelta(hours=26))
                again = end_of_quiet(until, zone, quiet)
                self.assertIsNone(
                    again, (zone, quiet, until.astimezone(ZoneInfo(zone)))
                )

    def test_ladder(self):
        """The first channel that works; all channels; or the first with its reason."""
        blocked = self._facts("whatsapp", blacklisted=True)
        good, mail = self._facts("sms"), self._facts("mail")
        nothing = self._facts("mail", address="", address_given=False)
        self.assertEqual(
            [f.channel for f, _v in choose([blocked, good, mail], POLICY, NOON)],
            ["sms"],
        )
        everywhere = choose([blocked, good, mail], POLICY, NOON, everywhere=True)
        self.assertEqual([v.goes_out for _f, v in everywhere], [False, True, True])
        [(facts, verdict)] = choose([blocked, nothing], POLICY, NOON)
        self.assertEqual((facts.channel, verdict.reason), ("whatsapp", "blacklisted"))
        self.assertEqual(choose([], POLICY, NOON), [])
        self.assertEqual(next_channel(["whatsapp", "sms", "mail"], {"whatsapp"}), "sms")
        self.assertIsNone(next_channel(["sms"], {"sms"}))

    def test_an_outcome_never_goes_back(self):
        """F10: whatever order receipts come in, what is known is not taken back."""
        for old, new in itertools.product(OUTCOME_RANK, repeat=2):
            with self.subTest(old=old, new=new):
                if may_become(old, new):
                    self.assertNotEqual(old, new)
                    self.assertNotIn(old, ("cancelled", "suppressed", "read"))
                    self.assertNotEqual(new, "queued")
        self.assertTrue(may_become("sent", "failed"))
        self.assertFalse(may_become("delivered", "failed"))
        self.assertFalse(may_become("delivered", "sent"))
        self.assertTrue(may_become("failed", "delivered"))

    def test_placeholders(self):
        """F32: known words are filled, others stay, and nothing is executed."""
        self.assertEqual(fill("Dear { name },", {"name": "Nino"}), "Dear Nino,")
        self.assertEqual(fill("{{ object.env }}", {}), "{{ object.env }}")
        self.assertEqual(fill("{name}", {"name": "{company}"}), "{company}")
        self.assertEqual(
            unknown_words("{name} {phone} {phone}", frozenset({"name"})), ["phone"]
        )
