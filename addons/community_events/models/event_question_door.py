from odoo import fields, models


class EventQuestion(models.Model):
    _inherit = "event.question"

    at_the_door = fields.Boolean(
        "Asked at the Door",
        help="The steward asks when the ticket is scanned; the website does not.",
    )

    def _prepare_door_answer(self, answer):
        """Values of an answer that fits this question, None for any other."""
        self.ensure_one()
        if self.question_type == "simple_choice":
            if answer not in self.answer_ids.ids:
                return None
            return {"question_id": self.id, "value_answer_id": answer}
        text = answer.strip() if isinstance(answer, str) else ""
        return {"question_id": self.id, "value_text_box": text} if text else None


class EventEvent(models.Model):
    """Questions of the door stay out of the form on the website."""

    _inherit = "event.event"

    general_question_ids = fields.Many2many(
        domain=[("once_per_order", "=", True), ("at_the_door", "=", False)]
    )
    specific_question_ids = fields.Many2many(
        domain=[("once_per_order", "=", False), ("at_the_door", "=", False)]
    )

    def _get_door_questions(self):
        """Choices and texts; name and address were asked when the seat was booked."""
        return self.question_ids.filtered(
            lambda question: (
                question.at_the_door
                and question.question_type in ("simple_choice", "text_box")
            )
        )
