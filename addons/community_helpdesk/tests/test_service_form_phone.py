from datetime import timedelta

from freezegun import freeze_time

from odoo.exceptions import AccessError, UserError
from odoo.tests import HttpCase, tagged

from .common_form import ServiceFormCommon
from .common_service import MORNING


@tagged("community", "post_install", "-at_install")
class TestServiceFormPhone(ServiceFormCommon):
    def _save(self, user=None, **values):
        return self._forms(user)._save_from_phone(self._get_sent(**values))

    def test_save(self):
        """M23-M34: what the officer typed, signed and photographed is one sent form."""
        form = self._save()
        self.assertEqual((form.state, form.user_id), ("sent", self.service_officer))
        self.assertEqual((form.partner_id, form.account_id), (self.ali, self.abc))
        self.assertEqual((form.fee, form.travel_km), (200.0, 12.5))
        self.assertEqual(form.date_to - form.date_from, timedelta(minutes=90))
        self.assertEqual((form.latitude, form.serial), (41.01, "SN-42"))
        self.assertEqual(form.answer_ids.mapped("value"), ["1.5", "Blue"])
        self.assertEqual(form.part_ids.name, "Valve")
        self.assertEqual(form.version_ids.email, "office@abcholding.test")
        self.assertEqual(len(form.version_ids.content["photos"]), 1)
        self.assertTrue(form.version_ids.content["signature"])

    def test_sent_once(self):
        """Domain 11.4: sent again because the answer was lost, it is the same form."""
        sent = self._get_sent()
        first = self._forms()._save_from_phone(sent)
        again = self._forms()._save_from_phone(dict(sent))
        self.assertEqual(first, again)
        with self.assertRaises(UserError) as caught:
            self._forms()._save_from_phone(sent | {"result": "Another text"})
        self.assertIn(first.number, str(caught.exception))
        first.with_user(self.head).user_id = self.agent
        self.assertEqual(self._forms()._save_from_phone(dict(sent)), first)
        self.assertEqual(len(first.version_ids), 1)
        other = self._forms(self.agent)._save_from_phone(sent)
        self.assertNotEqual(other, first)

    def test_planned_visit(self):
        """Domain 11.5: a planned visit is filled in once, by its officer alone."""
        visit = (
            self._forms(self.head)
            .with_context(community_plan_visit=True)
            .create(
                {
                    "partner_id": self.ali.id,
                    "user_id": self.service_officer.id,
                    "task": "Look",
                }
            )
        )
        with self.assertRaises(UserError):
            self._save(user=self.agent, visit_id=visit.id)
        form = self._save(visit_id=visit.id)
        self.assertEqual((form, form.state, form.task), (visit, "sent", "Look"))
        with self.assertRaises(UserError):
            self._save(visit_id=visit.id)

    def test_refused_in_words(self):
        """M25-M33: nothing is kept of a form that cannot be, and the reason is told."""
        theirs = self.env["res.partner"].create(
            {"name": "Theirs", "company_id": self.other_company.id}
        )
        other_type = self.env["community.service.type"].create(
            {
                "name": "Of the Others",
                "status_id": self.env.ref(
                    "community_helpdesk.service_status_repair"
                ).id,
                "company_id": self.other_company.id,
            }
        )
        count = self._forms().search_count([])
        for values, word in (
            ({"key": "x"}, "key"),
            ({"customer_id": theirs.id}, "customer"),
            ({"customer_id": None}, "customer"),
            ({"type_id": other_type.id}, "type"),
            ({"type_id": None}, "type"),
            ({"ended": None}, "ended"),
            ({"ended": "2026-03-10T08:59:59Z"}, "begins"),
            ({"result": ""}, "Result"),
            ({"email": "nobody"}, "E-mail"),
            ({"authorised": ""}, "Authorised"),
            ({"signature": ""}, "Signature"),
            ({"answers": {}}, "Pressure"),
            ({"answers": {"999999999": "1"}}, "worksheet"),
            ({"photos": [{"kind": "after", "data": "aGVsbG8="}]}, "photo"),
        ):
            with (
                self.subTest(word=word),
                self.assertRaises(UserError) as caught,
                self.env.cr.savepoint(),
            ):
                self._save(**values)
            self.assertIn(word, str(caught.exception))
        self.assertEqual(self._forms().search_count([]), count)

    def test_photos_say_no_place(self):
        """Domain 11.4: pictures are made small and lose what the camera wrote."""
        form = self._save()
        self.assertEqual(len(form.photo_ids), 1)
        self.assertLess(len(form.photo_ids.image_256), len(form.photo_ids.image) + 1)

    def test_state(self):
        """M25, M26, M28: what the phone keeps for the time without network."""
        self._new_hours_contract()
        with freeze_time(MORNING):
            visit = (
                self._forms(self.head)
                .with_context(community_plan_visit=True)
                .create(
                    {
                        "partner_id": self.abc.id,
                        "user_id": self.service_officer.id,
                        "type_id": self.visit_type.id,
                    }
                )
            )
            state = self._forms()._get_phone_state()
        self.assertEqual(state["user"]["id"], self.service_officer.id)
        kind = next(each for each in state["types"] if each["id"] == self.visit_type.id)
        self.assertEqual(kind["questions"][1]["choices"], ["Red", "Blue"])
        told = state["visits"][0]
        self.assertEqual(
            (told["id"], told["start"]), (visit.id, "2026-03-10T09:00:00Z")
        )
        customer = told["customer"]
        self.assertEqual(customer["email"], "info@abcholding.test")
        self.assertEqual(customer["agreement"]["standing"], "good")
        names = {each["name"] for each in customer["people"]}
        self.assertEqual(names, {"Ali Yılmaz", "Eda Kaya"})
        self.assertFalse(self._forms(self.agent)._get_phone_state()["visits"])

    def test_state_costs_no_more_with_customers(self):
        """Fast: the queries do not grow with the customers that are known."""

        def count():
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            self._forms()._get_phone_state()
            return self.env.cr.sql_log_count - before

        self._save()
        count()
        few = count()
        for number in range(10):
            person = self.env["res.partner"].create({"name": f"Firm {number}"})
            self._save(customer_id=person.id)
        self.assertLessEqual(count(), few + 3)

    def test_find(self):
        """M25: by name, in the own company; too few letters find nobody."""
        found = self._forms()._find_customers("ABC Hold")
        self.assertIn(self.abc.id, [each["id"] for each in found])
        self.assertEqual(self._forms()._find_customers("A"), [])
        theirs = self.env["res.partner"].create(
            {"name": "Theirs Only", "company_id": self.other_company.id}
        )
        found = self._forms()._find_customers("Theirs Only")
        self.assertNotIn(theirs.id, [each["id"] for each in found])

    def test_history(self):
        """Domain 11.4: earlier visits of the firm, or of one device."""
        form = self._save()
        self._save(serial="SN-43", customer_id=self.eda.id)
        self.assertEqual(len(self._forms()._find_earlier(self.abc.id, "")), 2)
        found = self._forms()._find_earlier(self.ali.id, "SN-42")
        self.assertEqual([each["number"] for each in found], [form.number])
        self.assertEqual(found[0]["day"], "2026-03-10")


@tagged("community", "post_install", "-at_install")
class TestServiceFormApi(HttpCase, ServiceFormCommon):
    def _ask(self, path, **params):
        return self.make_jsonrpc_request(f"/service/forms/{path}", params)

    def test_officer(self):
        """M23, M24: the whole way of the phone, by its own routes."""
        self.authenticate(self.service_officer.login, self.service_officer.login)
        sent = self._get_sent()
        answer = self._ask("save", form=sent)
        self.assertEqual(self._ask("save", form=sent), answer)
        self.assertEqual(answer["ok"]["state"], "sent")
        state = self._ask("state")
        self.assertEqual(state["sent"][0]["number"], answer["ok"]["number"])
        refused = self._ask("save", form=self._get_sent(result=""))
        self.assertIn("Result", refused["error"])
        self.assertIn("error", self._ask("save", form="nonsense"))
        theirs = self._get_sent(user_id=self.agent.id)
        self.assertEqual(self._ask("save", form=theirs), {"login": True})
        self.assertEqual(self._ask("history", customer_id="x"), {"visits": []})
        earlier = self._ask("history", customer_id=self.ali.id)
        self.assertEqual(len(earlier["visits"]), 1)
        found = self._ask("find", words="ABC")
        self.assertTrue(found["customers"])

    def test_others_are_refused(self):
        """M24: customers, users without the role and visitors get nothing."""
        for user in (self.ali_user, self.internal, None):
            if user:
                self.authenticate(user.login, user.login)
            else:
                self.logout()
            for path, params in (
                ("state", {}),
                ("find", {"words": "ABC"}),
                ("history", {"customer_id": self.ali.id}),
                ("save", {"form": self._get_sent()}),
            ):
                with self.assertRaises(Exception) as caught:
                    self._ask(path, **params)
                self.assertNotIn("ABC Holding", str(caught.exception))
        self.assertFalse(
            self._forms(self.env.user).search([("partner_id", "=", self.ali.id)])
        )
        with self.assertRaises(AccessError):
            self._forms(self.ali_user)._get_phone_state()
