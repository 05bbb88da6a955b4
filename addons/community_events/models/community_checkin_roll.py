from odoo import api, fields, models
from odoo.tools import format_time

from ..tools.roll_call import CHANCE, HINT, Answers, tell


class CommunityCheckinRoll(models.Model):
    """A roll call: some of those who came with the venue's code are looked for.

    It is the answer to a friend in the room who films the screen for somebody else. The
    names are drawn once; each is answered once (see the lines).
    """

    _name = "community.checkin.roll"
    _description = "Roll Call"
    _inherit = ["community.member.card.number.guard", "community.pen.guard"]
    _order = "at DESC, id DESC"

    _pen = "roll"

    event_id = fields.Many2one(
        "event.event", required=True, readonly=True, index=True, ondelete="restrict"
    )
    company_id = fields.Many2one(
        related="event_id.company_id", store=True, index="btree_not_null"
    )
    user_id = fields.Many2one(
        "res.users", "By", required=True, readonly=True, ondelete="restrict"
    )
    at = fields.Datetime(required=True, readonly=True)
    population = fields.Integer(
        "Could Be Asked",
        readonly=True,
        help="Came with the venue's code, inside, not asked before and not decided "
        "about by an organiser.",
    )
    line_ids = fields.One2many("community.checkin.roll.line", "roll_id", readonly=True)
    asked_count = fields.Integer("Names", compute="_compute_counts")
    here_count = fields.Integer("Here", compute="_compute_counts")
    missing_count = fields.Integer("Not Here", compute="_compute_counts")
    home_count = fields.Integer("Went Home", compute="_compute_counts")
    open_count = fields.Integer("Still Open", compute="_compute_counts")
    headline = fields.Char("Result", compute="_compute_words")
    meaning = fields.Text("What It Means", compute="_compute_words")

    def _get_pen_refusal(self):
        return self.env._(
            "A roll call is drawn by chance and answered with its buttons; it is not "
            "edited or deleted."
        )

    @api.depends("at", "event_id.date_tz")
    @api.depends_context("lang")
    def _compute_display_name(self):
        for roll in self:
            roll.display_name = self.env._(
                "Roll call at %(time)s", time=roll._get_time()
            )

    def _get_time(self):
        """When it was, by the clock of the venue."""
        self.ensure_one()
        tz = self.event_id.date_tz or "UTC"
        return format_time(self.env, self.at, tz=tz, time_format="short")

    @api.depends("line_ids.answer")
    def _compute_counts(self):
        for roll in self:
            found = [roll._count_answers(chosen) for chosen in (HINT, CHANCE)]
            roll.asked_count = sum(one.asked for one in found)
            roll.here_count = sum(one.here for one in found)
            roll.missing_count = sum(one.missing for one in found)
            roll.home_count = sum(one.home for one in found)
            roll.open_count = sum(one.still_open for one in found)

    def _count_answers(self, chosen):
        """:return: ``tools.roll_call.Answers`` of one half of the names"""
        self.ensure_one()
        answers = self.line_ids.filtered(lambda line: line.chosen == chosen).mapped(
            "answer"
        )
        return Answers(
            here=answers.count("here"),
            missing=answers.count("missing"),
            home=answers.count("home"),
            still_open=answers.count(False),
        )

    @api.depends("line_ids.answer", "population")
    @api.depends_context("lang")
    def _compute_words(self):
        for roll in self:
            roll.headline = roll._get_headline()
            roll.meaning = roll._get_meaning()

    def _get_headline(self):
        facts = {
            "missing": self.missing_count,
            "asked": self.asked_count,
            "open": self.open_count,
        }
        if self.open_count:
            return self.env._(
                "Not here: %(missing)s of %(asked)s, still open: %(open)s",
                **facts,
            )
        return self.env._("Not here: %(missing)s of %(asked)s", **facts)

    def _get_meaning(self):
        """What the answers say about everybody who came with the code."""
        if self.population and self.population == self.asked_count:
            return self.env._("Everybody who came with the code was asked.")
        found = tell(
            self.population, self._count_answers(HINT), self._count_answers(CHANCE)
        )
        if found is None:
            return self.env._(
                "With the answers it is said here what they mean for the others."
            )
        facts = {
            "population": found.population,
            "likely": found.likely,
            "least": found.at_least,
            "most": found.at_most,
        }
        if found.likely is None:
            return self.env._(
                "Of %(population)s who came with the code, between %(least)s and "
                "%(most)s may not be there, with 95 %% certainty. Names that are still "
                "open count both ways.",
                **facts,
            )
        if not found.likely:
            return self.env._(
                "Of %(population)s who came with the code, at most %(most)s may not be "
                "there, with 95 %% certainty. Ask more names to be surer.",
                **facts,
            )
        return self.env._(
            "Of %(population)s who came with the code, about %(likely)s may not be "
            "there; with 95 %% certainty between %(least)s and %(most)s.",
            **facts,
        )

    def _open(self):
        """The screen on which the names are answered."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.display_name,
            "res_model": self._name,
            "res_id": self.id,
            "view_mode": "form",
            "views": [(False, "form")],
        }

    def action_ask_more(self):
        """More names, out of those who were not asked yet."""
        self.ensure_one()
        return self.event_id._open_roll_window()
