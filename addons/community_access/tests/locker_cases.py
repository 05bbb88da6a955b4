"""Who may take or open which locker: named cases, as a club manager reads them."""

from dataclasses import replace

from ..tools.locker_decision import ALLOW, DENY, FLAG, OTHER, OWN, Band, Door

NOW = 1_800_000_000
HOUR = 3600
BAND = Band(inside=True)
FREE = Door("M12")
MINE = Door("M12", holder=OWN, taken_at=NOW - HOUR)
ASSIGNED = Door("A3", mode="assigned")
RENTED = Door("R7", mode="rented", renter=OWN)
MY_RENTED = replace(RENTED, holder=OWN, taken_at=NOW - 9 * HOUR)
WOMEN = replace(FREE, gender="women")
MEN = replace(FREE, gender="men")


def band(**values):
    return replace(BAND, **values)


def free(**values):
    return replace(FREE, **values)


def mine(**values):
    return replace(MINE, **values)


# name: (band, door, verdict, codes)
TAKING = {
    "a free locker": (BAND, FREE, ALLOW, []),
    "a free locker where nobody counts who is inside": (Band(), FREE, ALLOW, []),
    "by somebody who owes": (band(debt=50_000), FREE, ALLOW, []),
    "in the last second of the stay": (band(entitled_until=NOW), FREE, ALLOW, []),
    "a second after the stay": (
        band(entitled_until=NOW - 1),
        FREE,
        DENY,
        ["entitlement_expired"],
    ),
    "a day after the contract's end": (
        band(entitled_until=NOW - 24 * HOUR),
        FREE,
        DENY,
        ["entitlement_expired"],
    ),
    "with a day left": (band(entitled_until=NOW + 24 * HOUR), FREE, ALLOW, []),
    "from outside": (band(inside=False), FREE, DENY, ["not_inside"]),
    "a second locker": (band(locker="M3"), FREE, DENY, ["already_has_locker"]),
    "somebody else's": (BAND, free(holder=OTHER), DENY, ["locker_taken"]),
    "a broken one": (BAND, free(out_of_order=True), DENY, ["out_of_order"]),
    "a broken one of somebody else": (
        BAND,
        free(out_of_order=True, holder=OTHER),
        DENY,
        ["out_of_order"],
    ),
    "rented by somebody else": (BAND, free(renter=OTHER), DENY, ["rental_other"]),
    "rented by oneself in a free bank": (BAND, free(renter=OWN), ALLOW, []),
    "with a blocked band": (band(state="blocked"), FREE, DENY, ["band_blocked"]),
    "with a lost band": (band(state="lost"), FREE, DENY, ["band_blocked"]),
    "with a stolen band": (band(state="stolen"), FREE, DENY, ["band_blocked"]),
    "with a returned band": (band(state="returned"), FREE, DENY, ["band_blocked"]),
    "with a band from stock": (band(state="stock"), FREE, DENY, ["band_blocked"]),
    "a woman in the women's room": (band(gender="female"), WOMEN, ALLOW, []),
    "a man in the women's room": (
        band(gender="male"),
        WOMEN,
        DENY,
        ["wrong_gender_zone"],
    ),
    "a man in the men's room": (band(gender="male"), MEN, ALLOW, []),
    "a woman in the men's room": (
        band(gender="female"),
        MEN,
        DENY,
        ["wrong_gender_zone"],
    ),
    "neither of both in the women's room": (
        band(gender="other"),
        WOMEN,
        DENY,
        ["wrong_gender_zone"],
    ),
    "neither of both in a room for all": (band(gender="other"), FREE, ALLOW, []),
    "a man in a room for all": (band(gender="male"), FREE, ALLOW, []),
    "an unknown gender in the women's room": (BAND, WOMEN, FLAG, ["gender_unknown"]),
    "an unknown gender in the men's room": (BAND, MEN, FLAG, ["gender_unknown"]),
    "one of an assigned bank by oneself": (BAND, ASSIGNED, DENY, ["not_assigned"]),
    "the one that was assigned": (BAND, replace(ASSIGNED, chosen=True), ALLOW, []),
    "an assigned one that somebody has": (
        BAND,
        replace(ASSIGNED, chosen=True, holder=OTHER),
        DENY,
        ["locker_taken"],
    ),
    "one's own rental in an assigned bank": (
        BAND,
        replace(ASSIGNED, renter=OWN),
        ALLOW,
        [],
    ),
    "one's own rental": (BAND, RENTED, ALLOW, []),
    "a rental nobody has": (BAND, replace(RENTED, renter=""), DENY, ["rental_only"]),
    "a rental of somebody else": (
        BAND,
        replace(RENTED, renter=OTHER),
        DENY,
        ["rental_other"],
    ),
    "one's own rental that is over": (
        BAND,
        replace(RENTED, rental_over=True),
        DENY,
        ["rental_over"],
    ),
    "a rental of somebody else that is over": (
        BAND,
        replace(RENTED, renter=OTHER, rental_over=True),
        DENY,
        ["rental_other"],
    ),
    "one's own rental that is broken": (
        BAND,
        replace(RENTED, out_of_order=True),
        DENY,
        ["out_of_order"],
    ),
    "one's own rental with a blocked band": (
        band(state="blocked"),
        RENTED,
        DENY,
        ["band_blocked"],
    ),
    "one's own rental beside a locker of the day": (
        band(locker="M3"),
        RENTED,
        DENY,
        ["already_has_locker"],
    ),
    "blocked and outside: both are said": (
        band(state="blocked", inside=False),
        FREE,
        DENY,
        ["band_blocked", "not_inside"],
    ),
    "expired, outside, a second one, the wrong room, taken": (
        band(entitled_until=1, inside=False, locker="M3", gender="male"),
        replace(WOMEN, holder=OTHER),
        DENY,
        [
            "entitlement_expired",
            "not_inside",
            "already_has_locker",
            "wrong_gender_zone",
            "locker_taken",
        ],
    ),
}
OPENING = {
    "one's own": (BAND, MINE, ALLOW, []),
    "one's own with a debt": (band(debt=9_999_999), MINE, ALLOW, []),
    "one's own from outside": (band(inside=False), MINE, ALLOW, []),
    "one's own where nobody counts": (Band(), MINE, ALLOW, []),
    "one's own in the wrong room": (
        band(gender="male"),
        mine(gender="women"),
        ALLOW,
        [],
    ),
    "one's own that somebody rents now": (BAND, mine(renter=OTHER), ALLOW, []),
    "one's own of an assigned bank": (BAND, mine(mode="assigned"), ALLOW, []),
    "one's own in a bank that is rented out now": (
        BAND,
        mine(mode="rented"),
        ALLOW,
        [],
    ),
    "one's own that is broken": (
        BAND,
        mine(out_of_order=True),
        FLAG,
        ["out_of_order"],
    ),
    "in the last second of the stay": (band(entitled_until=NOW), MINE, ALLOW, []),
    "a second after the stay": (band(entitled_until=NOW - 1), MINE, FLAG, ["grace"]),
    "59 minutes after the stay": (
        band(entitled_until=NOW - 59 * 60),
        MINE,
        FLAG,
        ["grace"],
    ),
    "in the last second of the grace": (
        band(entitled_until=NOW - HOUR),
        mine(taken_at=NOW - 2 * HOUR),
        FLAG,
        ["grace"],
    ),
    "a second after the grace": (
        band(entitled_until=NOW - HOUR - 1),
        mine(taken_at=NOW - 2 * HOUR),
        DENY,
        ["entitlement_expired"],
    ),
    "a day after the grace": (
        band(entitled_until=NOW - 25 * HOUR),
        mine(taken_at=NOW - 26 * HOUR),
        DENY,
        ["entitlement_expired"],
    ),
    "given by the desk after the end: grace from then": (
        band(entitled_until=NOW - 25 * HOUR),
        mine(taken_at=NOW - 60),
        FLAG,
        ["grace"],
    ),
    "given by the desk after the end, an hour and more ago": (
        band(entitled_until=NOW - 25 * HOUR),
        mine(taken_at=NOW - HOUR - 1),
        DENY,
        ["entitlement_expired"],
    ),
    "without grace, in time": (
        band(entitled_until=NOW),
        mine(grace=0),
        ALLOW,
        [],
    ),
    "without grace, too late": (
        band(entitled_until=NOW - 1),
        mine(grace=0),
        DENY,
        ["entitlement_expired"],
    ),
    "broken in the grace": (
        band(entitled_until=NOW - 1),
        mine(out_of_order=True),
        FLAG,
        ["grace"],
    ),
    "in the grace with a debt": (
        band(entitled_until=NOW - 1, debt=100),
        MINE,
        FLAG,
        ["grace"],
    ),
    "one's own with a blocked band": (
        band(state="blocked"),
        MINE,
        DENY,
        ["band_blocked"],
    ),
    "by whoever found the band": (band(state="lost"), MINE, DENY, ["band_blocked"]),
    "by whoever stole the band": (band(state="stolen"), MINE, DENY, ["band_blocked"]),
    "a rental within its time": (
        BAND,
        replace(MY_RENTED, rented_until=NOW),
        ALLOW,
        [],
    ),
    "a rental in the grace": (
        BAND,
        replace(MY_RENTED, rented_until=NOW - HOUR),
        FLAG,
        ["grace"],
    ),
    "a rental after the grace": (
        BAND,
        replace(MY_RENTED, rented_until=NOW - HOUR - 1),
        DENY,
        ["entitlement_expired"],
    ),
    "a rental that outlives the membership": (
        band(entitled_until=NOW - 48 * HOUR),
        replace(MY_RENTED, rented_until=NOW + HOUR),
        ALLOW,
        [],
    ),
    "a rental without an end": (BAND, MY_RENTED, ALLOW, []),
}
