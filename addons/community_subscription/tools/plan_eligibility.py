"""Who may hold a plan. Pure functions over plain facts; nothing here knows Odoo.

A refusal is a code with what is needed to say it in words; the model translates it.
"""

from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple


class Refusal(NamedTuple):
    code: str
    values: dict


@dataclass(frozen=True)
class PlanRules:
    category_ids: frozenset[int] = frozenset()
    holder_kind: str = "anybody"
    age_min: int = 0
    age_max: int = 0
    seat_kind: str = "none"
    seat_limit: int = 0


@dataclass(frozen=True)
class Holder:
    category_ids: frozenset[int] = frozenset()
    is_company: bool = False
    born: date | None = None
    has_household: bool = False
    deceased_on: date | None = None


@dataclass(frozen=True)
class Seat:
    """Somebody's time in a contract; `ends` None: until somebody ends it."""

    begins: date
    ends: date | None = None
    same_household: bool = field(default=True, compare=False)
    is_employee: bool = field(default=True, compare=False)


def age_on(born: date, day: date) -> int:
    """Return the age in full years; born on 29 February one turns on 1 March."""
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def holder_refusals(rules: PlanRules, holder: Holder, day: date) -> list[Refusal]:
    """Return why somebody may not hold a plan from `day` on; empty: may."""
    refusals = []
    if holder.deceased_on and holder.deceased_on <= day:
        refusals.append(Refusal("deceased", {"day": holder.deceased_on}))
    if rules.category_ids and not rules.category_ids & holder.category_ids:
        refusals.append(Refusal("category", {}))
    if rules.holder_kind == "person" and holder.is_company:
        refusals.append(Refusal("person", {}))
    if rules.holder_kind == "company" and not holder.is_company:
        refusals.append(Refusal("company", {}))
    if rules.seat_kind == "corporate" and not holder.is_company:
        refusals.append(Refusal("corporate", {}))
    if rules.seat_kind == "family" and not holder.has_household:
        refusals.append(Refusal("household", {}))
    return refusals + _age_refusals(rules, holder, day)


def _age_refusals(rules: PlanRules, holder: Holder, day: date) -> list[Refusal]:
    if not (rules.age_min or rules.age_max) or holder.is_company:
        return []
    if not holder.born:
        return [Refusal("birthdate", {})]
    age = age_on(holder.born, day)
    if age < rules.age_min:
        return [Refusal("too_young", {"age": age, "limit": rules.age_min})]
    if rules.age_max and age > rules.age_max:
        return [Refusal("too_old", {"age": age, "limit": rules.age_max})]
    return []


def seats_in_use(seats: list[Seat], day: date) -> int:
    return sum(
        seat.begins <= day and (seat.ends is None or seat.ends >= day) for seat in seats
    )


def most_seats_in_use(seats: list[Seat]) -> int:
    """Return the most seats that are in use on one day; it is the day one begins."""
    begun = [seat for seat in seats if seat.ends is None or seat.ends >= seat.begins]
    return max((seats_in_use(begun, seat.begins) for seat in begun), default=0)


def seat_refusals(rules: PlanRules, seats: list[Seat]) -> list[Refusal]:
    """Return why these people may not sit in a contract of the plan together."""
    refusals = []
    if rules.seat_kind == "none" and seats:
        return [Refusal("no_seats", {})]
    most = most_seats_in_use(seats)
    if rules.seat_limit and most > rules.seat_limit:
        refusals.append(
            Refusal("seats_full", {"limit": rules.seat_limit, "used": most})
        )
    if rules.seat_kind == "family" and not all(s.same_household for s in seats):
        refusals.append(Refusal("other_household", {}))
    if rules.seat_kind == "corporate" and not all(s.is_employee for s in seats):
        refusals.append(Refusal("not_employee", {}))
    return refusals
