from odoo.tests import BaseCase, tagged

from ..tools.certificate_code import get_letters, is_genuine, make_code, read_code

SECRET = b"secret"


@tagged("post_install", "-at_install", "community")
class TestCertificateTools(BaseCase):
    def test_code(self):
        """A code says which seat it is about, and is signed for person and event."""
        code = make_code(SECRET, 12, 3, 7)
        seat_id, signature = read_code(f" {code.lower()} ")
        self.assertEqual(seat_id, 12)
        self.assertTrue(is_genuine(SECRET, signature, 12, 3, 7))
        for wrong in ((13, 3, 7), (12, 4, 7), (12, 3, 8)):
            self.assertFalse(is_genuine(SECRET, signature, *wrong))
        self.assertFalse(is_genuine(b"other", signature, 12, 3, 7))

    def test_other_texts(self):
        """Whatever is no code is none, and no error."""
        code = make_code(SECRET, 12, 3, 7)
        texts = ("", "12", "12-", code + "A", "-" + code, "0" + code, "١٢-" + code[3:])
        for text in texts:
            self.assertIsNone(read_code(text), text)

    def test_letters(self):
        """Initials tell who compares them enough, and nobody else the name."""
        self.assertEqual(get_letters("Ayşe Demir"), "A. D.")
        self.assertEqual(get_letters("İlker Çağrı Şen"), "İ. Ç. Ş.")
        self.assertEqual(get_letters("ნინო ბერიძე"), "ნ. ბ.")
        self.assertEqual(get_letters(None), "")
