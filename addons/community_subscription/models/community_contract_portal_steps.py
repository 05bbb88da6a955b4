from odoo import fields, models
from odoo.exceptions import UserError
from odoo.tools import format_amount, format_date

from .community_contract_portal import RUNNING


class CommunityContract(models.Model):
    """What a member does himself: other plan, hold, notice, renewal.

    Each step says before what it costs and moves. What was said comes back with the
    answer; when it is not true any more, nothing is done and it is said anew.
    """

    _inherit = "community.contract"

    def _refuse_when_changed(self, told, now):
        if told != now:
            raise UserError(
                self.env._("This has changed meanwhile. Look at it once more.")
            )

    # ------------------------------------------------------------
    # PLAN
    # ------------------------------------------------------------

    def _get_next_plans(self):
        """Plans that a member of this one may change to, in the same club."""
        return self.plan_id.next_plan_ids.filtered(
            lambda plan: (
                plan.active
                and plan != self.plan_id
                and plan.company_id in (self.company_id, self.env["res.company"])
            )
        )

    def _can_change_plan(self):
        return self.state in ("active", "grace") and bool(self._get_next_plans())

    def _get_plan_choices(self):
        """Each plan with its price and, where it is refused, the reasons."""
        today = fields.Date.context_today(self)
        plans = self._get_next_plans()
        offers = (plans | self.plan_id)._get_offers(self.payer_id, today)
        return [
            offers[plan.id]
            | {
                "joining": 0.0,  # paid once, on joining
                "reasons": plan._get_change_refusals(self),
                "is_current": plan == self.plan_id,
            }
            for plan in self.plan_id | plans
        ]

    def _get_preview_key(self, preview):
        """What was told before a change, short enough for a form."""
        bills = [bill for bill in preview["bills"] if bill["parts"]][:3]
        return "|".join(
            (
                fields.Date.to_string(preview["from"]),
                f"{preview['due_now']:.2f}",
                f"{preview['next_amount']:.2f}",
                *(f"{bill['pay']:.2f}" for bill in bills),
            )
        )

    def _change_plan_on_portal(self, plan, told):
        reasons = plan._get_change_refusals(self)
        if reasons:
            raise UserError(" ".join(reasons))
        self._refuse_when_changed(
            told, self._get_preview_key(self._preview_change(plan))
        )
        return self._change_plan(plan, reason=self.env._("By the member"))

    # ------------------------------------------------------------
    # HOLD
    # ------------------------------------------------------------

    def _can_hold_on_portal(self):
        plan = self.plan_id
        return (
            plan.hold_allowed
            and plan.hold_by_member
            and self.state in ("active", "hold")
        )

    def _get_hold_rules_words(self):
        """What a hold by the member costs and how long it may be, in sentences."""
        plan = self.plan_id
        words = [self._get_hold_fee_words()]
        if plan.hold_days_min > 1:
            words.append(self.env._("At least %(days)s days.", days=plan.hold_days_min))
        if plan.hold_days_max:
            words.append(
                self.env._(
                    "At most %(days)s days in a calendar year.", days=plan.hold_days_max
                )
            )
        if self.date_end:
            words.append(
                self.env._("The end of your term moves by the same number of days.")
            )
        return words

    def _get_hold_fee_words(self, fee_mode=None, percent=None):
        """What days of a hold cost; by default as the plan says."""
        plan = self.plan_id
        fee = format_amount(self.env, plan.hold_fee, self.currency_id)
        percent = plan.hold_percent if percent is None else percent
        return {
            "free": self.env._("These days cost nothing."),
            "fee": self.env._(
                "It costs %(fee)s once; the days themselves are free.", fee=fee
            ),
            "reduced": self.env._(
                "These days cost %(percent)s %% of the price.",
                percent=f"{percent:g}",
            ),
            "full": self.env._("Billing goes on as usual."),
        }[fee_mode or plan.hold_fee_mode]

    def _get_hold_preview(self, first, last):
        """What resting from `first` to `last` means, without doing it."""
        end_before = self.close_date or self.date_end

        def hold(contract):
            contract._hold("self", first, last)
            return last

        found = self._preview(hold)
        hold_facts = {
            "first": first,
            "last": last,
            "fee_mode": None,
            "percent": None,
            "end_before": end_before,
        }
        return {
            "first": first,
            "last": last,
            "days": (last - first).days + 1,
            "words": self._tell_hold(found, hold_facts),
        }

    # ------------------------------------------------------------
    # NOTICE
    # ------------------------------------------------------------

    def _can_close_on_portal(self):
        return (
            self.plan_id.close_by_member
            and self.state in RUNNING
            and not self.close_date
        )

    def _can_reopen(self):
        return (
            self.state not in ("draft", "ended")
            and bool(self.close_date)
            and self.closed_by == "member"
        )

    def _get_close_reasons(self):
        return self.env["community.member.reason"].search([("kind", "=", "resigned")])

    def _preview_close(self, last):
        """What becomes of the money when the member leaves, without doing it."""

        def close(contract):
            contract._close(date=last, by="member")
            return last

        return self._preview(close)

    def _close_on_portal(self, told, reason):
        """Give notice; the last day is the one that was shown."""
        today = fields.Date.context_today(self)
        last = self._get_close_date(today)
        self._refuse_when_changed(told, fields.Date.to_string(last))
        self._close(date=last, reason=reason, by="member")

    # ------------------------------------------------------------
    # RENEWAL
    # ------------------------------------------------------------

    def _is_renewal_offered(self):
        """Whether there is an offer; what it costs is asked on its page alone."""
        self.ensure_one()
        if self.plan_id.renewal != "ask" or self.close_date or not self.date_end:
            return False
        offered = fields.Date.subtract(
            self.date_end, days=self.plan_id.renewal_offer_days
        )
        return (
            self.state in RUNNING
            and fields.Date.context_today(self) >= offered
            and not self.plan_id._get_refusals(self.partner_id, self.date_end)
        )

    def _get_renewal_key(self, offer):
        if not offer:
            return ""
        return "|".join(
            (
                fields.Date.to_string(offer["date_from"]),
                fields.Date.to_string(offer["date_to"]),
                f"{offer['amount_total']:.2f}",
            )
        )

    def _renew_on_portal(self, offer, told):
        self._refuse_when_changed(told, self._get_renewal_key(offer))
        self._renew(number=offer["number"])
        self.message_post(
            body=self.env._(
                "Renewed on the portal by %(name)s until %(date)s.",
                name=self.env.user.name,
                date=format_date(self.env, offer["date_to"]),
            ),
            author_id=self.env.user.partner_id.id,
        )
        self._bill_term(offer["date_from"])

    def _bill_term(self, day):
        """The first invoice of a term, at once: whoever renews pays now."""
        first = self.period_ids.filtered(
            lambda row: (
                row.kind == "period" and row.state == "planned" and row.date_from >= day
            )
        ).sorted("date_from")[:1]
        if first:
            self._bill(first.bill_date)
