from odoo import api, fields, models
from odoo.exceptions import UserError

KINDS = [
    ("confirmed", "Was there: counts as attended"),
    ("annulled", "Was not there: does not count"),
]


class CommunityCheckinJudge(models.TransientModel):
    """The organiser's word about one or several tries to check in."""

    _name = "community.checkin.judge"
    _description = "Annul or Confirm Check-Ins"
    _inherit = "community.member.card.number.guard"

    attempt_ids = fields.Many2many(
        "community.checkin.attempt", string="Tries", required=True
    )
    kind = fields.Selection(KINDS, "Decision", required=True)
    is_strike = fields.Boolean(
        "Counts as a Try to Cheat",
        compute="_compute_is_strike",
        store=True,
        readonly=False,
        help="Stays on the member's record, and weighs on the next check-ins.",
    )
    note = fields.Char("Reason")
    outcome = fields.Text(compute="_compute_outcome", help="What will happen.")

    @api.depends("attempt_ids")
    def _compute_is_strike(self):
        for window in self:
            window.is_strike = any(window.attempt_ids.mapped("is_strike"))

    @api.depends("attempt_ids", "kind", "is_strike")
    def _compute_outcome(self):
        for window in self:
            window.outcome = "\n".join(window._get_outcome())

    def _get_outcome(self):
        """What will happen, in the words of whoever presses the button."""
        refused = self.attempt_ids.filtered(lambda one: one.verdict == "deny")
        given = (self.attempt_ids - refused).filtered("hand_out_id")
        admitted = self.attempt_ids - refused - given
        if given:
            yield self._get_outcome_of_given(given)
        if self.kind == "confirmed":
            if refused:
                names = self._get_names(refused)
                yield self.env._("Let in after all: %(names)s.", names=names)
            if admitted:
                names = self._get_names(admitted)
                yield self.env._("The attendance stays: %(names)s.", names=names)
        elif self.kind == "annulled":
            if admitted:
                names = self._get_names(admitted)
                yield self.env._(
                    "No longer attended, and no points: %(names)s.", names=names
                )
            if refused:
                names = self._get_names(refused)
                yield self.env._("The refusal stays: %(names)s.", names=names)
            if self.is_strike:
                yield self.env._("It is written down as a try to cheat.")

    def _get_outcome_of_given(self, given):
        names = self._get_names(given)
        if self.kind == "confirmed":
            return self.env._("Stays handed out: %(names)s.", names=names)
        return self.env._(
            "Taken back, can be handed out again: %(names)s.", names=names
        )

    def _get_names(self, attempts):
        names = [
            one.partner_id.name or one.registration_id.name or self.env._("Unknown")
            for one in attempts
        ]
        return ", ".join(dict.fromkeys(names))

    def action_apply(self):
        self.ensure_one()
        if not (self.note or "").strip():
            raise UserError(
                self.env._("Say why: it stays beside the check-in for good.")
            )
        self.attempt_ids._judge(self.kind, self.note.strip(), self.is_strike)
        return {"type": "ir.actions.act_window_close"}
