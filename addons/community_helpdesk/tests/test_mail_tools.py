from odoo.tests import BaseCase, tagged

from ..tools.free_mail import is_free_mail
from ..tools.mail_text import find_forwarded, find_number, is_automatic

AUTOMATIC = [
    ({"Auto-Submitted": "auto-replied"}, True),
    ({"auto-submitted": "no"}, False),
    ({"Precedence": "bulk"}, True),
    ({"Precedence": "normal"}, False),
    ({"X-Autoreply": "yes"}, True),
    ({"List-Id": "<news.shop.test>"}, True),
    ({"Return-Path": "<>"}, True),
    ({"Return-Path": "<ali@home.test>"}, False),
    ({}, False),
]
FORWARDED = [
    (
        "Fwd: Locker",
        "From: Tamar <tamar@new.test>\nDate: x",
        ("Tamar", "tamar@new.test"),
    ),
    (
        "İLT: Dolap",
        "Merhaba\n---------- İletilen mesaj ----------\nKimden: Ali Kaya <a@b.test>",
        ("Ali Kaya", "a@b.test"),
    ),
    (
        "FW: x",
        '-----Original Message-----\nFrom: "Kaya, Ali" [mailto:a@b.test]',
        ("Kaya, Ali", "a@b.test"),
    ),
    ("Locker", "From: Tamar <tamar@new.test>", None),
    ("Fwd: Locker", "no sender is named here", None),
]


@tagged("community", "post_install", "-at_install")
class TestMailTools(BaseCase):
    def test_automatic(self):
        """G4: what a machine sent is known by its headers."""
        for headers, expected in AUTOMATIC:
            self.assertEqual(is_automatic(headers), expected, headers)

    def test_number(self):
        for subject, number in (
            ("Re: [T000012] The gate", "T000012"),
            ("[#T12]", "T12"),
            ("The gate T000012", ""),
            ("", ""),
            ("[urgent] gate", ""),
        ):
            self.assertEqual(find_number(subject), number, subject)

    def test_forwarded(self):
        """R31: whose mail an agent forwarded."""
        for subject, text, expected in FORWARDED:
            found = find_forwarded(subject, text)
            self.assertEqual(found and tuple(found), expected, subject)

    def test_free_mail(self):
        """R9: anybody can have an address there, or at a part of it."""
        for name in ("gmail.com", "GMAIL.com", "x.mail.ru", "hotmail.com.tr"):
            self.assertTrue(is_free_mail(name), name)
        for name in ("abcholding.com", "notgmail.com", ""):
            self.assertFalse(is_free_mail(name), name)
