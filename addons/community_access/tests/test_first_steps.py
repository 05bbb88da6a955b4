from odoo.exceptions import UserError
from odoo.tests import Form

from .common_access import CommunityAccessCommon


class TestFirstSteps(CommunityAccessCommon):
    """What somebody who sets up a house for the first time comes upon."""

    def _as_manager(self, model):
        return self.env[model].with_user(self.access_manager)

    def test_a_house_has_the_clock_of_the_others(self):
        with Form(self._as_manager("community.access.site")) as form:
            form.name = "Second House"
        self.assertEqual(form.record.tz, self.site.tz)

    def test_opening_hours_begin_without_a_lunch_break(self):
        """Every day from morning to evening: not the office hours of the firm."""
        calendars = self._as_manager("resource.calendar")
        form = Form(calendars.with_context(community_opening_hours=True))
        self.assertFalse(form.name)
        form.name = "Pool Hours"
        hours = form.save()
        spans = {
            (one.dayofweek, one.hour_from, one.hour_to) for one in hours.attendance_ids
        }
        self.assertEqual(spans, {(str(day), 8, 22) for day in range(7)})
        self.assertEqual(hours.tz, self.site.tz)

    def test_zones_are_chosen_with_their_house(self):
        self.assertEqual(self.hall.display_name, "Hall")
        told = self.hall.with_context(community_show_house=True)
        self.assertEqual(told.display_name, "Hall (Haliç House)")

    def test_what_a_company_follows_from_can_be_chosen(self):
        """A new gate has no company before it has a zone: all zones are offered."""
        for name, model in self.env.registry.items():
            company = model._fields.get("company_id")
            if not name.startswith("community.") or not (company and company.related):
                continue
            first = model._fields[company.related.split(".")[0]]
            with self.subTest(f"{name}.{first.name}"):
                self.assertTrue(first.readonly or not first.check_company)

    def test_a_link_for_this_machine_alone_is_named(self):
        windows = self._as_manager("community.access.box.pair")
        for link, is_local in (
            ("http://localhost:8069?token=1", True),
            ("http://127.0.0.1?token=1", True),
            ("https://club.example?token=1", False),
            ("http://192.0.2.7:8069?token=1", False),
            (False, False),
        ):
            self.assertEqual(windows.new({"link": link}).is_local, is_local, link)

    def test_a_terminal_says_where_it_is(self):
        """Its number is printed on it: the network proves that it is the one."""
        terminal = self._new(
            "terminal", name="Door", serial_number="TEST0001", gate_id=self.gate.id
        ).with_user(self.access_manager)
        with self.assertRaisesRegex(UserError, "from which address"):
            terminal.action_approve()
        self.assertNotEqual(terminal.state, "approved")
        terminal.network = "192.0.2.0/24"
        terminal.action_approve()
        self.assertEqual(terminal.state, "approved")

    def test_a_second_band_is_named(self):
        """F43: who has a band already gets one more only if that is meant."""
        member = self._new_member("Elif Kaya")
        gives = self.env["community.access.give"].with_user(self.desk)
        form = Form(gives.with_company(self.company))
        form.partner_id = member
        self.assertFalse(form.has_already)
        band = self._new_band(member, name="K-101")
        form = Form(gives.with_company(self.company))
        form.partner_id = member
        self.assertIn("K-101", form.has_already)
        form.old_id = band
        self.assertFalse(form.has_already)

    def test_bookkeepers_find_the_wallets(self):
        """F44: who does the invoices sees what is in wallets, and cannot change it."""
        clerk = self._new_user("wallet_clerk", "account.group_account_invoice")
        wallet = self._new_member("Elif Kaya")._get_wallet(self.company, create=True)
        entries = self.env["community.wallet.entry"].with_user(clerk)
        self.assertEqual(entries.search_count([("wallet_id", "=", wallet.id)]), 0)
        tie = self.env["community.wallet.tie"].with_user(clerk)
        window = tie.create({"company_id": self.company.id})
        self.assertEqual(window.difference, 0)
        self.assertFalse(wallet.with_user(clerk).has_access("write"))
        menu = self.env.ref("community_access.account_menu_wallet_tie")
        self.assertIn(
            menu.id, self.env["ir.ui.menu"].with_user(clerk)._visible_menu_ids()
        )
