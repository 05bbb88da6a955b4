from datetime import date, timedelta

from odoo.tests import BaseCase, tagged

from ..tools.card_expiry import read_expiry
from ..tools.charge_ladder import charge_date, due_reminder, next_month_day, parse_days
from ..tools.charge_outcome import judge_status
from ..tools.pay_token import fingerprint, make_token
from ..tools.sms_words import plain

DUE = date(2026, 1, 29)


@tagged("post_install", "-at_install", "community")
class TestPayTools(BaseCase):
    def test_days(self):
        self.assertEqual(parse_days("7, 0;3 14 3"), (0, 3, 7, 14))
        self.assertEqual(parse_days(""), ())
        for wrong in ("a", "-1", "1.5"):
            with self.assertRaises(ValueError):
                parse_days(wrong)

    def test_ladder(self):
        days = [charge_date(DUE, number, (0, 3, 7)) for number in (1, 2, 3, 4)]
        self.assertEqual(days[:3], [DUE, date(2026, 2, 1), date(2026, 2, 5)])
        self.assertIsNone(days[3])
        later = date(2026, 3, 1)
        self.assertEqual(charge_date(DUE, 1, (0,), not_before=later), later)

    def test_salary_days(self):
        """The last day of a month counts as its 31st; leap years, too."""
        self.assertEqual(next_month_day(date(2026, 2, 2), (31,)), date(2026, 2, 28))
        self.assertEqual(next_month_day(date(2028, 2, 2), (31,)), date(2028, 2, 29))
        self.assertEqual(next_month_day(date(2026, 1, 16), (1, 15)), date(2026, 2, 1))
        for offset in range(800):
            day = date(2026, 1, 1) + timedelta(days=offset)
            found = next_month_day(day, (1, 15, 30))
            self.assertTrue(day <= found <= day + timedelta(days=17))

    def test_reminders(self):
        wanted = {20: None, 14: 14, 4: 14, 3: 3, 0: 3, -1: None}
        for left, offset in wanted.items():
            self.assertEqual(due_reminder(left, (3, 14)), offset)

    def test_answers_of_banks(self):
        self.assertEqual(judge_status(402), "refused")
        self.assertEqual(judge_status(400), "refused")
        for status in (401, 403, 404, 429):
            self.assertEqual(judge_status(status), "safe")
        for status in (408, 409, 500, 502, 504):
            self.assertEqual(judge_status(status), "unknown")

    def test_tokens(self):
        tokens = {make_token() for _n in range(1000)}
        self.assertEqual(len(tokens), 1000)
        self.assertEqual(len({fingerprint(token) for token in tokens}), 1000)
        token = tokens.pop()
        for wrong in (None, "", token[:-1], token + "A", 0, [], False, token + "\n"):
            self.assertIsNone(fingerprint(wrong))

    def test_words_of_sms(self):
        self.assertEqual(plain("Boğaziçi Yelken Kulübü"), "Bogazici Yelken Kulubu")
        self.assertEqual(plain("Ilıca"), "Ilica")
        self.assertEqual(plain("ბათუმის აუზი"), "ბათუმის აუზი")

    def test_last_day_of_a_card(self):
        stripe = {"payment_method": {"card": {"exp_month": 2, "exp_year": 2028}}}
        self.assertEqual(read_expiry(stripe), date(2028, 2, 29))
        adyen = {"additionalData": {"expiryDate": "03/2030"}}
        self.assertEqual(read_expiry(adyen), date(2030, 3, 31))
        for nothing in ({}, None, {"expiry": "soon"}, {"exp_month": 13, "exp_year": 1}):
            self.assertIsNone(read_expiry(nothing))
