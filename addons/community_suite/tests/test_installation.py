from odoo.tests import TransactionCase, tagged


@tagged("post_install", "-at_install", "community")
class TestInstallation(TransactionCase):
    def test_every_add_on_is_installed(self):
        """The suite installs all that belongs to it, bridges included."""
        suite = self.env.ref("base.module_community_suite")
        add_ons = suite.search([("author", "=", suite.author)])
        self.assertIn("community_members", add_ons.mapped("name"))
        missing = add_ons.filtered(lambda add_on: add_on.state != "installed")
        self.assertFalse(missing.mapped("name"))

    def test_languages_and_defaults(self):
        """W58: Turkish and Georgian are ready, also on the website; W70: limits too."""
        codes = {code for code, _name in self.env["res.lang"].get_installed()}
        self.assertLessEqual({"tr_TR", "ka_GE", "en_US"}, codes)
        website = self.env.ref("website.default_website")
        self.assertLessEqual(
            {"tr_TR", "ka_GE"}, set(website.language_ids.mapped("code"))
        )
        self.assertTrue(self.env.ref("base.main_company").account_use_credit_limit)
