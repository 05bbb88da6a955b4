from datetime import timedelta

from dateutil.relativedelta import relativedelta

from odoo import models

from odoo.addons.community_members.tools.member_state import shift, standing_on

from ..tools.gate_types import Bar, Pass, Quota, Right, Stand
from ..tools.right_spans import change_after, clip, stands_of

NOT_BY_PLAN = Stand(0, 0, "ended", "renew")
NOT_BY_AGE = Stand(0, 0, "not_this_age", "choose_plan")
NOT_BOOKED = Stand(0, 0, "no_booking", "book")
NOT_BY_SEAT = Stand(0, 0, "ended", "renew")
DAY = timedelta(days=1)
# Whom a rule is for, by what the register says.
GENDER_OF = {"women": "female", "men": "male"}
LENGTHS = {"day": 86_400, "week": 7 * 86_400}


class CommunityAccessPass(models.Model):
    """Turns the facts of one credential into the row that a gate looks up."""

    _inherit = "community.access.pass"

    def _compile(self, gathered):
        """:return: the `Pass` of one credential"""
        self.ensure_one()
        # sudo: the row says what opens a gate; who reads it is another question.
        credential = self.sudo().credential_id
        facts = gathered[credential.company_id]
        partner = credential.partner_id
        values = {
            "credential": credential.id,
            "partner": partner.id or 0,
            "state": credential.state,
            "is_admin": credential.is_admin,
        }
        if credential.expires_on:
            values["expires"] = facts.moment(credential.expires_on + DAY)
        if partner and credential.state == "issued":
            values.update(self._compile_holder(partner, facts))
        return Pass(**values)

    def _compile_holder(self, partner, facts):
        rights = []
        for rule in facts.rules:
            rights.extend(self._compile_rule(rule, partner, facts))
        return {
            "bars": tuple(self._compile_bars(partner)),
            "rights": tuple(rights),
            "lack": (
                "no_right" if facts.contracts.get(partner) else "no_contract",
                "choose_plan",
            ),
            "balance": facts.balances.get(partner, 0),
            **self._compile_escort(partner, facts),
        }

    def _compile_bars(self, partner):
        """Hook: what stops somebody whatever rights there are."""
        if not partner.active:
            yield Bar("not_active")
        if partner.access_stop:
            message = partner.access_stop_reason or ""
            yield Bar("stopped", facts={"message": message})

    def _compile_escort(self, partner, facts):
        born = partner.birthdate_date
        age = self.company_id.access_escort_age
        if not born or not any(zone.needs_escort for zone in facts.zones):
            return {}
        return {
            "escort_until": facts.moment(born + relativedelta(years=age)),
            "escorts": tuple(partner.guardian_id.ids),
        }

    # ---- rights of one rule --------------------------------------------------

    def _compile_rule(self, rule, partner, facts):
        """The rights that a rule gives: one, or one for each contract."""
        if not self._fits(rule, partner):
            return
        zones = self._get_zones(rule, partner, facts)
        if not zones:
            return
        for key, name, stands, quota in self._get_grounds(rule, partner, facts):
            yield Right(
                key=f"r{rule.id}{key}",
                name=name,
                zones=zones,
                stands=self._clip_bookings(
                    rule,
                    partner,
                    facts,
                    self._clip_age(rule, partner, facts, stands),
                ),
                hours=rule.hours_id.id or 0,
                quota=quota,
                minutes=rule.minutes,
                tariff=rule.tariff_id.id or 0,
                price=rule.currency_id._to_minor(rule.entry_price),
                exempt=rule.is_passback_exempt,
            )

    def _fits(self, rule, partner):
        """What does not change by the calendar."""
        if rule.category_ids and not (
            rule.category_ids
            & (partner.member_category_ids | partner.member_category_id)
        ):
            return False
        if rule.rank_ids and partner.rank_id not in rule.rank_ids:
            return False
        if rule.gender != "any" and partner.gender != GENDER_OF[rule.gender]:
            return False
        return bool(partner.birthdate_date) or not (rule.age_min or rule.age_max)

    def _get_zones(self, rule, partner, facts):
        zones = rule.zone_ids.filtered("active") or facts.zones
        if rule.scope == "home" and partner.access_site_id:
            zones = zones.filtered(lambda zone: zone.site_id == partner.access_site_id)
        return tuple(sorted(zones.ids))

    def _get_grounds(self, rule, partner, facts):
        """(key, name, stands, quota) of what the rule asks for"""
        if rule.basis == "anybody":
            yield "", rule.name, (Stand(0, 0),), self._get_quota(rule, facts)
        elif rule.basis == "membership":
            stands = self._get_member_stands(partner, facts)
            yield "", rule.name, stands, self._get_quota(rule, facts)
        else:
            for contract, seat in facts.contracts.get(partner, ()):
                found = self._get_contract_ground(rule, contract, seat, facts)
                if found:
                    yield found

    def _get_contract_ground(self, rule, contract, seat, facts):
        stands = facts.stands[contract]
        if rule.plan_ids:
            stands = self._clip_plans(rule, contract, facts, stands)
        if not stands:
            return None
        if seat:
            until = facts.moment(seat.date_to + DAY) if seat.date_to else 0
            since = facts.moment(seat.date_from)
            stands = clip(stands, since, until, NOT_BY_SEAT)
        quota = self._get_quota(rule, facts, contract)
        return f"c{contract.id}", contract.plan_id.name, stands, quota

    def _clip_plans(self, rule, contract, facts, stands):
        """Only while the contract is on one of the rule's plans; () if it never is."""
        steps = contract._get_plan_steps()
        pieces = []
        for place, (day, plan) in enumerate(steps):
            if plan not in rule.plan_ids:
                continue
            since = facts.moment(day) if place else 0
            later = steps[place + 1][0] if place + 1 < len(steps) else None
            until = facts.moment(later) if later else 0
            pieces.append(clip(stands, since, until, NOT_BY_PLAN))
        return _first_open(pieces)

    def _clip_age(self, rule, partner, facts, stands):
        if not rule.age_min and not rule.age_max:
            return stands
        born = partner.birthdate_date
        since = facts.moment(born + relativedelta(years=rule.age_min))
        until = 0
        if rule.age_max:
            until = facts.moment(born + relativedelta(years=rule.age_max + 1))
        return clip(stands, max(since, 0) if rule.age_min else 0, until, NOT_BY_AGE)

    def _clip_bookings(self, rule, partner, facts, stands):
        """Only in the time of what was booked; () of stretches is never."""
        if not rule.needs_booking:
            return stands
        pieces = [
            clip(stands, since, until, NOT_BOOKED)
            for since, until in self._get_booked_spans(rule, partner, facts)
        ]
        return _first_open(pieces) or (NOT_BOOKED,)

    def _get_booked_spans(self, rule, partner, facts):
        """Hook: [(from, until)] of what somebody booked in the zones of a rule.

        What takes bookings, such as classes or courts, adds them; seconds since 1970.
        """
        return []

    def _get_member_stands(self, partner, facts):
        """Membership over the coming days, by the rules on dates of the register."""
        if not partner.in_member_register:
            return (Stand(0, 0, "no_member", "join"),)
        rules = self.env["community.member.state.rule"]._get_rules()
        known = partner._get_state_facts()

        def judge(day):
            standing = standing_on(known, rules, day)
            if standing.counts_as_member:
                return ("", "", {})
            return ("membership", "renew", {"state": standing.state})

        days = [
            shift(getattr(known, bound.event), bound) + extra
            for rule in rules
            for bound, extra in ((rule.start, timedelta(0)), (rule.end, DAY))
            if bound and getattr(known, bound.event)
        ]
        return stands_of(
            facts.today, facts.last, change_after(days), judge, facts.moment
        )

    # ---- how often -----------------------------------------------------------

    def _get_quota(self, rule, facts, contract=None):
        most = rule.quota
        period = rule.quota_period
        if rule.use_allowance and contract:
            allowed = contract._get_allowance("visits", facts.today)
            most, period = (0 if allowed is None else int(allowed)), "contract"
            if allowed is None:
                return None
        elif not most:
            return None
        first, last = self._get_quota_days(period, facts, contract)
        return Quota(
            most,
            facts.moment(first),
            facts.moment(last + DAY),
            LENGTHS.get(period, 0),
        )

    def _get_quota_days(self, period, facts, contract):
        """First and last day of the stretch that runs."""
        today = facts.today
        if period == "day":
            return today, today
        if period == "week":
            first = today - timedelta(days=today.weekday())
            return first, first + timedelta(days=6)
        if period == "contract" and contract:
            row = contract.period_ids.filtered(
                lambda row: (
                    row.kind == "period" and row.date_from <= today <= row.date_to
                )
            )[:1]
            if row:
                return row.date_from, row.date_to
        first = today.replace(day=1)
        return first, first + relativedelta(months=1) - DAY


def _first_open(pieces):
    """Of several stretches of plans the stands in which one of them opens."""
    if len(pieces) < 2:
        return pieces[0] if pieces else ()
    edges = sorted({stand.since for piece in pieces for stand in piece})
    found = []
    for place, since in enumerate(edges):
        until = edges[place + 1] if place + 1 < len(edges) else 0
        stands = [_at(piece, since) for piece in pieces]
        best = min(stands, key=lambda stand: bool(stand.code))
        found.append(best._replace(since=since, until=until))
    return tuple(found)


def _at(stands, moment):
    return next(
        stand
        for stand in stands
        if stand.since <= moment and (not stand.until or moment < stand.until)
    )
