"""By which right somebody comes in, or the nearest reason why none helps."""

from .gate_inside import remembered
from .gate_types import Question, Quota, Reason, Right, Stand, World
from .opening_hours import closes_at, is_open, opens_at
from .visit_tariff import paid_until

# Why a right did not help, the one that is nearest to helping first.
NEAREST = (
    "wallet_low",
    "out_of_hours",
    "visits_used",
    "not_started",
    "past_due",
    "hold",
    "not_accepted",
    "ended",
    "no_right_here",
)


def choose_right(ask: Question) -> tuple[Right | None, Reason | None]:
    """The right by which somebody comes in, or the nearest reason why none helps.

    Of several the one is taken that costs least and lasts longest: without a price,
    without a limit of time, without a count.
    """
    good, missing = [], []
    for right in ask.found.rights:
        why_not = _why_not(right, ask)
        if why_not:
            missing.append(why_not)
        else:
            good.append(right)
    if good:
        return min(good, key=lambda one: _cost(one, ask)), None
    if missing:
        return None, min(missing, key=_distance)
    code, fix = ask.found.lack
    return None, Reason(code, fix=fix)


def is_exempt(ask: Question) -> bool:
    """Whether one of the rights that open now lets somebody come in twice."""
    return any(one.exempt and not _why_not(one, ask) for one in ask.found.rights)


def stand_at(right: Right, now: int) -> Stand:
    """How a right stands now; after the last stretch it has ended."""
    for stand in right.stands:
        if stand.since <= now and (not stand.until or now < stand.until):
            return stand
    if right.stands and now < right.stands[0].since:
        first = right.stands[0].since
        return Stand(0, first, "not_started", "come_later", {"from": first})
    return Stand(0, 0, "ended", "renew")


def visits_in(quota: Quota, right: Right, ask: Question) -> int:
    """How often somebody came by a right in the stretch that runs."""
    since, count = ask.presence.counts.get(right.key, (0, 0))
    return count if since >= quota.start(ask.now) else 0


def stay_until(right: Right, now: int, world: World) -> int:
    """Until when somebody who comes in now has paid to stay; 0: no limit.

    Where nothing is asked for a longer stay there is no limit that a gate looks at.
    """
    if not right.tariff:
        return 0
    schedule = world.schedules.get(right.hours) if right.hours else None
    return paid_until(now, right.minutes, closes_at(schedule, now))


def _why_not(right: Right, ask: Question) -> Reason | None:
    if ask.door.zone not in right.zones:
        return Reason("no_right_here", {"name": right.name}, "choose_plan")
    stand = stand_at(right, ask.now)
    if stand.code:
        return Reason(stand.code, {"name": right.name, **stand.facts}, stand.fix)
    return (
        _why_not_now(right, ask)
        or _why_not_again(right, ask)
        or _why_not_paid(right, ask)
    )


def _why_not_now(right: Right, ask: Question) -> Reason | None:
    if not right.hours:
        return None
    schedule = ask.world.schedules.get(right.hours)
    # Hours that are not known here are not open.
    if schedule is not None and is_open(schedule, ask.now):
        return None
    opens = opens_at(schedule, ask.now) if schedule is not None else 0
    return Reason("out_of_hours", {"name": right.name, "opens": opens}, "come_later")


def _why_not_again(right: Right, ask: Question) -> Reason | None:
    """Who is inside goes to and fro by the same visit."""
    if not right.quota or not ask.door.counts or ask.door.zone in remembered(ask):
        return None
    used = visits_in(right.quota, right, ask)
    if used < right.quota.most:
        return None
    facts = {"name": right.name, "used": used, "most": right.quota.most}
    return Reason("visits_used", facts, "buy_visits")


def _why_not_paid(right: Right, ask: Question) -> Reason | None:
    """Who is inside has paid for this visit."""
    balance = ask.found.balance
    if right.price <= balance or ask.door.zone in remembered(ask):
        return None
    return Reason("wallet_low", {"price": right.price, "balance": balance}, "top_up")


def _cost(right: Right, ask: Question) -> tuple:
    until = stay_until(right, ask.now, ask.world)
    return (right.price, until != 0, -until, right.quota is not None, right.key)


def _distance(reason: Reason) -> tuple:
    code = reason.code
    place = NEAREST.index(code) if code in NEAREST else len(NEAREST)
    return (place, reason.facts.get("opens") or 0, str(reason.facts.get("name")))
