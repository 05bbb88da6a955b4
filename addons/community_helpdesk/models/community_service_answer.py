from odoo import fields, models


class CommunityServiceAnswer(models.Model):
    """What the officer wrote on a line of the worksheet."""

    _name = "community.service.answer"
    _description = "Answer on a Worksheet"
    _inherit = [
        "community.member.card.number.guard",
        "community.service.abstract.line",
    ]
    _order = "form_id, sequence, id"
    _rec_name = "value"

    form_id = fields.Many2one(
        "community.service.form", required=True, index=True, ondelete="cascade"
    )
    question_id = fields.Many2one(
        "community.service.question", required=True, index=True, ondelete="restrict"
    )
    sequence = fields.Integer(related="question_id.sequence", store=True)
    is_required = fields.Boolean(related="question_id.is_required")
    kind = fields.Selection(related="question_id.kind")
    value = fields.Char("Answer")

    _once = models.UniqueIndex(
        "(form_id, question_id)", "Each question is answered once."
    )

    def _say(self):
        """The answer as people read it."""
        self.ensure_one()
        if self.kind == "yes_no":
            words = {"yes": self.env._("Yes"), "no": self.env._("No")}
            return words.get(self.value, "")
        return self.value or ""
