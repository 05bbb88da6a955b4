import re
from collections import Counter

import polib

from odoo.tests import HttpCase, TransactionCase, new_test_user, tagged
from odoo.tools import file_path

GEORGIAN = re.compile(r"[ა-ჰ]")
MARKUP = re.compile(r"<[^>]+>|\{\{.*?\}\}|%\(\w+\)\w|%(?:\.\d)?[sdf](?!\w)")
READ_ALOUD = re.compile(r'(alt|aria-label|title)="[^"]*"')
LITERAL = re.compile(r"'[^']*'")


def _shape(text):
    """Tags, expressions and placeholders, without the words inside them."""
    return Counter(
        LITERAL.sub("''", READ_ALOUD.sub(r'\1=""', mark))
        for mark in MARKUP.findall(text)
    )


@tagged("post_install", "-at_install", "community")
class TestCoreGeorgianFile(TransactionCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        path = file_path("community_suite/i18n_extra/ka.po")
        cls.entries = polib.pofile(path)

    def test_markup_of_source_is_kept(self):
        """W58: a lost tag or placeholder would break a page or a message."""
        for entry in self.entries:
            with self.subTest(msgid=entry.msgid[:80]):
                self.assertEqual(_shape(entry.msgid), _shape(entry.msgstr))

    def test_no_source_comes_twice(self):
        """W58: of two entries only one would be shown, and nobody knows which."""
        counts = Counter(entry.msgid for entry in self.entries)
        self.assertFalse([msgid for msgid, count in counts.items() if count > 1])

    def test_no_entry_is_empty_or_english(self):
        """W58: words are in Georgian, or they are punctuation between values."""
        for entry in self.entries:
            with self.subTest(msgid=entry.msgid[:80]):
                self.assertTrue(entry.msgstr)
                words = MARKUP.sub("", entry.msgstr)
                self.assertTrue(
                    GEORGIAN.search(words) or not re.search(r"[A-Za-z]{3}", words)
                )


@tagged("post_install", "-at_install", "community")
class TestCoreGeorgianPages(HttpCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        language = cls.env.ref("base.lang_ka_GE")
        language.active = True
        cls.env["website"].get_current_website().language_ids += language
        cls.prefix = f"/{language.url_code}"
        cls.member = new_test_user(
            cls.env,
            login="community_nino",
            groups="base.group_portal",
            email="nino@example.com",
            lang="ka_GE",
        )

    def _page(self, path, status=200):
        response = self.url_open(f"{self.prefix}{path}")
        self.assertEqual(response.status_code, status)
        return response.text

    def test_pages_of_a_member(self):
        """W58: a member in Tbilisi uses the portal in Georgian."""
        self.authenticate(self.member.login, self.member.login)
        for path, words in (
            ("/my", "ჩემი ანგარიში"),
            ("/my/account", "მისამართის შენახვა"),
            ("/my/security", "პაროლის შეცვლა"),
            ("/my/invoices", "ინვოისები"),
            ("/my/orders", "შეკვეთები"),
            ("/my/payment_method", "გადახდის მეთოდები"),
        ):
            with self.subTest(path=path):
                self.assertIn(words, self._page(path))

    def test_pages_of_a_visitor(self):
        """W58: sign-in, contact form and errors are in Georgian, too."""
        for path, words, status in (
            ("/web/login", "შესვლა", 200),
            ("/web/reset_password", "პაროლის აღდგენა", 200),
            ("/contactus", "სახელი და გვარი", 200),
            ("/community-no-such-page", "ვერ მოიძებნა", 404),
        ):
            with self.subTest(path=path):
                self.assertIn(words, self._page(path, status))

    def test_invitation_mail(self):
        """W58: the invitation to the portal is written in the member's language."""
        template = self.env.ref("auth_signup.portal_set_password_email")
        body = template._render_field("body_html", self.member.ids, compute_lang=True)[
            self.member.id
        ]
        self.assertIn("ანგარიშის გააქტიურება", body)
        self.assertIn(self.member.login, body)
