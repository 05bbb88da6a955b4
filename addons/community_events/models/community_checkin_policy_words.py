from odoo import api, fields, models
from odoo.tools import formatLang

from ..tools.checkin_policy import MIDDLE, PRESETS
from .community_checkin_policy import FIGURES

# Of a hundred in the fraud lab: honest people refused, tries with a live video refused
RATES = {"gentle": (0.0, 0.0), "middle": (0.01, 49.0), "strict": (10.48, 79.8)}


class CommunityCheckinPolicy(models.Model):
    """What a preset means, in words for whoever chooses it."""

    _inherit = "community.checkin.policy"

    words = fields.Text("Meaning", compute="_compute_words")

    @api.depends("preset", *FIGURES)
    @api.depends_context("lang")
    def _compute_words(self):
        for policy in self:
            policy.words = policy._get_words()

    def _get_words(self):
        """Whom the preset suits, then the figures as they are now."""
        self.ensure_one()
        meaning = {
            "gentle": self.env._(
                "Gentle: only what is clearly wrong is refused. For trainings and "
                "meetings, where a wrong refusal costs more than somebody who cheats."
            ),
            "middle": self.env._(
                "Middle: honest people come in, also with bad reception; whoever is "
                "elsewhere needs more luck than a photo of the screen. For most events."
            ),
            "strict": self.env._(
                "Strict: phone and place must fit together. For events with many "
                "points or few seats; some honest people will need the desk."
            ),
        }
        figures = self.env._(
            "A code is good for %(seconds)s seconds. From a suspicion of %(flag)s the "
            "organiser is shown the check-in, from %(refuse)s it is refused.",
            seconds=round(self.code_life),
            flag=self.flag_from,
            refuse=self.refuse_from,
        )
        words = [meaning[self.preset or MIDDLE], figures, self._get_rates()]
        return " ".join(filter(None, words))

    def _get_rates(self):
        """What the fraud lab found, for a preset whose figures nobody changed."""
        preset = self.preset or MIDDLE
        if self._get_policy() != PRESETS[preset]:
            return ""
        honest, relayed = RATES[preset]
        return self.env._(
            "In tests with simulated people %(honest)s %% of the honest ones were "
            "refused, and %(relayed)s %% of those who watched the screen over a video "
            "call.",
            honest=formatLang(self.env, honest, digits=2),
            relayed=formatLang(self.env, relayed, digits=0),
        )
