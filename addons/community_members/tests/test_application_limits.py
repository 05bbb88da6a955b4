from unittest.mock import patch

from freezegun import freeze_time

from odoo.exceptions import ValidationError
from odoo.tests import tagged

from .common_application import ApplicationHttpCase


@tagged("post_install", "-at_install", "community")
class TestApplicationLimits(ApplicationHttpCase):
    def _limit(self, kind, count):
        self.env["ir.config_parameter"].set_param(
            f"community_members.application_limit_{kind}", count
        )

    def test_one_address_sends_so_many(self):
        """G21: after the limit the form answers 429, and an hour later it works."""
        self._limit("ip", 3)
        with freeze_time("2026-03-02 10:00:00"):
            for number in range(3):
                self.assertEqual(self._send(email="nowhere").status_code, 200, number)
            refused = self._send()
            self.assertEqual(refused.status_code, 429)
            self.assertEqual(refused.headers["Retry-After"], "3600")
            self.assertFalse(self._sent())
        with freeze_time("2026-03-02 11:00:01"):
            self.assertEqual(self._send().status_code, 303)

    def test_one_mailbox_gets_so_many(self):
        """G21: nobody's mailbox is flooded, however the address is written."""
        self._limit("email", 2)
        for number, email in enumerate(
            ("n@example.com", "N@example.com ", "n@Example.com")
        ):
            answer = self._send(email=email, form_key=str(number) * 32)
        self.assertEqual(answer.status_code, 429)
        self.assertEqual(len(self._sent("n@example.com")), 2)

    def test_no_limit(self):
        """G21: 0 switches the limits off, for a fair where many use one network."""
        self._limit("ip", 0)
        self._limit("email", 0)
        attempts = self.env["community.application.attempt"]
        for _number in range(30):
            self.assertTrue(attempts._is_allowed("ip", "10.0.0.1"))
        self.assertFalse(attempts.search_count([]))

    def test_no_address_is_kept(self):
        """G21: the counter keeps a keyed hash and forgets it after two days."""
        attempts = self.env["community.application.attempt"]
        with freeze_time("2026-03-02 10:00:00"):
            attempts._is_allowed("ip", "10.9.8.7")
            attempts._is_allowed("email", "ayse@example.com")
        keys = " ".join(attempts.search([]).mapped("key"))
        self.assertNotIn("10.9.8.7", keys)
        self.assertNotIn("ayse", keys)
        with freeze_time("2026-03-04 10:00:01"):
            attempts._gc_attempts()
        self.assertFalse(attempts.search_count([]))

    def test_honeypot(self):
        """G21: a program that fills in everything is thanked and ignored."""
        answer = self._send(homepage="https://spam.example")
        self.assertEqual(answer.status_code, 303)
        self.assertTrue(answer.headers["Location"].endswith("/membership/apply/sent"))
        self.assertFalse(self._sent())

    def test_captcha(self):
        """G21: core's captcha decides where it is set up; typing is kept."""

        refusal = ValidationError(self.env._("You are no human."))

        def refuse(model, action):
            self.assertEqual(action, "membership_apply")
            raise refusal

        http = self.env.registry["ir.http"]
        with patch.object(http, "_verify_request_recaptcha_token", refuse):
            answer = self._send(message="Hello there")
        self.assertEqual(answer.status_code, 200)
        self.assertIn("You are no human.", answer.text)
        self.assertIn("Hello there", answer.text)
        self.assertFalse(self._sent())
