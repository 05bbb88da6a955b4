from markupsafe import Markup

from odoo import api, models
from odoo.tools import format_date

LOOK = {
    "unconfirmed": ("warning", "fa-envelope-o"),
    "pending": ("info", "fa-clock-o"),
    "more_info": ("warning", "fa-question-circle"),
    "waiting": ("info", "fa-list-ol"),
    "accepted": ("success", "fa-check-circle"),
    "rejected": ("secondary", "fa-minus-circle"),
    "withdrawn": ("secondary", "fa-minus-circle"),
    "expired": ("secondary", "fa-minus-circle"),
}


class CommunityApplication(models.Model):
    """The application as its sender reads it: one headline, one thing to do."""

    _inherit = "community.application"

    def _get_applicant_view(self):
        """:return: dict for the applicant's page and for the portal's home"""
        self.ensure_one()
        colour, icon = LOOK[self.state]
        headline, sentence = self._get_applicant_words()
        return {
            "application": self,
            "colour": colour,
            "icon": icon,
            "headline": headline,
            "sentence": sentence,
            "may_answer": self.state == "more_info",
            "may_withdraw": self.state in ("pending", "more_info", "waiting"),
        }

    def _get_applicant_words(self):
        day = format_date(self.env, self.decided_at or self.sent_at)
        return {
            "unconfirmed": (
                self.env._("Confirm your e-mail address"),
                self.env._(
                    "We have sent you a link. Your application counts once you "
                    "have followed it."
                ),
            ),
            "pending": (
                self.env._("We are looking at your application"),
                self.env._(
                    "You will hear from us by e-mail. There is nothing to do "
                    "for you now."
                ),
            ),
            "more_info": (
                self.env._("We have a question"),
                self.env._("Answer below; then we go on."),
            ),
            "waiting": (
                self.env._(
                    "You are number %(place)s on the waiting list",
                    place=self.waiting_position,
                ),
                self.env._("We write to you as soon as there is a place."),
            ),
            "accepted": (
                self.env._("Welcome! You are a member since %(day)s", day=day),
                self.env._("Sign in to see your card and what comes next."),
            ),
            "rejected": (
                self.env._("We could not accept your application"),
                self.env._("Decided on %(day)s.", day=day),
            ),
            "withdrawn": (
                self.env._("You have withdrawn this application"),
                self.env._("You can apply again at any time."),
            ),
            "expired": (
                self.env._("This application has expired"),
                self.env._("Its address was not confirmed in time. Apply again."),
            ),
        }[self.state]

    @api.model
    def _get_applications_of(self, partner):
        """What a signed-in person sees on the portal's home.

        Only what was sent from the own account: an address alone proves nothing here,
        since people may change theirs.
        """
        # sudo: own applications of the person who is signed in.
        return self.sudo().search(
            [
                ("applicant_partner_id", "=", partner.id),
                ("state", "not in", ("accepted", "withdrawn", "expired")),
                ("is_erased", "=", False),
            ],
            order="id DESC",
            limit=3,
        )

    def _get_letter_text(self):
        """The free text of a letter: what is being written now, or what was decided.

        The preview of a letter is shown before anything is saved.
        """
        self.ensure_one()
        sent = self.env.context.get("notice") or {}
        text = sent.get("text", self.decision_text)
        text = self.env.context.get("application_letter_text", text)
        return Markup("<br/>").join((text or "").strip().splitlines())

    def _get_next_steps(self):
        """The steps of the category, which the letter of acceptance ends with."""
        self.ensure_one()
        category = self.category_id.with_context(lang=self.lang or self.env.lang)
        return category.application_steps or ""
