from odoo import api, fields, models
from odoo.fields import Domain

from ..tools.plan_words import get_phrases


class CommunityPlan(models.Model):
    """A plan as it is offered on the website and on the portal."""

    _inherit = "community.plan"

    @api.model
    def _get_published(self, membership_only=False):
        """Plans of the club of this website that anybody may look at."""
        domain = Domain("is_published", "=", True)
        domain &= Domain("company_id", "in", [False, self.env.company.id])
        if membership_only:
            domain &= Domain("grants_membership", "=", True)
        # sudo: what is on the website is public; visitors have no rights on plans.
        return self.sudo().search(domain)

    # ------------------------------------------------------------
    # PRICE
    # ------------------------------------------------------------

    def _get_offers(self, payer, day):
        """Price and words of these plans for somebody, by his pricelist.

        :param payer: who would pay; the public contact for a visitor
        :return: {plan id: dict}
        """
        company = self.env.company
        payer = payer.with_company(company)
        pricelist = payer.property_product_pricelist
        position = (
            self.env["account.fiscal.position"]
            .with_company(company)
            ._get_fiscal_position(payer)
        )
        terms = {
            "pricelist": pricelist,
            "currency": pricelist.currency_id or company.currency_id,
            "position": position,
            "payer": payer,
            "day": day,
        }
        terms["listed"] = self._get_listed_prices(terms)
        return {plan.id: plan._get_offer(terms) for plan in self}

    def _get_offer(self, terms):
        """Prices of one period and of joining, with taxes, as they would be billed."""
        self.ensure_one()
        fixed = [line for line in self.line_ids if not line.by_seat]
        by_seat = [line for line in self.line_ids if line.by_seat]
        joining = self.joining_product_id
        return {
            "plan": self,
            "currency": terms["currency"],
            "amount": sum(self._get_line_price(line, terms) for line in fixed),
            "seat_amount": sum(self._get_line_price(line, terms) for line in by_seat),
            "joining": self._get_total(
                joining, self._get_joining_unit_price(terms), 1.0, terms
            )
            if joining
            else 0.0,
            "rhythm": self._say_rhythm(self.interval_number, self.interval_unit),
            "allowances": [
                allowance._get_sentence() for allowance in self.allowance_ids
            ],
            "for_whom": self._get_holder_words(),
        }

    def _get_joining_unit_price(self, terms):
        if self.joining_price:
            return self._in_currency(self.joining_price, terms)
        return terms["listed"][self.joining_product_id, 1.0]

    def _get_line_price(self, line, terms):
        if line.price_mode == "fixed":
            price = self._in_currency(line.price_unit, terms)
        else:
            price = terms["listed"][line.product_id, line.quantity]
        return self._get_total(line.product_id, price, line.quantity, terms)

    def _in_currency(self, amount, terms):
        """Fixed prices are in the currency of the company."""
        company = self.company_id or self.env.company
        return company.currency_id._convert(
            amount, terms["currency"], company, terms["day"], round=False
        )

    def _get_total(self, product, price, quantity, terms):
        taxes = product.taxes_id._filter_taxes_by_company(self.env.company)
        return (
            terms["position"]
            .map_tax(taxes)
            .compute_all(
                price,
                terms["currency"],
                quantity,
                product=product,
                partner=terms["payer"],
            )["total_included"]
        )

    # ------------------------------------------------------------
    # FOR WHOM
    # ------------------------------------------------------------

    def _get_portal_words(self):
        """The plan in words; prices are shown apart, with their taxes."""
        phrases = get_phrases(self._get_facts_in_words())
        return " ".join(
            self._say(phrase) for phrase in phrases if phrase.code != "joining"
        )

    def _get_holder_words(self):
        """For whom it is, in short phrases."""
        words = []
        if self.seat_kind == "family":
            words.append(
                self.env._("For a household of up to %(limit)s", limit=self.seat_limit)
            )
        elif self.seat_kind == "corporate":
            words.append(
                self.env._("For up to %(limit)s employees", limit=self.seat_limit)
            )
        elif self.holder_kind == "company":
            words.append(self.env._("For organisations"))
        if self.age_min and self.age_max:
            words.append(
                self.env._(
                    "Age %(low)s to %(high)s", low=self.age_min, high=self.age_max
                )
            )
        elif self.age_min:
            words.append(self.env._("From age %(low)s", low=self.age_min))
        elif self.age_max:
            words.append(self.env._("Up to age %(high)s", high=self.age_max))
        if self.category_ids:
            words.append(", ".join(self.category_ids.mapped("name")))
        return words

    def _get_purchase_refusals(self, partner, day):
        """Why `partner` may not buy this plan himself; the club's inbox comes first.

        :return: list of sentences; none: he may
        """
        self.ensure_one()
        running = self._get_running_holders(partner)
        return self._get_purchase_reasons(partner, day, running)

    def _get_purchase_reasons(self, partner, day, running):
        """:param running: pairs of plan and holder that have a contract already"""
        reasons = []
        if not self.active or not self.is_published:
            reasons.append(self.env._("This plan is not sold any more."))
        if self.grants_membership and not partner._is_admitted():
            reasons.append(
                self.env._(
                    "Membership begins with an application; it is decided by the club."
                )
            )
        if partner.member_state in ("suspended", "deceased"):
            reasons.append(self.env._("The membership is suspended. Write to us."))
        if (self, partner) in running:
            reasons.append(self.env._("This subscription is running already."))
        return reasons + list(self._get_refusals(partner, day))

    def _get_running_holders(self, holders):
        """Pairs of plan and holder with a contract that has not ended."""
        groups = self.env["community.contract"]._read_group(
            Domain("partner_id", "in", holders.ids)
            & Domain("plan_id", "in", self.ids)
            & Domain("state", "not in", ("draft", "ended")),
            ["plan_id", "partner_id"],
        )
        return set(groups)

    def _get_ways_to_buy(self, holders, day):
        """For each plan: who of `holders` may buy it, and else why not.

        :return: {plan id: {"holders": records, "reasons": sentences}}
        """
        running = self._get_running_holders(holders)
        ways = {}
        for plan in self:
            refusals = {
                holder: plan._get_purchase_reasons(holder, day, running)
                for holder in holders
            }
            allowed = holders.filtered(lambda holder, found=refusals: not found[holder])
            ways[plan.id] = {
                "holders": allowed,
                "reasons": [] if allowed else plan._get_nearest_reasons(refusals),
            }
        return ways

    def _get_nearest_reasons(self, refusals):
        """Of several holders, why the one may not for whom the plan is made."""
        return next(
            (
                reasons
                for holder, reasons in refusals.items()
                if holder.is_company == (self.holder_kind == "company")
            ),
            next(iter(refusals.values()), []),
        )

    def _get_change_refusals(self, contract):
        """Why a contract may not change to this plan; none: it may."""
        self.ensure_one()
        today = fields.Date.context_today(self)
        seats = self._get_seat_refusals(contract)
        return list(self._get_refusals(contract.partner_id, today)) + list(seats)
