from odoo import fields
from odoo.tests import tagged
from odoo.tools import mute_logger

from .common_portal import RIGHTS, MemberPortalCase


@tagged("post_install", "-at_install", "community")
class TestPortalEmployees(MemberPortalCase):
    def _add(self, **data):
        form = {
            "name": "Nino Kapanadze",
            "email": "nino@example.com",
            "unit_id": str(self.branch.id),
            "lang": "en_US",
            **data,
        }
        return self._post("/my/employees/new", **form)

    def _found(self, email="nino@example.com"):
        return self.env["res.partner"].search([("email", "=", email)])

    def test_list_and_search(self):
        """W56: a manager sees his people, the branch manager only his branch's."""
        self._sign_in(self.boss)
        text = self.url_open("/my/employees").text
        for person in (self.boss, self.chief, self.clerk, self.accountant):
            self.assertIn(person.name, text)
        self.assertNotIn(self.rival_boss.name, text)
        text = self.url_open("/my/employees?search=elif").text
        self.assertIn(self.clerk.name, text)
        self.assertNotIn(self.accountant.name, text)
        self._sign_in(self.chief)
        text = self.url_open("/my/employees").text
        self.assertIn(self.clerk.name, text)
        self.assertNotIn("Genel", text)
        self.assertEqual(
            self.url_open(f"/my/employees/{self._work(self.boss).id}").status_code, 404
        )

    @mute_logger("odoo.http")
    def test_only_managers(self):
        """W31, W56: without the right, of another member, as a guest: 404."""
        work = self._work(self.clerk)
        urls = ("/my/employees", "/my/employees/new", f"/my/employees/{work.id}")
        for person in (self.clerk, self.accountant, self.ayse, self.guest):
            self._sign_in(person)
            for url in urls:
                self.assertEqual(
                    self.url_open(url).status_code, 404, (person.name, url)
                )
            for step in ("", "/move", "/end", "/invite"):
                answer = self._post(f"/my/employees/{work.id}{step}", can_order="1")
                self.assertEqual(answer.status_code, 404, (person.name, step))
        self._sign_in(self.rival_boss)
        for step in ("", "/move", "/end", "/invite"):
            answer = self._post(
                f"/my/employees/{work.id}{step}",
                can_order="1",
                unit_id=str(self.rival.id),
            )
            self.assertEqual(answer.status_code, 404, step)
        self.assertTrue(work.is_current)
        self.assertFalse(work.can_order)

    def test_add_with_rights(self):
        """W56, W58: person, assignment, rights, language, invitation in one step."""
        self._sign_in(self.boss)
        answer = self._add(can_see_invoices="1", can_order="1", function="Satış")
        self.assertTrue(answer.url.endswith("done=invited"), answer.text)
        person = self._found()
        work = self._work(person)
        self.assertEqual(work.unit_id, self.branch)
        granted = [right for right in RIGHTS if work[right]]
        self.assertEqual(granted, ["can_see_invoices", "can_order"])
        self.assertTrue(person.user_ids._is_portal())
        mail = self.env["mail.mail"].search(
            [("recipient_ids", "in", person.ids)], limit=1
        ) or self.env["mail.mail"].search([("email_to", "ilike", "nino@example.com")])
        self.assertIn("See and pay invoices", mail.body_html)
        self.assertIn(self.boss.name, mail.body_html)

    def test_grants_only_what_he_holds(self):
        """W31: a branch manager cannot give a right that he does not hold."""
        self._sign_in(self.chief)
        self._add(**dict.fromkeys(RIGHTS, "1"))
        work = self._work(self._found())
        self.assertEqual(
            [right for right in RIGHTS if work[right]],
            ["can_manage_employees", "can_order"],
        )
        accountant = self._work(self.accountant)
        self._post(f"/my/employees/{accountant.id}", can_order="1")
        self.assertTrue(accountant.can_order)
        self.assertTrue(accountant.can_see_invoices, "what he does not hold stays")

    @mute_logger("odoo.http")
    def test_nobody_changes_himself(self):
        """W31: no manager raises or ends his own employment."""
        self._sign_in(self.chief)
        own = self._work(self.chief)
        for step in ("", "/end", "/move"):
            answer = self._post(
                f"/my/employees/{own.id}{step}",
                can_see_invoices="1",
                unit_id=str(self.branch.id),
            )
            self.assertEqual(answer.status_code, 404)
        self.assertFalse(own.can_see_invoices)
        self.assertTrue(own.is_current)

    def test_wrong_input(self):
        """W56: errors are named, nothing typed is lost, nobody is half created."""
        self._sign_in(self.boss)
        before = self.env["res.partner"].search_count([])
        answer = self._add(email="nowhere", unit_id=str(self.rival.id), function="Depo")
        for shown in ('id="error_email"', 'id="error_unit_id"', "Depo", "Nino"):
            self.assertIn(shown, answer.text)
        answer = self._add(email=self.clerk.email)
        self.assertIn("works for you already", answer.text)
        answer = self._add(email=self.users[self.ayse.id].login + "@example.com")
        self.users[self.ayse.id].login = "taken@example.com"
        before = self.env["res.partner"].search_count([])
        answer = self._add(email="taken@example.com")
        self.assertIn("signs in with", answer.text)
        self.assertEqual(self.env["res.partner"].search_count([]), before)

    def test_stranger_with_that_address_is_left_alone(self):
        """W56: knowing somebody's address gives no hold on his record."""
        self._sign_in(self.rival_boss)
        self._add(email="ayse@example.com", unit_id=str(self.rival.id))
        self.assertFalse(self.ayse.assignment_ids)
        self.assertFalse(self.ayse.parent_id)
        self._sign_in(self.boss)
        self._post(f"/my/employees/{self._work(self.clerk).id}/end")
        self._sign_in(self.rival_boss)
        self._add(email=self.clerk.email, unit_id=str(self.rival.id))
        self.assertFalse(self._work(self.clerk))

    def test_move_keeps_history_and_access(self):
        """W31, W56: moving ends one assignment, begins another, access goes on."""
        self._sign_in(self.boss)
        work = self._work(self.accountant)
        self._post(f"/my/employees/{work.id}/move", unit_id=str(self.other_branch.id))
        self.accountant.invalidate_recordset()
        moved = self._work(self.accountant)
        self.assertEqual(moved.unit_id, self.other_branch)
        self.assertTrue(moved.can_see_invoices)
        self.assertEqual(work.left_on, fields.Date.today())
        self.assertEqual(self.accountant.parent_id, self.other_branch)
        self.assertTrue(self.users[self.accountant.id].active)

    def test_end_takes_access_at_once(self):
        """W31, W56: the session of the one who left is dead on the next click."""
        work, user = self._work(self.clerk), self.users[self.clerk.id]
        self.clerk.signup_prepare()
        self._sign_in(self.boss)
        self._post(f"/my/employees/{work.id}/end")
        self.env.invalidate_all()
        self.assertFalse(work.is_current)
        self.assertFalse(user.active)
        self.assertFalse(self.clerk.signup_type, "an open invitation is void")
        self._sign_in(self.accountant)
        self.assertNotIn("/web/login", self.url_open("/my/membership").url)
        self._work(self.accountant).action_leave()
        self.env.flush_all()
        self.assertIn("/web/login", self.url_open("/my/membership").url)

    def test_rehire(self):
        """W56: whoever left may come back as the same person, invited again."""
        self._sign_in(self.boss)
        self._post(f"/my/employees/{self._work(self.clerk).id}/end")
        self.users[self.clerk.id].login = self.clerk.email
        answer = self._add(name="Elif Şahin", email=self.clerk.email)
        self.assertTrue(answer.url.endswith("done=invited"), answer.text)
        self.env.invalidate_all()
        self.assertEqual(self._work(self.clerk).unit_id, self.branch)
        self.assertEqual(len(self._found(self.clerk.email)), 1)
        self.assertTrue(self.users[self.clerk.id].active)

    def test_without_token(self):
        """W56: a form of another site ends nobody's employment."""
        self._sign_in(self.boss)
        work = self._work(self.clerk)
        self.url_open(f"/my/employees/{work.id}/end", data={"x": "1"})
        self.assertTrue(work.is_current)
