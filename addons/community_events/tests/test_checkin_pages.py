import base64
import re
import time

from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature

from odoo.tests import HttpCase, new_test_user, tagged

from .common_checkin import MemberCheckinCommon


class Browser:
    """A key pair as a browser holds it."""

    def __init__(self):
        self.private = ec.generate_private_key(ec.SECP256R1())
        spki = self.private.public_key().public_bytes(
            serialization.Encoding.DER,
            serialization.PublicFormat.SubjectPublicKeyInfo,
        )
        self.public_key = base64.b64encode(spki).decode()

    def sign(self, text):
        der = self.private.sign(text.encode(), ec.ECDSA(hashes.SHA256()))
        raw = b"".join(n.to_bytes(32, "big") for n in decode_dss_signature(der))
        return base64.urlsafe_b64encode(raw).decode().rstrip("=")


@tagged("post_install", "-at_install", "community")
class TestCheckinPages(HttpCase, MemberCheckinCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.user = new_test_user(
            cls.env,
            "ayse_portal",
            "base.group_portal",
            name="Ayşe Demir",
            partner_id=cls.ayse.id,
        )

    def _open(self, code=None):
        return self.url_open(f"/checkin/{code or self._code()}")

    def _find(self, pattern, page):
        found = re.search(pattern, page.text)
        self.assertTrue(found, f"{pattern} is not on the page")
        return found.group(1)

    def _confirm(self, page, browser=None, **form):
        form["csrf_token"] = self._find(r'name="csrf_token" value="([^"]+)"', page)
        if browser:
            challenge = self._find(r'data-challenge="([^"]+)"', page)
            form |= {
                "public_key": browser.public_key,
                "signature": browser.sign(challenge),
            }
        return self.url_open("/checkin/confirm", data=form)

    def test_one_tap(self):
        """G30, G35: link, tap, in; the key of the browser is taken down."""
        self.authenticate("ayse_portal", "ayse_portal")
        browser = Browser()
        page = self._open()
        self.assertIn("Ayşe Demir", page.text)
        self.assertTrue(
            self.make_jsonrpc_request(
                "/checkin/bind", {"public_key": browser.public_key}
            )
        )
        answer = self._confirm(page, browser, clock=time.time())
        self.assertIn("success", self._find(r'<body class="([^"]+)"', answer))
        attempt = self.event.attempt_ids
        self.assertEqual(attempt.verdict, "allow")
        self.assertEqual(attempt.key_id.partner_id, self.ayse)
        self.assertEqual(answer.headers["Cache-Control"], "no-store")

    def test_tap_twice(self):
        """G30: a second tap shows the same answer and counts nothing."""
        self.authenticate("ayse_portal", "ayse_portal")
        page = self._open()
        first, second = self._confirm(page), self._confirm(page)
        self.assertIn("success", self._find(r'<body class="([^"]+)"', first))
        self.assertIn("success", self._find(r'<body class="([^"]+)"', second))
        self.assertEqual(len(self.event.attempt_ids), 1)

    def test_guest_logs_in_and_comes_back(self):
        """G30, G34: the time of the scan counts, though the page is opened again."""
        code = self._code()
        page = self._open(code)
        self.assertIn(f"/web/login?redirect=/checkin/{code}", page.text)
        claim = self.claims.search([("event_id", "=", self.event.id)])
        claim.opened_at -= 120
        claim.shown_at -= 120
        # The same code: the claim of this browser is found by what it was.
        token = self.opener.cookies["community_checkin"]
        self.authenticate("ayse_portal", "ayse_portal")
        self.opener.cookies["community_checkin"] = token
        page = self._open(self._code(ago=120))
        self._confirm(page)
        attempt = self.event.attempt_ids
        self.assertEqual((attempt.verdict, attempt.partner_id), ("allow", self.ayse))

    def test_shared_link_is_a_scan_of_its_own(self):
        """G34: the link sent on to somebody else is as old as it is."""
        self.authenticate("ayse_portal", "ayse_portal")
        answer = self._confirm(self._open(self._code(ago=40)))
        self.assertIn("danger", self._find(r'<body class="([^"]+)"', answer))
        self.assertEqual(self.event.attempt_ids.code, "expired")

    def test_stolen_cookie(self):
        """G34: the cookie alone does not confirm once the browser showed its key."""
        self.authenticate("ayse_portal", "ayse_portal")
        page = self._open()
        self.make_jsonrpc_request("/checkin/bind", {"public_key": Browser().public_key})
        self._confirm(page, Browser())
        self.assertEqual(self.event.attempt_ids.code, "copied_session")

    def test_nobody_confirms_without_a_scan(self):
        """G35: no code, no person, or no token of the form: nothing happens."""
        self.authenticate("ayse_portal", "ayse_portal")
        page = self._open()
        self.opener.cookies.pop("community_checkin")
        answer = self._confirm(page)
        self.assertIn("This code opens nothing", answer.text)
        self.assertEqual(
            self.url_open("/checkin/confirm", data={"x": "1"}).status_code, 400
        )
        self.assertEqual(self.url_open("/checkin/confirm").status_code, 405)
        self.assertFalse(self.event.attempt_ids)

    def test_client_names_no_member(self):
        """G36: whom the form names does not matter; who is logged in comes in."""
        self.authenticate("ayse_portal", "ayse_portal")
        self._confirm(
            self._open(),
            partner_id=str(self.deniz.id),
            event_id="1",
            verdict="allow",
            state="done",
        )
        self.assertEqual(self.event.attempt_ids.partner_id, self.ayse)

    def test_nonsense_is_not_told(self):
        """G33: whatever a form holds instead of numbers counts as no place."""
        self.authenticate("ayse_portal", "ayse_portal")
        self.event.write(
            {"use_place": True, "place_latitude": 41, "place_longitude": 29}
        )
        self._confirm(
            self._open(),
            latitude="NaN",
            longitude="1e999",
            accuracy="-5",
            age="x",
            clock="inf",
            public_key="A" * 5000,
            signature="ü",
        )
        trace = self.event.attempt_ids.evidence["trace"]
        self.assertIsNone(trace["position"])
        self.assertIsNone(trace["clock_skew"])

    def test_guests_fill_no_table(self):
        """G34: forged codes of strangers leave no row."""
        page = self._open(self._code()[:-4] + "AAAA")
        self.assertIn("This code opens nothing", page.text)
        self.assertFalse(self.claims.search([("event_id", "=", self.event.id)]))


@tagged("post_install", "-at_install", "community")
class TestCheckinLetter(HttpCase, MemberCheckinCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.ayse.email = "ayse.letter@example.com"

    def _ask(self, address):
        page = self.url_open(f"/checkin/{self._code()}")
        token = re.search(r'name="csrf_token" value="([^"]+)"', page.text).group(1)
        form = {"csrf_token": token, "email": address}
        return token, self.url_open("/checkin/letter", data=form)

    def _letter(self):
        mail = self.env["mail.mail"].search([("subject", "ilike", "check in to")])
        self.assertEqual(len(mail), 1)
        digits = re.match(r"\d{6}", mail.subject).group()
        link = re.search(r"/checkin/letter/[\w-]+", mail.body_html).group()
        return digits, link

    def test_digits(self):
        """G30: six digits from the letter let in; they log in nowhere."""
        token, page = self._ask("ayse.letter@example.com")
        self.assertIn("Look at your mail", page.text)
        digits, _link = self._letter()
        wrong = f"{(int(digits) + 1) % 10**6:06d}"
        form = {"csrf_token": token, "digits": wrong}
        page = self.url_open("/checkin/digits", data=form)
        self.assertIn('role="alert"', page.text)
        page = self.url_open("/checkin/digits", data={**form, "digits": digits})
        self.assertIn("Ayşe Demir", page.text)
        self.url_open("/checkin/confirm", data={"csrf_token": token})
        self.assertEqual(self.event.attempt_ids.partner_id, self.ayse)
        self.assertIn("/web/login", self.url_open("/my").url)

    def test_link(self):
        """G30: the link works in the browser that scanned, and in no other."""
        self._ask("ayse.letter@example.com")
        _digits, link = self._letter()
        cookie = self.opener.cookies.pop("community_checkin")
        self.assertIn("another browser", self.url_open(link).text)
        self.opener.cookies["community_checkin"] = cookie
        self.assertIn("I am here", self.url_open(link).text)

    def test_digits_are_not_guessed(self):
        """G34: after five wrong tries the right digits do not help either."""
        token, _page = self._ask("ayse.letter@example.com")
        digits, _link = self._letter()
        for turn in range(5):
            wrong = f"{(int(digits) + turn + 1) % 10**6:06d}"
            form = {"csrf_token": token, "digits": wrong}
            self.url_open("/checkin/digits", data=form)
        form = {"csrf_token": token, "digits": digits}
        page = self.url_open("/checkin/digits", data=form)
        self.assertNotIn("Ayşe Demir", page.text)

    def test_unknown_address(self):
        """G34: the page says the same, and nobody is written to."""
        _token, page = self._ask("nobody@example.com")
        self.assertIn("Look at your mail", page.text)
        self.assertFalse(
            self.env["mail.mail"].search([("subject", "ilike", "check in to")])
        )

    def test_letters_are_limited(self):
        """G34: three letters a scan, five an hour for one member."""
        for _scan in range(3):
            claim, _token = self.claims._open(self._code())
            for _turn in range(4):
                claim._send_letter("ayse.letter@example.com")
        letters = self.env["mail.mail"].search([("subject", "ilike", "check in to")])
        self.assertLessEqual(len(letters), 6)
        self.assertGreaterEqual(len(letters), 5)
