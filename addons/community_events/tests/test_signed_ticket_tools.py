from odoo.tests import BaseCase, tagged

from ..tools.signed_ticket import (
    Ticket,
    get_public_key,
    make_private_key,
    read_ticket,
    sign_ticket,
)


@tagged("post_install", "-at_install", "community")
class TestSignedTicket(BaseCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.key = make_private_key()
        cls.public = get_public_key(cls.key)
        cls.ticket = Ticket(7, 4_000_000_000, 3, 1_800_000_000, 1_800_003_600)

    def test_read_back(self):
        """A steward's phone reads from the ticket alone who may come when."""
        text = sign_ticket(self.key, self.ticket)
        self.assertEqual(read_ticket(self.public, text), self.ticket)
        self.assertLess(len(text), 120)

    def test_times_are_kept_generous(self):
        """Minutes in the ticket: from the minute before until the minute after."""
        text = sign_ticket(
            self.key, self.ticket._replace(valid_from=61, valid_until=61)
        )
        found = read_ticket(self.public, text)
        self.assertEqual((found.valid_from, found.valid_until), (60, 120))

    def test_altered(self):
        """G34: no letter of payload or signature can be changed."""
        text = sign_ticket(self.key, self.ticket)
        for spot in range(3, len(text) - 1):
            other = "A" if text[spot] != "A" else "B"
            altered = text[:spot] + other + text[spot + 1 :]
            self.assertIsNone(read_ticket(self.public, altered), spot)

    def test_other_keys_and_texts(self):
        text = sign_ticket(make_private_key(), self.ticket)
        wrong = [
            text,
            "",
            "T1..",
            "T1.é.é",
            "T2" + text[2:],
            "T1.AAAA.AAAA",
            "x" * 9_999,
        ]
        for each in wrong:
            self.assertIsNone(read_ticket(self.public, each))
