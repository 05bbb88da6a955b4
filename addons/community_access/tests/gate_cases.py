"""Random facts for gates, the same for the same seed, also where there is no Odoo."""

from datetime import UTC, datetime

NOON = int(datetime(2026, 3, 29, 12, tzinfo=UTC).timestamp())
ZONES = (1, 2, 3)


def clock_row(draw):
    """A summer clock that begins near noon of the cases, or one that stays."""
    return draw.choice([[[0, 10800]], [[0, 3600], [NOON - 39_600, 7200]], []])


def schedule_row(draw):
    cuts = sorted(draw.sample(range(10_081), draw.choice([0, 2, 4, 6])))
    week = [list(pair) for pair in zip(cuts[::2], cuts[1::2], strict=True)]
    if draw.random() < 0.3:
        week = [[0, 10_080]]
    start = moment(draw)
    closed = [[start, start + draw.choice([1, 60, 86_400])]]
    return {
        "week": week,
        "closed": closed if draw.random() < 0.3 else [],
        "clock": clock_row(draw),
    }


def tariff_row(draw):
    limits = sorted(draw.sample(range(1, 240), draw.randrange(4)))
    prices = sorted(draw.choices(range(2000), k=len(limits)))
    return {
        "courtesy": draw.choice([0, 0, 5, 15]),
        "bands": [list(pair) for pair in zip(limits, prices, strict=True)],
        "step": draw.choice([0, 1, 15, 60]),
        "step_price": draw.choice([0, 100, 333]),
        "most": draw.choice([0, 0, 1500]),
    }


def moment(draw):
    """Near noon, often at the same second as another."""
    return NOON + draw.choice(
        [0, 1, -1, 60, -60, 3600, -3600, draw.randint(-2, 2) * 86_400]
    )


def edge(draw):
    return draw.choice([0, moment(draw)])


def stands_row(draw):
    cuts = sorted({moment(draw) for _ in range(draw.randrange(3))})
    begin = cuts.pop(0) if cuts and draw.random() < 0.3 else 0
    ends = [*cuts, 0]
    codes = ["", "", "past_due", "hold", "ended", "odd"]
    return [
        [begin if index == 0 else ends[index - 1], end, draw.choice(codes), "pay", {}]
        for index, end in enumerate(ends)
    ]


def right_row(draw, number):
    quota = [draw.randrange(4), NOON - 86_400, edge(draw), draw.choice([0, 86_400])]
    return {
        "key": f"r{number}",
        "name": draw.choice(["", "Plan", "Swim"]),
        "zones": draw.sample(ZONES, draw.choice([1, 2, 3])),
        "stands": stands_row(draw) if draw.random() < 0.95 else [],
        "hours": draw.choice([0, 0, 0, 1, 2, 9]),
        "quota": quota if draw.random() < 0.3 else None,
        "minutes": draw.choice([0, 60]),
        "tariff": draw.choice([0, 1, 9]),
        "price": draw.choice([0, 0, 0, 500]),
        "exempt": draw.random() < 0.1,
    }


def bar_row(draw):
    return [draw.choice(["ban", "debt"]), "pay", {}, edge(draw), edge(draw)]


def pass_row(draw):
    states = ["issued"] * 12 + ["lost", "stolen", "blocked", "melted"]
    return {
        "credential": 1,
        "partner": 7,
        "state": draw.choice(states),
        "expires": draw.choice([0, 0, 0, 0, moment(draw)]),
        "is_admin": draw.random() < 0.05,
        "bars": [bar_row(draw)] if draw.random() < 0.15 else [],
        "rights": [right_row(draw, n) for n in range(draw.choice([0, 1, 1, 2, 3]))],
        "escort_until": draw.choice([0, 0, moment(draw)]),
        "escorts": draw.choice([[], [3]]),
        "balance": draw.choice([0, 499, 500, 5000]),
        "notes": draw.choice([[], ["birthday"]]),
    }


def door_row(draw):
    modes = ["normal"] * 9 + ["free", "closed", "lockdown"]
    return {
        "gate": 1,
        "zone": 1,
        "parent": draw.choice([0, 0, 2]),
        "mode": draw.choice(modes),
        "modes": draw.choice(
            [[], [], [[2, draw.choice(modes[8:])]], [[9, "free"]], [[2, "free", True]]]
        ),
        "hours": draw.choice([0, 0, 0, 1, 9]),
        "passback": draw.choice(["off", "soft", "hard", "timed"]),
        "passback_seconds": draw.choice([0, 60, 3600]),
        "reset_at": draw.choice([-1, -1, 0, 240, 720, 780]),
        "capacity": draw.choice([0, 0, 0, 2]),
        "is_capacity_hard": draw.random() < 0.6,
        "needs_escort": draw.random() < 0.2,
        "settle": draw.random() < 0.6,
        "counts": draw.random() < 0.8,
        "lockout_after": draw.choice([0, 0, 3]),
        "lockout_seconds": draw.choice([0, 60]),
    }


def presence_row(draw):
    inside = draw.sample(ZONES, draw.choice([0, 0, 1, 2]))
    return {
        "stays": {
            str(zone): [moment(draw), edge(draw), draw.choice([0, 1, 9])]
            for zone in inside
        },
        "last_in": draw.choice([{}, {"1": moment(draw)}]),
        "counts": draw.choice([{}, {"r0": [moment(draw), draw.randrange(5)]}]),
        "refused": draw.choice([[0, 0], [3, moment(draw)], [2, moment(draw)]]),
        "settled": draw.choice([0, 0, moment(draw)]),
    }


def case_row(draw):
    return {
        "found": pass_row(draw) if draw.random() < 0.95 else None,
        "door": door_row(draw),
        "side": draw.choice(["in", "in", "out"]),
        "now": moment(draw),
        "presence": presence_row(draw),
        "schedules": {1: schedule_row(draw), 2: schedule_row(draw)},
        "tariffs": {1: tariff_row(draw)},
        "occupancy": draw.randrange(4),
        "escort_inside": draw.random() < 0.3,
        "fire": draw.random() < 0.03,
    }


def question(types, row):
    """The question of a row, by the classes of `types` (the server's or a box's)."""
    return types.Question(
        row["found"] and types.Pass.from_row(row["found"]),
        types.Door.from_row(row["door"]),
        row["side"],
        row["now"],
        types.Presence.from_row(row["presence"]),
        types.World(
            row["schedules"],
            row["tariffs"],
            row["occupancy"],
            row["escort_inside"],
            row["fire"],
        ),
    )
