"""The plain words of `golden_gate.toml`, turned into what a gate is asked.

A case begins with Monday 2 March 2026, 10:00 in Istanbul, an issued band whose plan is
paid and good for zone 1, and a gate into zone 1 that asks for nothing more.
"""

import re
from datetime import UTC, datetime, timedelta

from ..tools.gate_types import (
    Bar,
    Door,
    Pass,
    Presence,
    Question,
    Quota,
    Right,
    Stand,
    Stay,
    World,
)

AHEAD = 3 * 3600
MONDAY = int(datetime(2026, 3, 2, tzinfo=UTC).timestamp()) - AHEAD
DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
# 8:00 to 22:00 on each day, and a tariff that knows every part.
HOURS = {
    "week": [[day * 1440 + 480, day * 1440 + 1320] for day in range(7)],
    "closed": [],
    "clock": [[0, AHEAD]],
}
TARIFF = {
    "courtesy": 10,
    "bands": [[30, 500], [60, 900]],
    "step": 30,
    "step_price": 400,
    "most": 2500,
}
CODES = {
    "unpaid": ("past_due", "pay"),
    "on hold": ("hold", "end_hold"),
    "ended": ("ended", "renew"),
    "not accepted": ("not_accepted", "accept"),
}


def moment(text):
    """``Tue 09:30:05`` as seconds since 1970."""
    day, clock = text.split()
    parts = [int(part) for part in clock.split(":")]
    hour, minute, second = [*parts, 0][:3]
    step = timedelta(days=DAYS.index(day), hours=hour, minutes=minute, seconds=second)
    return MONDAY + int(step.total_seconds())


class Scene:
    """Facts as they are told, one after the other."""

    def __init__(self):
        self.now, self.side = moment("Mon 10:00"), "in"
        self.found = {"credential": 1, "partner": 7}
        self.plans = [self._plan("Plan")]
        self.door = {"gate": 1, "zone": 1}
        self.world = {"schedules": {1: dict(HOURS)}, "tariffs": {1: TARIFF}}
        self.presence = {"stays": {}, "last_in": {}, "counts": {}}

    def _plan(self, name, **values):
        stands = (Stand(0, 0),)
        return {"key": name, "name": name, "zones": (1,), "stands": stands, **values}

    def tell(self, fact):
        for pattern, tell in WORDS.items():
            found = re.fullmatch(pattern, fact)
            if found:
                return tell(self, *found.groups())
        raise ValueError(f"unknown words: {fact!r}")

    def ask(self):
        found = None
        if self.found is not None:
            rights = tuple(Right(**plan) for plan in self.plans)
            found = Pass(**self.found, rights=rights)
        return Question(
            found,
            Door(**self.door),
            self.side,
            self.now,
            Presence(**self.presence),
            World(**self.world),
        )

    def stand(self, word, edge, when):
        code, fix = CODES[word]
        opens, shut = Stand(0, 0), Stand(0, 0, code, fix)
        at = moment(when) if when else 0
        pairs = {"from": (opens, shut), "until": (shut, opens)}
        first, second = pairs.get(edge, (shut, shut))
        stands = (first._replace(until=at), second._replace(since=at))
        self.plans[-1]["stands"] = stands if at else (shut,)

    def bar(self, code, since, until):
        bar = Bar(
            code, "ask_desk", {}, *(moment(t) if t else 0 for t in (since, until))
        )
        self.found["bars"] = (*self.found.get("bars", ()), bar)

    def inside(self, zone, since, until):
        stay = Stay(moment(since), moment(until) if until else 0, 1 if until else 0)
        self.presence["stays"][int(zone or 1)] = stay

    def holiday(self, day):
        start = moment(f"{day} 00:00")
        self.world["schedules"][1]["closed"] = [[start, start + 86_400]]


def _set(part, **values):
    return lambda scene: getattr(scene, part).update(values)


def _put(part, name, turn):
    return lambda scene, *found: getattr(scene, part).update({name: turn(*found)})


def _of_plan(name, turn):
    return lambda scene, *found: scene.plans[-1].update({name: turn(*found)})


def _of_scene(name, turn):
    return lambda scene, *found: setattr(scene, name, turn(*found))


def _minutes(text):
    return int(text) * 60


_T = r"(\w{3} [\d:]+)"
WORDS = {
    rf"at {_T}": _of_scene("now", moment),
    "going out": _of_scene("side", lambda: "out"),
    "band that nobody knows": _of_scene("found", lambda: None),
    r"band (in stock|lost|stolen|blocked|returned|melted)": _put(
        "found", "state", lambda word: word.removeprefix("in ")
    ),
    rf"band expires {_T}": _put("found", "expires", moment),
    "admin band": _set("found", is_admin=True),
    "no plan": lambda scene: scene.plans.clear(),
    rf"plan (unpaid|on hold|ended|not accepted)(?: (from|until) {_T})?": Scene.stand,
    rf"plan begins {_T}": _of_plan("stands", lambda t: (Stand(moment(t), 0),)),
    rf"plan ends {_T}": _of_plan("stands", lambda t: (Stand(0, moment(t)),)),
    r"plan for zone (\d)": _of_plan("zones", lambda zone: (int(zone),)),
    "plan with hours": _of_plan("hours", lambda: 1),
    "plan with unknown hours": _of_plan("hours", lambda: 9),
    r"plan of (\d+) visits a day": _of_plan(
        "quota", lambda most: Quota(int(most), MONDAY, MONDAY + 86_400, 86_400)
    ),
    rf"(\d+) visits since {_T}": lambda scene, count, since: scene.presence[
        "counts"
    ].update(Plan=(moment(since), int(count))),
    r"plan costs (\d+)": _of_plan("price", int),
    "plan may come in twice": _of_plan("exempt", lambda: True),
    "another plan": lambda scene: scene.plans.append(scene._plan("Other")),
    r"balance (\d+)": _put("found", "balance", int),
    rf"bar (\w+)(?: from {_T})?(?: until {_T})?": Scene.bar,
    r"note (\w+)": _put("found", "notes", lambda note: (note,)),
    r"gate (free|closed|lockdown)": _put("door", "mode", str),
    r"gate (free|closed|lockdown) in hours": _put(
        "door", "modes", lambda mode: ((1, mode),)
    ),
    r"gate (free|closed|lockdown) in hours with somebody inside": _put(
        "door", "modes", lambda mode: ((1, mode, True),)
    ),
    r"gate (free|closed|lockdown) in unknown hours": _put(
        "door", "modes", lambda mode: ((9, mode),)
    ),
    "zone with hours": _set("door", hours=1),
    "zone with unknown hours": _set("door", hours=9),
    r"holiday (\w{3})": Scene.holiday,
    r"passback (off|soft|hard)": _put("door", "passback", str),
    r"passback (\d+) minutes": lambda scene, text: scene.door.update(
        passback="timed", passback_seconds=_minutes(text)
    ),
    r"reset at (\d+):00": _put("door", "reset_at", _minutes),
    r"zone lies in zone (\d)": _put("door", "parent", int),
    rf"inside(?: zone (\d))? since {_T}(?:, paid until {_T})?": Scene.inside,
    rf"came in {_T}": _put("presence", "last_in", lambda when: {1: moment(when)}),
    r"room for (\d+)": _put("door", "capacity", int),
    r"room is a wish": _set("door", is_capacity_hard=False),
    r"(\d+) are inside": _put("world", "occupancy", int),
    "zone asks for an escort": _set("door", needs_escort=True),
    rf"minor until {_T}": _put("found", "escort_until", moment),
    "escort is there": _set("world", escort_inside=True),
    "door counts no visits": _set("door", counts=False),
    r"lockout after (\d) for (\d+) minutes": lambda scene, most, text: (
        scene.door.update(lockout_after=int(most), lockout_seconds=_minutes(text))
    ),
    rf"(\d) refusals since {_T}": lambda scene, count, since: scene.presence.update(
        refused=(int(count), moment(since))
    ),
    "fire": _set("world", fire=True),
    "longer stay is paid at exit": _set("door", settle=True),
    rf"settled until {_T}": _put("presence", "settled", moment),
}
