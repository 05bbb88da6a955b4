from odoo.exceptions import UserError
from odoo.tests import tagged

from .common_application import ApplicationCommon


@tagged("post_install", "-at_install", "community")
class TestApplicationMatch(ApplicationCommon):
    def setUp(self):
        super().setUp()
        self.known = self._new_member(
            "Nehir Toprak",
            email="old@example.com",
            mobile="0532 604 18 27",
            birthdate_date="1990-04-23",
            city="Ankara",
        )

    def _mine(self, **values):
        return self._apply(**values).with_user(self.admission)

    def test_found_with_reasons(self):
        """G23: the officer sees who may be the same person, and by what."""
        application = self._mine(birthdate_date="1990-04-23")
        match = application.match_ids
        self.assertEqual(match.partner_id, self.known)
        self.assertEqual(match.reasons, "birth,phone")
        self.assertEqual(match.reason_text, "Name and birth date, Phone")
        self.assertEqual(application.match_count, 1)

    def test_each_key(self):
        """G23: e-mail, phone, identity and tax number, similar names, archived ones."""
        self.known.write({"identity_number": "10000000146", "active": False})
        firm = self._new_member("Marmara Lojistik", is_company=True, vat="TR1234567890")
        cases = [
            ({"email": "OLD@example.com"}, self.known, "email"),
            ({"phone": "+90 (532) 604-18-27"}, self.known, "phone"),
            ({"identity_number": "10000000146"}, self.known, "identity"),
            ({"name": "Nehir Toprakk"}, self.known, "similar"),
            ({"name": "TOPRAK NEHİR"}, self.known, "name"),
            ({"is_company": True, "vat": "TR 1234567890"}, firm, "tax"),
        ]
        blank = {"name": "Zz Qq", "email": "zz@example.net", "phone": False}
        for values, partner, reason in cases:
            with self.subTest(reason=reason):
                match = self._mine(**{**blank, **values}).match_ids
                self.assertEqual(match.partner_id, partner)
                self.assertEqual(match.reasons, reason)
        self.assertFalse(self._mine(**blank).match_ids)

    def test_other_company_stays_unseen(self):
        """G23: a contact of another company is nobody's duplicate here."""
        self.known.company_id = self.other_company
        self.assertFalse(self._mine().match_ids)

    def test_never_silently(self):
        """G23, G25: nothing is accepted until a person has said who it is."""
        application = self._mine()
        self.assertTrue(application.needs_choice)
        with self.assertRaisesRegex(UserError, "may be in the register already"):
            application.action_accept()
        self.assertFalse(application.partner_id)

    def test_somebody_new(self):
        """G25: a namesake becomes a second member."""
        application = self._mine()
        application.action_choose_new()
        application.action_accept()
        self.assertTrue(application.partner_id)
        self.assertNotEqual(application.partner_id, self.known)
        self.assertEqual(self.known.city, "Ankara")

    def test_found_later(self):
        """G23: whoever came into the register after the choice is looked at again."""
        application = self._mine(name="Ece Ak", email="ece@example.com", phone=False)
        self.assertFalse(application.needs_choice)
        self._new_member("Ece Ak")
        with self.assertRaises(UserError):
            application.action_accept()
        self.assertEqual(
            application.action_open_accept()["tag"], "display_notification"
        )
        self.assertTrue(application.match_ids)
        application.action_choose_new()
        window = application.action_open_accept()
        self.assertEqual(window["res_model"], "community.application.decide")
        application.action_accept()
        self.assertEqual(application.state, "accepted")

    def test_known_person_is_filled_in(self):
        """G25: one contact; what it says already stays, the e-mail above all."""
        application = self._mine(birthdate_date="1991-01-01", street="Gül Sokak 3")
        application.match_ids.action_choose()
        self.assertFalse(application.needs_choice)
        application.action_accept()
        self.assertEqual(application.partner_id, self.known)
        self.assertTrue(self.known.is_member)
        self.assertEqual(self.known.email, "old@example.com")
        self.assertEqual(str(self.known.birthdate_date), "1990-04-23")
        self.assertEqual(self.known.city, "Ankara")
        self.assertEqual(self.known.street, "Gül Sokak 3")
        self.assertEqual(self.known.user_ids.login, "old@example.com")
        letter = self._letters(application, "application_accepted")
        self.assertEqual(letter.address, "old@example.com")

    def test_known_person_is_overwritten(self):
        """G25: the officer may take over what the application says."""
        application = self._mine(city="Bursa")
        application.match_ids.action_choose()
        application.match_update = "overwrite"
        application.action_accept()
        self.assertEqual(self.known.email, "nehir@example.com")
        self.assertEqual(self.known.city, "Bursa")

    def test_member_keeps_dates(self):
        """G25: a member who applies for more gets no second term and no second card."""
        other = self.env["community.member.category"].create({"name": "Youth Trainer"})
        self.known.with_company(self.company)._admit_members()
        end, number = self.known.membership_end, self.known.member_number
        application = self._mine(category_id=other.id)
        application.match_ids.action_choose()
        application.action_accept()
        self.assertEqual(self.known.membership_end, end)
        self.assertEqual(self.known.member_number, number)
        self.assertEqual(self.known.member_category_id, self.category)
        self.assertIn(other, self.known.member_category_ids)
        self.assertEqual(len(self.known.member_card_ids), 1)

    def test_two_applications_of_one_person(self):
        """G25: accepted one after the other they are one member."""
        first, second = (
            self._mine(name="Ece Ak", email=email, phone="0535 111 22 33")
            for email in ("ece@example.com", "ece2@example.com")
        )
        self.assertEqual(second.earlier_count, 1)
        first.action_accept()
        with self.assertRaises(UserError):
            second.action_accept()
        second.action_find_matches()
        second.match_ids.action_choose()
        second.action_accept()
        self.assertEqual(first.partner_id, second.partner_id)
        self.assertEqual(len(first.partner_id.member_card_ids), 1)

    def test_dead_are_not_admitted(self):
        """G25: nobody who has died is admitted; it is somebody else."""
        self.known.deceased_on = "2020-01-01"
        application = self._mine()
        application.match_ids.action_choose()
        with self.assertRaisesRegex(UserError, "has died"):
            application.action_accept()

    def test_crowd(self):
        """G23: many namesakes cost no more than few, and the best are shown."""
        self.env["res.partner"].create([{"name": "Nehir Toprak"} for _one in range(30)])
        self.env.flush_all()
        application = self._mine()
        self.assertEqual(len(application.match_ids), 12)
        self.assertEqual(application.match_ids[0].partner_id, self.known)
