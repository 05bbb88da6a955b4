import json

from odoo.tests import tagged

from .common_application import ApplicationHttpCase, picture


@tagged("post_install", "-at_install", "community")
class TestApplicationForm(ApplicationHttpCase):
    def test_form_is_shown(self):
        """G21: the public form offers open categories with their own extra fields."""
        page = self.url_open("/membership/apply")
        self.assertEqual(page.status_code, 200)
        self.assertIn("Motorcycle Brand", page.text)
        self.assertIn("Ride with care.", page.text)

    def test_closed_category(self):
        """G21: a closed or archived category is neither shown nor taken."""
        for values in ({"application_open": False}, {"active": False}):
            self.category.write({"application_open": True, "active": True, **values})
            page = self.url_open("/membership/apply")
            self.assertIn("no applications on the website", page.text)
            self.assertEqual(self._send().status_code, 200)
            self.assertFalse(self._sent())

    def test_sent(self):
        """G21, G23: it is kept, but counts only once the address is confirmed."""
        extras = {
            f"extra_{self.category.id}_brand": "bmw",
            f"extra_{self.category.id}_engine": "650",
        }
        response = self._send(self._photo(), marketing_sms="1", **extras)
        self.assertEqual(response.status_code, 303)
        sent = self._sent()
        self.assertEqual(sent.state, "unconfirmed")
        self.assertEqual(sent.company_id, self.company)
        self.assertEqual(sent.application_properties._values["brand"], "bmw")
        self.assertEqual(sent.application_properties._values["engine"], 650)
        self.assertEqual((sent.terms_id, bool(sent.consent_at)), (self.terms, True))
        self.assertTrue(sent.marketing_sms)
        self.assertFalse(sent.marketing_mail)
        self.assertTrue(self._decode(sent.image_1920).startswith(b"\xff\xd8"))
        self.assertEqual(
            self._letters(sent).notice_id.code, "application_received_confirm"
        )
        inbox = self.applications.with_user(self.admission).search(
            [("state", "in", ("pending", "more_info", "waiting"))]
        )
        self.assertNotIn(sent, inbox)

    def test_bad_input_keeps_everything(self):
        """G21: each wrong field is named, and what was typed is still there."""
        cases = {
            "email": "nowhere",
            "name": " ",
            "phone": "12",
            "birthdate_date": "31.12.1990",
            "category_id": "999999",
            "country_id": "abc",
            "agree": "",
            f"extra_{self.category.id}_engine": "many",
            f"extra_{self.category.id}_brand": "tank",
        }
        for name, wrong in cases.items():
            with self.subTest(name=name):
                response = self._send(message="I ride ĞİŞ daily", **{name: wrong})
                self.assertEqual(response.status_code, 200)
                self.assertIn(name, self._errors(response))
                self.assertIn("I ride ĞİŞ daily", response.text)
        self.assertFalse(self._sent())

    def test_born_tomorrow(self):
        """G21: dates of birth have a lower and an upper end."""
        for wrong in ("1899-12-31", "2999-01-01"):
            self.assertIn(
                "birthdate_date", self._errors(self._send(birthdate_date=wrong))
            )
        self._send(birthdate_date="1900-01-01")
        self.assertTrue(self._sent())

    def test_identity_number(self):
        """G21: a Turkish identity number has check digits; not every category asks."""
        turkey = str(self.env.ref("base.tr").id)
        response = self._send(identity_number="10000000147", country_id=turkey)
        self.assertEqual(self._errors(response), {"identity_number"})
        self.category.application_identity = "no"
        self._send(identity_number="10000000146", country_id=turkey)
        self.assertFalse(self._sent().identity_number)

    def test_required_by_category(self):
        """G21: photo, referee, birth date and number as the category asks."""
        for what in ("photo", "referee", "identity", "birthdate"):
            self.category[f"application_{what}"] = "required"
        self.assertEqual(
            self._errors(self._send()),
            {"photo", "referee", "identity_number", "birthdate_date"},
        )

    def test_photo_by_content(self):
        """G21: a photo is known by its content and kept while the rest is mended."""
        for bad in (b"GIF89a" + b"\0" * 99, b"<svg/>", b"%PDF-1.4", b"\xff\xd8\xff"):
            response = self._send(self._photo(bad))
            self.assertEqual(self._errors(response), {"photo"})
        response = self._send(self._photo(picture((20, 20))))
        self.assertEqual(self._errors(response), {"photo"})
        response = self._send(self._photo(), email="nowhere")
        kept = response.text.split('name="photo_kept" value="')[1].split('"')[0]
        self._send(photo_kept=kept)
        self.assertTrue(self._sent().image_1920)
        response = self._send(photo_kept="PHNjcmlwdD4=", form_key="q" * 32)
        self.assertEqual(self._errors(response), {"photo"})

    def test_organisation(self):
        """G21: an organisation names whom to speak to."""
        self.assertEqual(self._errors(self._send(is_company="1")), {"contact_name"})
        self._send(is_company="1", contact_name="Ece Ak", vat="1234567890")
        self.assertTrue(self._sent().is_company)
        self.assertEqual(self._sent().vat, "1234567890")

    def test_twice(self):
        """G21: a double click is one application, and so is a corrected address."""
        self._send()
        self._send()
        self.assertEqual(len(self._sent()), 1)
        sent = self._sent()
        self._send(email="right@example.com")
        self.assertEqual(sent.email, "right@example.com")
        self.assertEqual(len(self._letters(sent)), 2)
        sent._confirm()
        self._send(email="third@example.com")
        self.assertEqual(sent.email, "right@example.com")

    def test_same_answer_for_known_address(self):
        """G21: nobody learns from the form who is a member."""
        self._new_member(email="known@example.com")
        answers = [
            self._send(email=email, form_key=email.ljust(30, "k"))
            for email in ("known@example.com", "unknown@example.com")
        ]
        self.assertEqual(*[(a.status_code, a.headers["Location"]) for a in answers])

    def test_mass_assignment(self):
        """G24: what the form does not ask for cannot be set by sending it."""
        fields = self.applications._fields
        known = set(self._form()) | {"message", "street", "zip", "city", "country_id"}
        fuzz = {
            name: "accepted" if name == "state" else "1"
            for name in fields
            if name not in known
            and fields[name].type not in ("binary", "one2many", "many2many")
        }
        fuzz |= {"state": "accepted", "partner_id": "1", "id": "1", "lang": "xx"}
        for name in (
            "vat",
            "identity_number",
            "birthdate_date",
            "is_company",
            "active",
        ):
            fuzz.pop(name, None)
        fuzz["application_properties"] = json.dumps({"brand": "bmw"})
        response = self._send(**fuzz)
        self.assertEqual(response.status_code, 303)
        sent = self._sent()
        self.assertEqual(sent.state, "unconfirmed")
        self.assertFalse(
            sent.partner_id
            | sent.referee_id
            | sent.match_partner_id
            | sent.applicant_partner_id
        )
        self.assertFalse(sent.decided_at or sent.confirmed_at or sent.user_id)
        self.assertFalse(sent.application_properties._values)

    def test_payload_stays_text(self):
        """G21: markup that somebody types is shown as text, in page and letter."""
        evil = "<script>alert(1)</script><img src=x onerror=alert(2)>"
        response = self._send(name=evil, email="nowhere")
        self.assertNotIn("<script>alert(1)", response.text)
        self._send(name=evil, message=evil, referee="{{ 7*7 }}${7*7}")
        sent = self._sent()
        sent._confirm()
        for code in ("application_received_confirm", "application_received"):
            body = str(self._body(self._letters(sent, code)))
            self.assertNotIn("<script>", body)
            self.assertNotIn("<img", body)
        page = self.url_open(self._path(sent._get_status_url()))
        self.assertNotIn("<script>alert(1)", page.text)

    def test_confirm_letter_carries_nothing_typed(self):
        """G21: the form is no way to send own words to other people's mailboxes."""
        self._send(name="Buy at evil.example", message="Click here")
        letter = self._letters(self._sent())
        self.assertNotIn("evil.example", str(self._body(letter)))

    def test_payment_card_number(self):
        """G21: a full card number is refused with a sentence, never a server error."""
        response = self._send(message="my card 4111 1111 1111 1111")
        self.assertEqual(response.status_code, 200)
        self.assertIn("payment card number", response.text)
        self.assertFalse(self._sent())

    def test_strange_requests(self):
        """G21: rubbish is answered, never with a server error."""
        for values in (
            {"form_key": "short"},
            {"form_key": ""},
            {"name": "\x00\x00"},
            {"name": "N" * 100_000},
            {"category_id": "0"},
            {"country_id": "-1"},
            {"country_id": "٣"},
            {"email": "a" * 300 + "@example.com"},
            {"photo_kept": "%%%"},
            {"photo": "no file"},
        ):
            with self.subTest(values=str(values)[:60]):
                self.assertLess(self._send(**values).status_code, 500)
