from odoo import api, fields, models

from ..tools.plan_eligibility import holder_refusals


class CommunityPlan(models.Model):
    """Where a plan is chosen for a member: prices, and which he cannot hold."""

    _inherit = "community.plan"

    @api.depends("price_words")
    @api.depends_context("formatted_display_name", "community_holder", "community_day")
    def _compute_display_name(self):
        """In a list of choices: with its price, or why this member cannot hold it."""
        super()._compute_display_name()
        if not self.env.context.get("formatted_display_name"):
            return
        refusals = self._get_refusals_of_holder()
        for plan in self:
            note = refusals.get(plan.id) or plan.price_words
            if note:
                plan.display_name = f"{plan.name}\t--{note}--"

    @api.model
    def name_search(self, name="", domain=None, operator="ilike", limit=100):
        """Plans that the member may hold come first; the others say why not."""
        if not self.env.context.get("community_holder"):
            return super().name_search(name, domain, operator, limit)
        found = super().name_search(name, domain, operator, None)
        plans = self.browse(plan_id for plan_id, _label in found)
        refusals = plans._get_refusals_of_holder()
        found.sort(key=lambda choice: choice[0] in refusals)
        return found[:limit] if limit else found

    def _get_refusals_of_holder(self):
        """{plan id: why the member in the context may not hold it}"""
        context = self.env.context
        holder = self.env["res.partner"].browse(context.get("community_holder") or ())
        # Ages and households are read behind it: only for who makes contracts.
        may_ask = self.env["community.contract"].has_access("create")
        if not may_ask or not holder.exists() or not holder.has_access("read"):
            return {}
        day = fields.Date.to_date(context.get("community_day"))
        day = day or fields.Date.context_today(self)
        facts, found = holder._get_holder(), {}
        for plan in self:
            if refusals := holder_refusals(plan._get_rules(), facts, day):
                found[plan.id] = plan._say_shortly(refusals)
        return found

    def _say_shortly(self, refusals):
        """Beside the name of the plan, so that a glance is enough."""
        self.ensure_one()
        words = {
            "deceased": self.env._("the member has died"),
            "category": self.env._(
                "only for %(names)s", names=", ".join(self.category_ids.mapped("name"))
            ),
            "person": self.env._("for persons"),
            "company": self.env._("for organisations"),
            "corporate": self.env._("for organisations"),
            "household": self.env._("for households"),
            "birthdate": self.env._("birth date not known"),
            "too_young": self.env._("from age %(age)s", age=self.age_min),
            "too_old": self.env._("up to age %(age)s", age=self.age_max),
        }
        reasons = dict.fromkeys(words[refusal.code] for refusal in refusals)
        return self.env._("not possible: %(reasons)s", reasons=", ".join(reasons))
