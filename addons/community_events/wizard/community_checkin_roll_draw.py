from odoo import api, fields, models

NAMES = 10


class CommunityCheckinRollDraw(models.TransientModel):
    """How many names a roll call asks for; says first whom."""

    _name = "community.checkin.roll.draw"
    _description = "Draw a Roll Call"
    _inherit = "community.member.card.number.guard"

    event_id = fields.Many2one(
        "event.event", required=True, readonly=True, ondelete="cascade"
    )
    number = fields.Integer("Names", default=NAMES, required=True)
    outcome = fields.Text(compute="_compute_outcome")
    last_id = fields.Many2one("community.checkin.roll", compute="_compute_last_id")
    last_headline = fields.Char(related="last_id.headline")
    last_meaning = fields.Text(related="last_id.meaning")

    @api.depends("event_id")
    def _compute_last_id(self):
        for window in self:
            window.event_id._check_may_call_roll()
            window.last_id = window.event_id.roll_ids[:1]

    @api.depends("event_id", "number")
    def _compute_outcome(self):
        for window in self:
            window.event_id._check_may_call_roll()
            attempts = window.event_id._get_roll_attempts()
            refusal = window.event_id._get_roll_refusal(attempts, window.number)
            window.outcome = refusal or window._get_words(len(attempts))

    def _get_words(self, population):
        if self.number >= population:
            return self.env._(
                "All %(population)s who came in with the venue's code and were not "
                "asked before are looked for.",
                population=population,
            )
        return self.env._(
            "%(population)s came in with the venue's code and were not asked before. "
            "%(number)s of them are looked for: up to half are the check-ins with the "
            "most hints, the others are drawn by chance.",
            population=population,
            number=self.number,
        )

    def action_draw(self):
        """Draw the names, and show them."""
        self.ensure_one()
        self.event_id._check_may_call_roll()
        return self.event_id._draw_roll(self.number)._open()

    def action_open_last(self):
        """The last roll call, also when all of its names are answered."""
        self.ensure_one()
        self.event_id._check_may_call_roll()
        return self.last_id._open()
