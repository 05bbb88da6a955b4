"""Dates that put a member into each of the nine states."""

from dateutil.relativedelta import relativedelta

from .world import World

# How many of the 120 are in which state; the three Demirs are current besides.
STANDINGS = (
    ["current"] * 64
    + ["new"] * 13
    + ["grace"] * 8
    + ["expired"] * 9
    + ["potential"] * 7
    + ["applicant"] * 6
    + ["suspended"] * 4
    + ["resigned"] * 4
    + ["deceased"] * 2
)


def dates_of(world: World, standing: str, years_at_least: int = 1) -> dict:
    if standing == "potential":
        return {}
    if standing == "applicant":
        return {"membership_applied_on": world.days_ago(1, 20)}
    if standing == "new":
        since = world.days_ago(3, 80)
        return _unbroken(since, since + relativedelta(years=1, days=-1))
    ended = {"grace": (2, 25), "expired": (45, 400), "resigned": (60, 500)}
    if standing in ended:
        last = world.days_ago(*ended[standing])
    else:
        last = world.day(days=world.chance.randint(15, 330))
    years = max(years_at_least, world.chance.choice([1, 2, 2, 3, 4, 6, 9, 12]))
    values = _unbroken(last - relativedelta(years=years, days=-1), last)
    return values | _exit(world, standing)


def _unbroken(since, last):
    return {"member_since": since, "membership_start": since, "membership_end": last}


def _exit(world, standing):
    pick = world.chance.choice
    if standing == "suspended":
        return {
            "membership_suspended_from": world.days_ago(5, 40),
            "membership_suspended_until": world.day(days=pick([15, 30, 60])),
            "membership_reason_id": world.id_of(
                pick(["reason_dues", "reason_conduct"])
            ),
        }
    if standing == "resigned":
        reason = pick(["reason_moved", "reason_sold", "reason_costs"])
        return {
            "membership_resigned_on": world.days_ago(10, 55),
            "membership_reason_id": world.id_of(reason),
        }
    if standing == "deceased":
        return {"deceased_on": world.days_ago(30, 300)}
    return {}
