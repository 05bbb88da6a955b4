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

    @api.depends("kind", "partner_id", "gate_id")
    @api.depends_context("lang")
    def _compute_display_name(self):
        labels = dict(self._fields["kind"]._description_selection(self.env))
        for event in self:
            who = event.partner_id.name or event.gate_id.name or ""
            event.display_name = (
                f"{labels[event.kind]}: {who}" if who else labels[event.kind]
            )

    def _get_reasons(self):
        self.ensure_one()
        found = json.loads(self.reasons or "[]")
        return [one for one in found if isinstance(one, dict) and one.get("code")]

    def _get_reason_words(self):
        """The first reason; what staff wrote, where staff did it."""
        return self.reason_words

    def _say(self, reason):
        return self.env["community.access.words"]._say(reason, self.company_id)
