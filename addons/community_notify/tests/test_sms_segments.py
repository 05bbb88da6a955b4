from odoo.tests import BaseCase, tagged

from ..tools.sms_segments import count


@tagged("post_install", "-at_install", "community")
class TestSmsSegments(BaseCase):
    def _check(self, text, encoding, segments, remaining, **options):
        counted = count(text, **options)
        self.assertEqual(
            (counted.encoding, counted.segments, counted.remaining),
            (encoding, segments, remaining),
            text[:20],
        )

    def test_latin(self):
        """G38: 160 letters are one part, each of several holds 153."""
        self._check("", "gsm7", 0, 160)
        self._check("a" * 160, "gsm7", 1, 0)
        self._check("a" * 161, "gsm7", 2, 145)
        self._check("a" * 306, "gsm7", 2, 0)
        self._check("a" * 307, "gsm7", 3, 152)

    def test_letters_that_cost_two(self):
        """G38: brackets and the euro cost two places and are never torn apart."""
        self._check("a" * 158 + "€", "gsm7", 1, 0)
        self._check("a" * 159 + "€", "gsm7", 2, 145)
        # The pair does not fit the last place of the first part: 154, not 153.
        self._check("a" * 152 + "€" + "b" * 151, "gsm7", 2, 0)
        self._check("a" * 152 + "€" + "b" * 152, "gsm7", 3, 152)

    def test_turkish(self):
        """G38: ç ğ ı ş İ Ğ Ş cost two places of 155; ü ö Ç are common letters."""
        self._check("ö" * 160, "gsm7", 1, 0)
        self._check("Ç" * 160, "gsm7", 1, 0)
        self._check("ğüşiöç", "turkish", 1, 155 - 9)
        self._check("ş" * 77 + "a", "turkish", 1, 0)
        self._check("ş" * 78, "turkish", 2, 149 - 8)
        text = "Üyeliğiniz yarın sona eriyor. Yenilemek için kulübe bekliyoruz."
        self._check(text, "turkish", 1, 155 - len(text) - 3)

    def test_turkish_of_other_operators(self):
        """G38: an operator with both tables packs more, one without any packs less."""
        self._check("ş" * 155, "turkish_locked", 1, 0, turkish="locking")
        self._check("ş" * 71, "ucs2", 2, 63, turkish="none")

    def test_georgian(self):
        """G38: Georgian is written in UCS-2: 70 letters alone, 67 in each part."""
        self._check("გ" * 70, "ucs2", 1, 0)
        self._check("გ" * 71, "ucs2", 2, 63)
        self._check("გ" * 134, "ucs2", 2, 0)
        self._check("გ" * 135, "ucs2", 3, 66)

    def test_emoji(self):
        """G38: an emoji takes two places and both its halves stay together."""
        self._check("😀" * 35, "ucs2", 1, 0)
        self._check("😀" * 36, "ucs2", 2, 61)
        self._check("a" * 69 + "😀", "ucs2", 2, 63)
        self._check("a" * 66 + "😀" + "b" * 66, "ucs2", 3, 66)

    def test_costly_letters(self):
        """The person who writes sees which letters made the text expensive."""
        self.assertEqual(count("Hello “friend”").costly, ("“", "”"))
        self.assertEqual(count("Merhaba Ayşe").costly, ("ş",))
        self.assertEqual(count("Hello").costly, ())

    def test_what_the_operator_adds(self):
        """Turkish operators add the sender's code: it takes places, too."""
        self._check("a" * 155, "gsm7", 1, 0, reserved=5)
        self._check("a" * 156, "gsm7", 2, 145, reserved=5)
