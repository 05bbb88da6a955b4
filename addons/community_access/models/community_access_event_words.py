import json

from odoo import api, fields, models


class CommunityAccessEvent(models.Model):
    """Why a gate answered as it did, in the language of whoever asks."""

    _inherit = "community.access.event"

    explanation = fields.Text("Why?", compute="_compute_explanation")
    reason_words = fields.Char("Why", compute="_compute_explanation")

    @api.depends("reasons", "code", "note")
    @api.depends_context("lang", "uid")
    def _compute_explanation(self):
        for event in self:
            words = [event._say(reason) for reason in event._get_reasons()]
            event.reason_words = words[0] if words else event.note or ""
            event.explanation = "\n".join(words) or event.note or ""

    def _get_reasons(self):
        self.ensure_one()
        found = json.loads(self.reasons or "[]")
        return [one for one in found if isinstance(one, dict) and one.get("code")]

    def _get_reason_words(self):
        """The first reason; what staff wrote, where staff did it."""
        return self.reason_words

    def _say(self, reason):
        if "community.access.words" not in self.env:
            return reason["code"]
        return self.env["community.access.words"]._say(reason, self.company_id)
