from odoo import api, fields, models
from odoo.exceptions import ValidationError

QUESTION_KINDS = [
    ("text", "Text"),
    ("number", "Number"),
    ("yes_no", "Yes or No"),
    ("choice", "One of a List"),
]


class CommunityServiceQuestion(models.Model):
    """A line of the worksheet of a service type."""

    _name = "community.service.question"
    _description = "Worksheet Line"
    _inherit = "community.member.card.number.guard"
    _order = "type_id, sequence, id"

    type_id = fields.Many2one(
        "community.service.type", required=True, index=True, ondelete="cascade"
    )
    sequence = fields.Integer(default=10)
    name = fields.Char("Question", required=True, translate=True)
    kind = fields.Selection(QUESTION_KINDS, required=True, default="text")
    choices = fields.Text(
        "List", translate=True, help="One choice on each line, for lists alone."
    )
    is_required = fields.Boolean("Required")

    @api.constrains("kind", "choices")
    def _check_choices(self):
        for question in self:
            if question.kind == "choice" and len(question._get_choices()) < 2:
                raise ValidationError(
                    self.env._(
                        "“%(name)s”: write two choices at least, one on each line.",
                        name=question.name,
                    )
                )

    def _get_choices(self):
        """:return: list of str; empty for other kinds"""
        self.ensure_one()
        if self.kind != "choice":
            return []
        lines = (self.choices or "").splitlines()
        return [line.strip() for line in lines if line.strip()]
