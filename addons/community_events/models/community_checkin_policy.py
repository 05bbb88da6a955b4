from dataclasses import asdict
from dataclasses import fields as dataclass_fields

from odoo import api, fields, models

from ..tools.checkin_policy import MIDDLE, PRESETS, Policy

FIGURES = tuple(figure.name for figure in dataclass_fields(Policy))


def _figure(label, help_text=None):
    """A figure of the policy: from the preset, until somebody changes it."""
    return {
        "string": label,
        "compute": "_compute_figures",
        "store": True,
        "readonly": False,
        "precompute": True,
        "help": help_text,
    }


class CommunityCheckinPolicy(models.Model):
    """How strictly check-ins are looked at: limits, weights of hints, and verdicts.

    Limits refuse; weights add up. Figures are those of `tools/checkin_policy.py`.
    """

    _name = "community.checkin.policy"
    _description = "Check-In Policy"
    _inherit = ["community.member.card.number.guard", "mail.thread"]
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    preset = fields.Selection(
        [("gentle", "Gentle"), ("middle", "Middle"), ("strict", "Strict")],
        required=True,
        default=MIDDLE,
        tracking=True,
    )
    code_life = fields.Float(
        **_figure(
            "Code Is Good For (s)", "Seconds after a code appeared on the screen."
        )
    )
    clock_tolerance = fields.Float(**_figure("Tolerance of Clocks (s)"))
    claim_life = fields.Float(
        **_figure("Time to Log In (s)", "From scanning to the tap that confirms.")
    )
    coarse_from = fields.Float(**_figure("Place Says Nothing From (m)"))
    speed_limit = fields.Float(**_figure("Nobody Travels Faster Than (km/h)"))
    skew_limit = fields.Float(**_figure("Clock of the Phone May Be Off (s)"))
    quick_within = fields.Float(**_figure("A Quick Scan Takes (s)"))
    unsure = fields.Integer(**_figure("At the Edge of the Fence"))
    outside = fields.Integer(**_figure("Outside the Fence"))
    away = fields.Integer(**_figure("Far Away"))
    coarse = fields.Integer(**_figure("Place Too Coarse"))
    old = fields.Integer(**_figure("Place Too Old"))
    refused = fields.Integer(**_figure("Place Not Allowed by the Member"))
    missing = fields.Integer(**_figure("Place Not Available"))
    foreign_device = fields.Integer(**_figure("Phone of Somebody Else"))
    shared_device = fields.Integer(**_figure("For Each Stranger on the Same Phone"))
    new_device = fields.Integer(**_figure("New Phone"))
    no_device = fields.Integer(**_figure("Browser without a Key"))
    late_key = fields.Integer(
        **_figure(
            "Browser Showed Its Key Late",
            "When the page was opened it had none: it may be another browser.",
        )
    )
    other_network = fields.Integer(**_figure("Not the Venue's Network"))
    moved_network = fields.Integer(**_figure("Network Changed Between Scan and Tap"))
    other_country = fields.Integer(**_figure("Network of Another Country"))
    too_fast = fields.Integer(**_figure("Travelled Too Fast"))
    late_scan = fields.Integer(**_figure("Scanned Late, at Most"))
    clock_skew = fields.Integer(**_figure("Clock of the Phone Is Off"))
    strike = fields.Integer(**_figure("For Each Earlier Try to Cheat"))
    strikes_counted = fields.Integer(**_figure("Earlier Tries Counted at Most"))
    venue_network = fields.Integer(**_figure("On the Venue's Network"))
    flag_from = fields.Integer(**_figure("Shown to the Organiser From"))
    refuse_from = fields.Integer(**_figure("Refused From"))

    _verdict_order = models.Constraint(
        "CHECK (flag_from > 0 AND refuse_from > flag_from)",
        "What is refused must weigh more than what is only shown.",
    )
    _life_range = models.Constraint(
        "CHECK (code_life BETWEEN 5 AND 120 AND clock_tolerance BETWEEN 0 AND 30"
        " AND claim_life BETWEEN 30 AND 3600)",
        "A code is good for 5 to 120 seconds, clocks may differ by up to 30, and"
        " logging in may take 30 to 3600 seconds.",
    )

    @api.depends("preset")
    def _compute_figures(self):
        for policy in self:
            policy.update(asdict(PRESETS[policy.preset or MIDDLE]))

    def _get_policy(self):
        """The figures, for the decision."""
        self.ensure_one()
        return Policy(**{name: self[name] for name in FIGURES})
