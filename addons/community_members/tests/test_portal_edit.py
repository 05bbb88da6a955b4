import base64
import io

from PIL import Image

from odoo.http import Request
from odoo.tests import tagged
from odoo.tools import mute_logger

from .common_portal import MemberPortalCase


@tagged("post_install", "-at_install", "community")
class TestPortalEdit(MemberPortalCase):
    def setUp(self):
        super().setUp()
        self._sign_in(self.ayse)

    def _save(self, **data):
        form = {"email": "ayse@example.com", "lang": "en_US", **data}
        answer = self._post("/my/membership/edit", **form)
        self.ayse.invalidate_recordset()
        return answer

    def test_saves_own_data(self):
        """W33: phone, address, birth date; staff see what changed."""
        georgia = self.env.ref("base.ge")
        answer = self._save(
            mobile="+995 555 12 34 56",
            street="რუსთაველის 1",
            city="თბილისი",
            country_id=georgia.id,
            state_id="",
            birthdate_date="1985-04-23",
        )
        self.assertTrue(answer.url.endswith("/my/membership?saved=1"))
        self.assertEqual(self.ayse.mobile, "+995 555 12 34 56")
        self.assertEqual(self.ayse.country_id, georgia)
        self.assertEqual(str(self.ayse.birthdate_date), "1985-04-23")
        note = "".join(self.ayse.message_ids.mapped("body"))
        self.assertIn("თბილისი", note)

    def test_allow_list(self):
        """W33: what is not on the list is not written, whatever the form sends."""
        before = self.ayse.read()[0]
        self._save(
            mobile="+90 532 111 22 33",
            name="Başkan",
            member_number="M000000",
            member_category_id="",
            member_state_override="current",
            membership_end="2099-12-31",
            parent_id=self.holding.id,
            company_id=self.company.id,
            credit_limit="1000000",
            is_company="1",
            vat="TR1234567890",
            user_ids="",
            id=self.deniz.id,
            partner_id=self.deniz.id,
        )
        after = self.ayse.read()[0]
        changed = {
            name
            for name in before
            if before[name] != after[name] and not name.startswith(("message", "write"))
        }
        self.assertLessEqual(
            changed, {"mobile", "member_search_text", "phone_sanitized"}
        )
        self.assertFalse(self.deniz.mobile)

    def test_errors_lose_nothing(self):
        """W33: every wrong field is named, everything typed is still there."""
        answer = self._save(
            email="no address",
            mobile="12",
            city="Sarıyer <b>",
            birthdate_date="2999-01-01",
            lang="xx_XX",
        )
        self.assertEqual(answer.status_code, 200)
        for shown in ("no address", "Sarıyer &lt;b&gt;", "2999-01-01"):
            self.assertIn(shown, answer.text)
        for name in ("email", "mobile", "birthdate_date", "lang"):
            self.assertIn(f'id="error_{name}"', answer.text)
        self.assertFalse(self.ayse.city)

    def test_payment_card_number_is_refused(self):
        """W90: a full card number in any field is refused and kept nowhere."""
        answer = self._save(street="4111 1111 1111 1111")
        self.assertIn("payment card number", answer.text)
        self.assertFalse(self.ayse.street)

    def test_new_address_is_no_new_login(self):
        """W33: the log-in stays, and the old address hears of the new one."""
        user = self.users[self.ayse.id]
        login = user.login
        self._save(email="ayse.yeni@example.com")
        self.assertEqual(self.ayse.email, "ayse.yeni@example.com")
        self.assertEqual(user.login, login)
        warning = self.env["mail.mail"].search([("email_to", "=", "ayse@example.com")])
        self.assertTrue(warning)

    def test_language(self):
        """W58: the portal goes on in the chosen language, and opens in it next time."""
        self.env["res.lang"]._activate_lang("tr_TR")
        self.website.language_ids |= self.env["res.lang"]._lang_get("tr_TR")
        answer = self._save(lang="tr_TR")
        self.assertEqual(self.ayse.lang, "tr_TR")
        self.assertIn("/tr/my/membership", answer.url)
        self.assertIn('lang="tr-TR"', answer.text)
        self._sign_in(None)
        self.opener.cookies.clear()
        login = self.users[self.ayse.id].login
        self._sign_in(None)
        self.url_open("/web/login")
        answer = self._post("/web/login", login=login, password=login)
        self.assertIn("/tr/my", answer.url)

    def test_photo(self):
        """W33: a photo from the phone; anything else is refused in words."""
        picture = io.BytesIO()
        Image.new("RGB", (30, 30), "red").save(picture, "JPEG")
        for content, kept in (
            (b"<svg onload='x'/>", False),
            (picture.getvalue(), True),
        ):
            self.url_open(
                "/my/membership/photo",
                data={"csrf_token": Request.csrf_token(self)},
                files={"photo": ("me.jpg", content, "image/jpeg")},
            )
            self.ayse.invalidate_recordset()
            self.assertEqual(bool(self.ayse.image_1920), kept)
        self.assertTrue(base64.b64decode(self.ayse.image_1920).startswith(b"\xff\xd8"))

    def test_without_token(self):
        """W33: a form of another site changes nothing."""
        self.url_open("/my/membership/edit", data={"mobile": "+90 532 000 00 00"})
        self.ayse.invalidate_recordset()
        self.assertFalse(self.ayse.mobile)

    def _save_in_core(self, person, **data):
        """Post core's own form for addresses as this person."""
        self._sign_in(person)
        form = {
            "partner_id": person.id,
            "name": person.name,
            "email": person.email or "x@example.com",
            "phone": "+90 216 555 00 00",
            "street": "Ev 1",
            "city": "İstanbul",
            "zip": "34000",
            "country_id": self.env.ref("base.tr").id,
            "required_fields": "",
        }
        answer = self._post("/my/address/submit", **(form | data))
        self.env.invalidate_all()
        return answer

    def test_employee_cannot_rename_the_company(self):
        """W33: core's own form for addresses leaves a member's name alone."""
        self._save_in_core(self.clerk, company_name="Bizim Şirket")
        self.assertEqual(self.clerk.street, "Ev 1")
        self.assertEqual(self.branch.name, "Kadıköy")
        self.assertEqual(self.holding.name, "Anadolu Holding")
        self.assertFalse(self.branch.street, "the home is not the branch's address")

    def test_name_is_kept_in_core_form(self):
        """W33: a member's name is not changed by core's form either."""
        answer = self._save_in_core(self.ayse, name="Başka Biri")
        self.assertIn("name", answer.json()["invalid_fields"])
        self.assertEqual(self.ayse.name, "Ayşe Demir")

    @mute_logger("odoo.http")
    def test_company_addresses(self):
        """W31: the company's addresses are changed by its managers only."""
        address = self.env["res.partner"].create(
            {"name": "Muhasebe", "type": "invoice", "parent_id": self.holding.id}
        )
        for person, street in ((self.clerk, False), (self.boss, "Ev 1")):
            self._save_in_core(person, partner_id=address.id, name="Muhasebe")
            self.assertEqual(address.street, street)
