from odoo import api, fields, models
from odoo.exceptions import UserError


class CommunityAccessVisitCorrect(models.TransientModel):
    """The desk says what was right: other times, no visit at all, or one more."""

    _name = "community.access.visit.correct"
    _description = "Correct a Visit"
    _inherit = "community.member.card.number.guard"

    visit_id = fields.Many2one("community.access.visit", "Wrong Visit")
    kind = fields.Selection(
        [
            ("times", "It had other times"),
            ("void", "It never happened"),
            ("add", "A visit is missing"),
        ],
        "What Is Right",
        required=True,
        compute="_compute_values",
        store=True,
        readonly=False,
    )
    partner_id = fields.Many2one(
        "res.partner", "Person", compute="_compute_values", store=True, readonly=False
    )
    zone_id = fields.Many2one(
        "community.access.zone",
        compute="_compute_values",
        store=True,
        readonly=False,
    )
    date_in = fields.Datetime(
        "In", compute="_compute_values", store=True, readonly=False
    )
    date_out = fields.Datetime(
        "Out",
        compute="_compute_values",
        store=True,
        readonly=False,
        help="Empty: still inside.",
    )
    reason = fields.Char()
    outcome = fields.Char(compute="_compute_outcome")

    @api.depends("visit_id")
    def _compute_values(self):
        for window in self:
            visit = window.visit_id
            window.kind = "times" if visit else "add"
            window.partner_id = visit.partner_id
            window.zone_id = visit.zone_id or self.env["community.access.zone"].search(
                [], limit=1
            )
            window.date_in = visit.date_in or fields.Datetime.now()
            window.date_out = visit.date_out or fields.Datetime.now()

    @api.depends("kind", "date_in", "date_out")
    def _compute_outcome(self):
        """What will happen, before it does."""
        for window in self:
            window.outcome = window._get_outcome()

    def _get_outcome(self):
        if self.kind == "void":
            return self.env._("The visit is crossed out; the row stays to be read.")
        if self.date_in and self.date_out and self.date_out >= self.date_in:
            minutes = int((self.date_out - self.date_in).total_seconds() // 60)
            return self.env._(
                "The stay lasts %(hours)s h %(minutes)s min. The old row stays, "
                "crossed out.",
                hours=minutes // 60,
                minutes=f"{minutes % 60:02d}",
            )
        if self.date_in and not self.date_out:
            return self.env._("Counts as inside from then on.")
        return ""

    def action_apply(self):
        self.ensure_one()
        visits = self.env["community.access.visit"]
        if self.kind == "void":
            self.visit_id._correct(None, None, self.reason)
        elif self.kind == "times" and self.visit_id:
            self.visit_id._correct(self.date_in, self.date_out, self.reason)
        elif self.partner_id and self.zone_id and self.date_in:
            self.partner_id.check_access("read")
            visits._add_visit(
                self.zone_id, self.partner_id, self.date_in, self.date_out, self.reason
            )
        else:
            raise UserError(self.env._("Who was where, and since when?"))
        return {"type": "ir.actions.act_window_close"}
