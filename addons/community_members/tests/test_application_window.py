from odoo.exceptions import AccessError
from odoo.tests import Form, tagged

from .common_application import EXTRAS, ApplicationCommon


@tagged("post_install", "-at_install", "community")
class TestApplicationWindow(ApplicationCommon):
    """The window in which the officer reads the letter and decides."""

    def _decide(self, operation, applications, **values):
        """The window, as the officer uses it."""
        wizard = self.env["community.application.decide"].with_user(self.admission)
        return wizard.create(
            {"application_ids": applications.ids, "operation": operation, **values}
        )

    def test_letter_is_previewed(self):
        """G27: the officer reads the letter before it is sent, in every window."""
        application = self._apply()
        for operation in ("accept", "reject", "ask", "wait"):
            wizard = self._decide(operation, application, text="Dear <i>you</i>")
            self.assertEqual(wizard.letter_to, "nehir@example.com")
            self.assertTrue(wizard.letter_subject)
            self.assertIn("Dear &lt;i&gt;you&lt;/i&gt;", str(wizard.letter_body))
        self.assertEqual(application.state, "pending")
        self.assertFalse(application.decision_text)
        self.assertFalse(self._letters(application))

    def test_reason_brings_its_text(self):
        """G26: the text of the reason can be changed before it is sent."""
        application = self._apply()
        window = self.env["community.application.decide"].with_user(self.admission)
        window = window.with_context(
            active_model="community.application",
            active_ids=application.ids,
            default_operation="reject",
        )
        with Form(window) as form:
            form.reason_id = self.reason
            self.assertEqual(form.text, "No places left.")
            form.text = "Sorry, full."
        form.record.action_apply()
        self.assertEqual(application.decision_text, "Sorry, full.")

    def test_many_at_once(self):
        """G22: decided together; whom the register may know is left for a look."""
        self._new_member("Baran Ok")
        some = self._apply() | self._apply(
            name="Baran Ok", email="baran@example.com", phone=False
        )
        answer = self._decide("accept", some).action_apply()
        self.assertEqual(some.mapped("state"), ["accepted", "pending"])
        self.assertIn("Baran Ok", answer["params"]["message"])
        self._decide("reject", some[1], reason_id=self.reason.id).action_apply()
        self.assertEqual(some[1].state, "rejected")

    def test_window_of_somebody_else(self):
        """G24: a window is its opener's own, and useless without the right."""
        wizard = self._decide("accept", self._apply())
        for user in (self.internal, self.officer, self.manager):
            with self.assertRaises(AccessError):
                wizard.with_user(user).action_apply()

    def test_extras_follow_the_category(self):
        """G21: the extra fields are those of the category."""
        names = [extra["string"] for extra in EXTRAS]
        self.assertEqual(
            [extra["string"] for extra in self.category._get_asked_extras()], names
        )
