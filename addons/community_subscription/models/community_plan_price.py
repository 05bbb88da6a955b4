from collections import defaultdict

from odoo import api, fields, models
from odoo.tools import format_amount


class CommunityPlan(models.Model):
    """What a plan costs for a period, in words, wherever a plan is chosen."""

    _inherit = "community.plan"

    price_words = fields.Char(
        "Price",
        compute="_compute_price_words",
        help="Of one period, with taxes, as it is for whoever has no price list of "
        "his own.",
    )

    @api.depends(
        "company_id",
        "interval_number",
        "interval_unit",
        "kind",
        "line_ids.by_seat",
        "line_ids.price_mode",
        "line_ids.price_unit",
        "line_ids.product_id",
        "line_ids.quantity",
    )
    @api.depends_context("lang", "company")
    def _compute_price_words(self):
        today = fields.Date.context_today(self)
        for company, plans in self.grouped("company_id").items():
            # sudo: prices with taxes, shown to whoever may see the plans
            plans_sudo = plans.sudo().with_company(company or self.env.company)
            visitor = plans_sudo.env.ref("base.public_partner")
            offers = plans_sudo._get_offers(visitor, today)
            for plan in plans:
                plan.price_words = plan._say_price(offers[plan.id])

    def _say_price(self, offer):
        """The sentence of an offer, see `_get_offers`."""
        self.ensure_one()

        def say(amount):
            return format_amount(self.env, amount, offer["currency"])

        if self.kind == "usage":
            return self.env._("By usage")
        if not self.line_ids:
            return ""
        rhythm = offer["rhythm"]
        amount, seat_amount = say(offer["amount"]), say(offer["seat_amount"])
        if not offer["seat_amount"]:
            return self.env._("%(amount)s %(rhythm)s", amount=amount, rhythm=rhythm)
        if not offer["amount"]:
            return self.env._(
                "%(amount)s %(rhythm)s for each seat",
                amount=seat_amount,
                rhythm=rhythm,
            )
        return self.env._(
            "%(amount)s %(rhythm)s, and %(seat)s for each seat",
            amount=amount,
            rhythm=rhythm,
            seat=seat_amount,
        )

    def _get_listed_prices(self, terms):
        """{(product, quantity): price} of all these plans, looked up at once."""
        wanted = defaultdict(self.env["product.product"].browse)
        for plan in self:
            for line in plan.line_ids:
                if line.price_mode == "pricelist":
                    wanted[line.quantity] |= line.product_id
            if not plan.joining_price:
                wanted[1.0] |= plan.joining_product_id
        found = {}
        for quantity, products in wanted.items():
            prices = terms["pricelist"]._get_products_price(
                products, quantity, currency=terms["currency"], date=terms["day"]
            )
            for product in products:
                found[product, quantity] = prices[product.id]
        return found

    # ------------------------------------------------------------
    # WHERE A PLAN IS CHOSEN
    # ------------------------------------------------------------

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
        refusals = {plan.id: plan._get_refusals(holder, day) for plan in self}
        return {plan: " ".join(reasons) for plan, reasons in refusals.items()}

    @api.model
    def name_search(self, name="", domain=None, operator="ilike", limit=100):
        """Plans that the member may hold come first; the others say why not."""
        if not self.env.context.get("community_holder"):
            return super().name_search(name, domain, operator, limit)
        found = super().name_search(name, domain, operator, None)
        plans = self.browse(plan_id for plan_id, _label in found)
        refusals = plans._get_refusals_of_holder()
        found.sort(key=lambda choice: bool(refusals.get(choice[0])))
        return found[:limit] if limit else found
