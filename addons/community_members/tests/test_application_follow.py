from datetime import timedelta

from freezegun import freeze_time

from odoo.tests import tagged

from .common_application import ApplicationHttpCase, picture

TIME = "2026-03-02 10:00:00"


@tagged("post_install", "-at_install", "community")
class TestApplicationFollow(ApplicationHttpCase):
    def _submitted(self, **values):
        """Sent from the website; its address is not confirmed."""
        values = self._values(**values)
        return self.applications._submit(values, values["email"].ljust(32, "k"))

    def test_confirm(self):
        """G21, G23: the link shows a page, the button confirms, once."""
        sent = self._submitted()
        path = self._path(sent._get_confirm_url())
        for _time in range(2):
            self.assertIn("Is this your application?", self.url_open(path).text)
            self.assertEqual(sent.state, "unconfirmed")
        answer = self._post(path)
        self.assertEqual(answer.status_code, 303)
        self.assertIn("/membership/application/", answer.headers["Location"])
        self.assertEqual(sent.state, "pending")
        self.assertTrue(sent.confirmed_at)
        self.assertEqual(len(self._letters(sent, "application_received")), 1)
        self.assertEqual(self._post(path).status_code, 303)
        self.assertEqual(len(self._letters(sent, "application_received")), 1)
        inbox = self.applications.with_user(self.admission).search(
            [("state", "=", "pending")]
        )
        self.assertIn(sent, inbox)

    def test_link_expires(self):
        """G21: the link works to the last second of its days and no longer."""
        with freeze_time(TIME):
            sent = self._submitted()
            path = self._path(sent._get_confirm_url())
        self.company.application_confirm_days = 7
        with freeze_time("2026-03-09 09:59:59"):
            self.assertEqual(self.url_open(path).status_code, 200)
        with freeze_time("2026-03-09 10:00:01"):
            self.assertEqual(self.url_open(path).status_code, 404)
            self.assertEqual(self._post(path).status_code, 404)
        self.assertEqual(sent.state, "unconfirmed")

    def test_forged_links(self):
        """G21: a link for something else, for an old address or made up is void."""
        sent = self._submitted()
        confirm, status = sent._get_confirm_url(), sent._get_status_url()
        token = confirm.rsplit("/", 1)[1]
        forged = [
            f"/membership/application/{token}",
            "/membership/application/confirm/" + status.rsplit("/", 1)[1],
            f"/membership/application/confirm/{token[:-2]}xx",
            "/membership/application/confirm/AAAA",
            "/membership/application/confirm/ü",
            "/membership/application/%20",
        ]
        sent.email = "somebody.else@example.com"
        forged += [self._path(confirm), self._path(status)]
        for path in forged:
            with self.subTest(path=path):
                self.assertEqual(self.url_open(path).status_code, 404)

    def test_cooldown(self):
        """G26: who was rejected may not apply again at once, and learns the day."""
        self.category.application_cooldown_days = 30
        with freeze_time(TIME):
            first = self._apply()
            first.with_user(self.admission).action_reject(self.reason.id)
            again = self._submitted()
        for day, state in (
            ("2026-03-31 10:00:00", "unconfirmed"),
            ("2026-04-01 12:00:00", "pending"),
        ):
            with freeze_time(day):
                path = self._path(again._get_confirm_url())
                page = self._post(path)
                self.assertEqual(again.state, state, day)
                self.assertEqual("You may apply again" in page.text, state != "pending")

    def test_cooldown_spares_others(self):
        """G26: a sister who uses the same mailbox may apply."""
        self.category.application_cooldown_days = 30
        self._apply().with_user(self.admission).action_reject(self.reason.id)
        sister = self._submitted(name="Su Toprak")
        self.assertIsNone(sister._confirm())
        self.assertEqual(sister.state, "pending")

    def test_status_and_answer(self):
        """G22: the applicant reads how it stands, answers and adds papers."""
        sent = self._apply()
        path = self._path(sent._get_status_url())
        self.assertIn("We are looking at your application", self.url_open(path).text)
        sent.with_user(self.admission).action_ask("Your <b>licence</b>, please")
        page = self.url_open(path)
        self.assertIn("Your &lt;b&gt;licence&lt;/b&gt;, please", page.text)
        self.assertEqual(page.headers["Referrer-Policy"], "no-referrer")
        files = {"files": ("licence.jpg", picture(), "image/jpeg")}
        answer = self._post(f"{path}/answer", files, answer="Here it is <i>now</i>")
        self.assertEqual(answer.status_code, 303)
        self.assertEqual(sent.state, "pending")
        self.assertTrue(sent.answered_at)
        self.env.invalidate_all()
        message = sent.message_ids.filtered("attachment_ids")
        self.assertIn("Here it is &lt;i&gt;now&lt;/i&gt;", message.body)
        self.assertEqual(message.attachment_ids.name, "licence.jpg")
        self.assertFalse(message.attachment_ids.public)
        again = self._post(f"{path}/answer", answer="once more")
        self.assertEqual(again.status_code, 303)
        self.assertEqual(len(sent.message_ids.filtered("attachment_ids")), 1)

    def test_bad_papers(self):
        """G22: papers are known by their content; nothing that runs gets in."""
        sent = self._apply()
        sent.with_user(self.admission).action_ask("Papers?")
        path = self._path(sent._get_status_url())
        for bad in (
            b"<html><script>1</script>",
            b"MZ" + b"\0" * 99,
            b"<svg xmlns='x'/>",
        ):
            files = {"files": ("a.pdf", bad, "application/pdf")}
            page = self._post(f"{path}/answer", files, answer="typed text")
            self.assertIn("neither a PDF", page.text)
            self.assertIn("typed text", page.text)
        page = self._post(f"{path}/answer", answer="  ")
        self.assertIn("Write an answer", page.text)
        self.assertEqual(sent.state, "more_info")
        self.assertFalse(
            self.env["ir.attachment"].search(
                [("res_model", "=", sent._name), ("res_id", "=", sent.id)]
            )
        )

    def test_withdraw(self):
        """G22: withdrawn by the applicant, for good, and only while it is open."""
        sent = self._apply()
        path = self._path(sent._get_status_url())
        for _time in range(2):
            self._post(f"{path}/withdraw")
            self.assertEqual(sent.state, "withdrawn")
        accepted = self._apply(email="b@example.com", name="Baran Ok", phone=False)
        accepted.with_user(self.admission).action_accept()
        self._post(self._path(accepted._get_status_url()) + "/withdraw")
        self.assertEqual(accepted.state, "accepted")

    def test_waiting_position(self):
        """G22: places on the list in the order of arrival, by category."""
        with freeze_time(TIME) as clock:
            sent = [
                self._apply(email=f"p{n}@example.com", name=f"Person {n}", phone=False)
                for n in range(3)
            ]
            for one in sent:
                clock.tick(timedelta(minutes=1))
                one.with_user(self.admission).action_put_on_waiting_list()
        self.assertEqual([one.waiting_position for one in sent], [1, 2, 3])
        sent[0].with_user(self.admission).action_accept()
        self.env.invalidate_all()
        self.assertEqual([one.waiting_position for one in sent], [0, 1, 2])
        page = self.url_open(self._path(sent[2]._get_status_url()))
        self.assertIn("You are number 2 on the waiting list", page.text)

    def test_portal_home(self):
        """G22: who was signed in when applying sees it at home, nobody else does."""
        user = self._new_user("guest", "base.group_portal")
        user.password = "community_guest"
        other = self._new_user("stranger", "base.group_portal")
        other.write({"password": "community_stranger", "email": "nehir@example.com"})
        self.authenticate(user.login, "community_guest")
        self._send()
        self._sent()._confirm()
        self.assertIn("We are looking at your application", self.url_open("/my").text)
        self.authenticate(other.login, "community_stranger")
        self.assertNotIn("We are looking at", self.url_open("/my").text)

    def test_query_count_of_home(self):
        """G22: the home asks for applications once."""
        partner = self.env["res.partner"].create({"name": "Ali"})
        with self.assertQueryCount(1):
            found = self.applications._get_applications_of(partner)
            self.assertFalse(found)
