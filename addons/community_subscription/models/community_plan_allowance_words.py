from odoo import models
from odoo.tools import float_repr


class CommunityPlanAllowance(models.Model):
    """What is included, in words that a member understands."""

    _inherit = "community.plan.allowance"

    def _get_quantity_words(self):
        self.ensure_one()
        if self.is_unlimited:
            return self.env._("unlimited")
        number = float_repr(self.quantity, 2).rstrip("0").rstrip(".")
        plan = self.plan_id
        return self.env._(
            "%(number)s %(rhythm)s",
            number=number,
            rhythm=plan._say_rhythm(plan.interval_number, plan.interval_unit),
        )

    def _get_sentence(self):
        label = dict(self._fields["kind"]._description_selection(self.env))[self.kind]
        if self.kind == "support":
            return label
        return self.env._(
            "%(kind)s: %(quantity)s", kind=label, quantity=self._get_quantity_words()
        )
