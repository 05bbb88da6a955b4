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
