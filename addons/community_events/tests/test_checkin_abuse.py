import re
import time
from collections import Counter

from odoo import fields
from odoo.tests import HttpCase, new_test_user, tagged

from ..tools import network
from .common_checkin import MemberCheckinCommon

FOREIGN = "/checkin/foreign"


@tagged("post_install", "-at_install", "community")
class TestCheckinAbuse(MemberCheckinCommon):
    """One scan for many people, a key that comes late, letters without end."""

    def _with_key(self, name, **values):
        return self._trace(
            fingerprint=name * 8, public_key=name, is_signed=True, **values
        )

    def _confirm(self, claim, partner, **trace):
        return self.event._check_in_member(partner, claim, self._trace(**trace))

    def _get_codes(self, attempt):
        return {reason["code"] for reason in attempt.decision["reasons"]}

    # ------------------------------------------------------------
    # ONE SCAN
    # ------------------------------------------------------------

    def test_scan_is_for_one_person(self):
        """G34: whoever confirms with the scan of somebody else is refused."""
        claim, _token = self.claims._open(self._code())
        self.assertEqual(self._confirm(claim, self.ayse).verdict, "allow")
        attempt = self._confirm(claim, self.deniz)
        self.assertEqual((attempt.verdict, attempt.code), ("deny", "shared_scan"))
        self.assertTrue(attempt.is_strike)
        self.assertEqual(claim.used_by_id, self.ayse)
        self.assertTrue(attempt._get_words()["fix"])

    def test_family_shares_a_scan(self):
        """G35: a family may confirm one after the other."""
        son = self._new_member("Can Demir", guardian_id=self.ayse.id)
        son._admit_members()
        claim, _token = self.claims._open(self._code())
        self._confirm(claim, self.ayse)
        self.assertEqual(self._confirm(claim, son).verdict, "allow")

    # ------------------------------------------------------------
    # KEY AND NETWORK
    # ------------------------------------------------------------

    def test_key_is_bound_at_once_or_never(self):
        """G34: a key that shows up minutes after the opening is a hint."""
        claim, _token = self.claims._open(self._code())
        claim.opened_at -= 21
        claim.shown_at -= 21
        self.assertTrue(claim._is_bound_late())
        trace = self._with_key("a")
        attempt = self.event._check_in_member(self.ayse, claim, trace)
        self.assertIn("late_key", self._get_codes(attempt))
        self.assertEqual(attempt.verdict, "allow")
        claim, _token = self.claims._open(self._code())
        attempt = self.event._check_in_member(self.deniz, claim, self._with_key("b"))
        self.assertNotIn("late_key", self._get_codes(attempt))

    def test_bind_late(self):
        from .test_checkin_pages import Browser

        claim, _token = self.claims._open(self._code())
        claim.opened_at -= 21
        claim._bind(Browser().public_key)
        self.assertFalse(claim.fingerprint)
        claim.opened_at += 21
        claim._bind(Browser().public_key)
        self.assertTrue(claim.fingerprint)

    def test_network_changed(self):
        """G33: scanned here and confirmed from elsewhere is a hint, no refusal."""
        claim, _token = self.claims._open(self._code(), "192.0.2.7")
        attempt = self._confirm(claim, self.ayse, address="198.51.100.9")
        self.assertIn("moved_network", self._get_codes(attempt))
        self.assertNotEqual(attempt.verdict, "deny")
        claim, _token = self.claims._open(self._code(), "192.0.2.7")
        attempt = self._confirm(claim, self.deniz, address="192.0.2.7")
        self.assertNotIn("moved_network", self._get_codes(attempt))

    def test_inner_addresses_are_no_network(self):
        """A server behind a proxy takes nobody's address for the venue's."""
        for address in ("127.0.0.1", "10.1.2.3", "192.168.1.9", "::1", "fe80::1"):
            self.assertEqual(network.get_network(address), "", address)
        self.assertEqual(network.get_network("::ffff:10.0.0.1"), "")
        self.assertEqual(network.get_network("192.0.2.7"), "192.0.2.7")

    def test_screen_that_is_off_says_nothing(self):
        """G33: where the organiser tested the screen yesterday is not the venue."""
        screen = self.event._open_screen("192.0.2.7")
        self.assertTrue(self.event._get_screen_networks())
        screen.last_seen_at = fields.Datetime.subtract(
            fields.Datetime.now(), minutes=11
        )
        self.assertFalse(self.event._get_screen_networks())
        attempt = self._scan(self.ayse, address="192.0.2.7")
        self.assertNotIn("venue_network", self._get_codes(attempt))

    def test_screens_in_use_stay(self):
        """G29: of too many screens those go that asked for codes longest ago."""
        door = self.event._open_screen("192.0.2.7")
        for _turn in range(39):
            screen = self.event._open_screen("192.0.2.7")
            screen.last_seen_at = fields.Datetime.subtract(
                fields.Datetime.now(), minutes=1
            )
        self.event._open_screen("192.0.2.7")
        self.assertTrue(door.exists())

    # ------------------------------------------------------------
    # CODES OF SOMEBODY ELSE
    # ------------------------------------------------------------

    def _forge(self, number=0):
        return self._code(screen=number + 2)[:-4] + "AAAA"

    def test_forged_codes_charge_late(self):
        """G36, G37: somebody else may have made them; a third one is a try."""
        keep = self.event._keep_foreign_code
        rows = [keep(self.ayse, self._forge(number)) for number in range(3)]
        self.assertEqual([row.code for row in rows], ["forged"] * 3)
        self.assertEqual([row.is_strike for row in rows], [False, False, True])
        self.assertEqual(keep(self.ayse, self._forge(1)), rows[1])
        self.assertFalse(keep(self.deniz, self._forge(1)).is_strike)

    def test_forged_codes_fill_no_table(self):
        for number in range(14):
            self.event._keep_foreign_code(self.ayse, self._forge(number))
        self.assertEqual(len(self.event.attempt_ids), 10)

    def test_nothing_is_kept_of_what_one_may_not_know(self):
        """G35: no row names an event that is hidden, over, or not out yet."""
        code = self._forge()
        guest = self.env["res.partner"].create({"name": "Gülten Misafir"})
        self.event.write({"audience": "members", "audience_hidden": True})
        self.assertFalse(self.event._keep_foreign_code(guest, code))
        self.event.write({"audience": "everybody", "is_published": False})
        self.assertFalse(self.event._keep_foreign_code(guest, code))
        self.assertFalse(self.event._keep_foreign_code(guest, self._code()))

    def test_code_of_the_future(self):
        """G34: refused at once; a strike for who brings several."""
        strikes = [self._scan(self.ayse, self._code(ago=-60 - n)) for n in (0, 9, 18)]
        self.assertEqual({row.code for row in strikes}, {"early_code"})
        self.assertEqual([row.is_strike for row in strikes], [False, False, True])

    def test_same_code_of_the_future(self):
        """G36: one code is charged once, however often it is scanned."""
        codes = [self._code(ago=-60 - ago) for ago in (0, 9, 18)]
        first = [self._scan(self.ayse, codes[0]) for _turn in range(4)]
        self.assertEqual([row.code for row in first], ["early_code"] * 4)
        self.assertFalse(any(row.is_strike for row in first))
        others = [self._scan(self.ayse, code) for code in codes[1:] + codes]
        self.assertEqual(
            [row.is_strike for row in others], [False, True, False, False, False]
        )

    # ------------------------------------------------------------
    # LETTERS
    # ------------------------------------------------------------

    def _count_letters(self):
        return self.env["mail.mail"].search_count([("subject", "ilike", "check in to")])

    def test_old_scan_sends_no_letter(self):
        """G34: a picture of last week writes to nobody."""
        claim, _token = self.claims._open(self._code())
        claim.opened_at -= 3_000
        claim._send_letter("ayse@example.com")
        self.assertEqual(self._count_letters(), 0)

    def test_one_addressee_for_one_scan(self):
        """G34: letters to others do not make those to one uncounted."""
        for email in ("ayse.q@example.com", "deniz.q@example.com"):
            partner = self.ayse if email.startswith("ayse") else self.deniz
            partner.email = email
        for _turn in range(6):
            claim, _token = self.claims._open(self._code())
            for member in ("ayse.q", "ayse.q", "deniz.q"):
                claim._send_letter(f"{member}@example.com")
        numbers = Counter()
        for claim in self.claims.search([("letter_to_id", "!=", False)]):
            numbers[claim.letter_to_id] += claim.letters_sent
        # Scans that wrote to nobody before write to the second.
        self.assertEqual(numbers, {self.ayse: 5, self.deniz: 3})
        self.assertEqual(self._count_letters(), 8)

    def test_nul(self):
        """A letter that no database can hold is left out."""
        claim, _token = self.claims._open(self._code())
        claim._send_letter("a\0@b.cc")
        event = self._new_event("Regatta", 72, may_transfer=True)
        seat = self._register(event, self.ayse)
        seat._transfer("N\0ino", "nino\0@example.com")
        self.assertEqual((seat.name, seat.email), ("Nino", "nino@example.com"))


@tagged("post_install", "-at_install", "community")
class TestForeignCodePages(HttpCase, MemberCheckinCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.event.name = "Secret Regatta"
        new_test_user(
            cls.env,
            "ayse_portal",
            "base.group_portal",
            name="Ayşe Demir",
            partner_id=cls.ayse.id,
        )

    def test_link_tells_and_keeps_nothing(self):
        """G34, G35: opening a made-up link shows no event and charges nobody."""
        forged = self._code()[:-4] + "AAAA"
        self.authenticate("ayse_portal", "ayse_portal")
        page = self.url_open(f"/checkin/{forged}")
        self.assertIn("This code opens nothing", page.text)
        self.assertNotIn("Secret Regatta", page.text)
        self.assertNotIn("I am here", page.text)
        self.assertFalse(self.claims.search([("event_id", "=", self.event.id)]))
        self.assertFalse(self.event.attempt_ids)
        token = re.search(r'name="csrf_token" value="([^"]+)"', page.text).group(1)
        form = {"csrf_token": token, "code": forged}
        answer = self.url_open(FOREIGN, data=form)
        self.assertNotIn("Secret Regatta", answer.text)
        attempt = self.event.attempt_ids
        self.assertEqual((attempt.code, attempt.is_strike), ("forged", False))
        for text in ("", "x", "\0" * 28, "AQ" * 14):
            answer = self.url_open(FOREIGN, data={**form, "code": text})
            self.assertEqual(answer.status_code, 200)
        self.assertEqual(len(self.event.attempt_ids), 1)

    def test_old_code_is_nothing_to_guests(self):
        """G34: a picture of the screen takes down no claim for strangers."""
        page = self.url_open(f"/checkin/{self._code(ago=60)}")
        self.assertIn("This code opens nothing", page.text)
        self.assertNotIn(FOREIGN, page.text)
        self.assertFalse(self.claims.search([("event_id", "=", self.event.id)]))

    def test_place_is_said_as_it_is(self):
        """G33: the page of a strict event does not say that place is a mere hint."""
        self.event.write(
            {"use_place": True, "place_latitude": 41, "place_longitude": 29}
        )
        self.authenticate("ayse_portal", "ayse_portal")
        page = self.url_open(f"/checkin/{self._code()}").text
        self.assertIn("nobody is turned away", page)
        strict = self.env.ref("community_events.community_checkin_policy_strict")
        self.event.checkin_policy_id = strict
        page = self.url_open(f"/checkin/{self._code(screen=2)}").text
        self.assertNotIn("nobody is turned away", page)
        self.assertIn("This event needs it", page)

    def test_page_knows_its_addresses(self):
        """The scan page follows codes of this house alone."""
        self.authenticate("ayse_portal", "ayse_portal")
        page = self.url_open("/my/checkin").text
        self.assertIn(f'data-origins="{self.event.get_base_url()}', page)

    def test_guest_is_known_again(self):
        """G35: a guest's page binds the browser before the log-in, too."""
        page = self.url_open(f"/checkin/{self._code()}").text
        self.assertIn('id="opened"', page)
        self.assertLess(time.time() - self.claims.search([]).opened_at, 20)
