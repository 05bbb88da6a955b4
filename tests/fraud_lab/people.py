"""Who comes to an event, and who only pretends to: drawn by a die, same for each seed.

Errors of positions follow what field studies of phones report: metres under the open
sky, tens of metres indoors, hundreds when only Wi-Fi or the cell is known, and a figure
of accuracy that is sometimes too good. Each kind of person returns one Evidence.
"""

import math
from dataclasses import dataclass, replace
from random import Random

from odoo.addons.community_events.tools import venue_code
from odoo.addons.community_events.tools.checkin_evidence import (
    CodeFacts,
    DeviceFacts,
    EventFacts,
    Evidence,
    PersonFacts,
    TraceFacts,
)
from odoo.addons.community_events.tools.place import Fence, Position

NOW = 1_800_000_000.0
VENUE = Fence(latitude=41.0369, longitude=28.9850, radius=80.0)
EVENT_ID = 7
KEY = venue_code.derive_key(b"of the lab", EVENT_ID)
METRES_PER_DEGREE = 111_195.0


@dataclass
class Lab:
    """One die and the things that all people share."""

    dice: Random

    # ------------------------------------------------------------
    # Positions
    # ------------------------------------------------------------

    def move(self, metres: float, accuracy: float, age: float = 0.0) -> Position:
        """A position in any direction from the venue's centre."""
        way = self.dice.uniform(0, 2 * math.pi)
        north = metres * math.cos(way) / METRES_PER_DEGREE
        east = metres * math.sin(way) / METRES_PER_DEGREE
        east /= math.cos(math.radians(VENUE.latitude))
        return Position(VENUE.latitude + north, VENUE.longitude + east, accuracy, age)

    def stand_here(self, sigma: float) -> Position:
        """Somewhere in the venue, told with an error of `sigma` metres."""
        error = sigma * math.sqrt(-2 * math.log(1 - self.dice.random()))
        told = 2 * sigma * self.dice.lognormvariate(0, 0.5)
        metres = abs(self.dice.uniform(-VENUE.radius, VENUE.radius) + error)
        return self.move(metres, told, self.dice.uniform(0, 20))

    def outdoors(self) -> Position:
        return self.stand_here(self.dice.uniform(4, 12))

    def indoors(self) -> Position:
        kind = self.dice.random()
        if kind < 0.80:
            return self.stand_here(self.dice.uniform(10, 50))
        if kind < 0.95:
            return self.stand_here(self.dice.uniform(80, 300))
        return self.stand_here(self.dice.uniform(500, 1_200))

    # ------------------------------------------------------------
    # Codes
    # ------------------------------------------------------------

    def scan(self, age: float, confirm: float = 5.0) -> CodeFacts:
        """A genuine code, first seen by the server `age` seconds after it was shown."""
        opened = NOW - confirm
        return CodeFacts(venue_code.GENUINE, opened - age, opened)

    def claim(self, text: str) -> CodeFacts:
        """Whatever text came: judged as the server judges it."""
        verdict = venue_code.judge_code(KEY, EVENT_ID, text)
        claimed = venue_code.parse_code(text)
        shown = claimed.shown_at if claimed else 0.0
        return CodeFacts(verdict, shown, NOW)

    def quick(self) -> float:
        """Seconds from the screen to the server: the step, the camera, the network."""
        return self.dice.uniform(0, venue_code.STEP) + self.dice.gammavariate(2, 1.2)

    def person(self, **given) -> Evidence:
        """An honest member under the open sky; `given` is what is otherwise."""
        facts = {
            "event": EventFacts(NOW - 3_600, NOW + 3_600, fence=VENUE),
            "code": self.scan(self.quick(), self.dice.uniform(1, 20)),
            "person": PersonFacts(),
            "device": DeviceFacts(),
            "trace": TraceFacts(
                self.outdoors(), on_venue_network=False, in_event_country=True
            ),
        }
        return Evidence(NOW, **{**facts, **given})


# ------------------------------------------------------------
# Honest people
# ------------------------------------------------------------


def open_air(lab):
    return lab.person()


def bad_place_indoors(lab):
    return lab.person(trace=TraceFacts(lab.indoors(), in_event_country=True))


def does_not_tell_place(lab):
    return lab.person(trace=TraceFacts(None, True, in_event_country=True))


def slow_phone(lab):
    code = lab.scan(lab.dice.uniform(6, 18), lab.dice.uniform(20, 240))
    return lab.person(code=code, trace=TraceFacts(lab.indoors()))


def second_phone(lab):
    return lab.person(
        device=DeviceFacts(is_known=False), trace=TraceFacts(lab.indoors())
    )


def changed_phone(lab):
    here = lab.dice.random() < 0.5
    return lab.person(
        device=DeviceFacts(is_known=False),
        trace=TraceFacts(lab.indoors(), on_venue_network=here or None),
    )


def family_tablet(lab):
    """Relatives on one device are no strangers to each other."""
    return lab.person(
        device=DeviceFacts(is_known=lab.dice.random() < 0.7),
        trace=TraceFacts(lab.indoors()),
    )


def old_browser(lab):
    return lab.person(
        device=DeviceFacts(is_present=False), trace=TraceFacts(lab.indoors())
    )


def wrong_clock(lab):
    skew = lab.dice.choice([-1, 1]) * lab.dice.uniform(60, 7_200)
    return lab.person(trace=TraceFacts(lab.indoors(), clock_skew=skew))


def changed_network(lab):
    """Scanned in the mobile network, confirmed in the Wi-Fi, or the other way round."""
    trace = TraceFacts(lab.indoors(), has_moved=True, in_event_country=True)
    return lab.person(trace=trace)


def slow_script(lab):
    """The page's script came late, so the browser's key was not known at once."""
    code = lab.scan(lab.quick(), lab.dice.uniform(21, 90))
    device = DeviceFacts(is_late=True)
    return lab.person(code=code, device=device, trace=TraceFacts(lab.indoors()))


def foreign_sim(lab):
    return lab.person(
        trace=TraceFacts(lab.indoors(), in_event_country=False, on_venue_network=False)
    )


HONEST = [
    (30, open_air),
    (30, bad_place_indoors),
    (10, does_not_tell_place),
    (8, slow_phone),
    (5, second_phone),
    (5, changed_phone),
    (6, family_tablet),
    (3, old_browser),
    (2, wrong_clock),
    (4, changed_network),
    (1, slow_script),
    (1, foreign_sim),
]


# ------------------------------------------------------------
# Attackers: none of them is at the venue
# ------------------------------------------------------------


def _at_home(lab, **given):
    """Where an absent person is: mostly away, or silent about it."""
    kind = lab.dice.random()
    away = {"on_venue_network": False, "in_event_country": True, **given}
    if kind < 0.5:
        metres = lab.dice.uniform(1_500, 30_000)
        return TraceFacts(lab.move(metres, lab.dice.uniform(10, 60)), **away)
    if kind < 0.8:
        return TraceFacts(None, True, **away)
    return TraceFacts(lab.move(lab.dice.uniform(0, 60), 20.0), **away)


def _screenshot(seconds):
    def forwarded(lab):
        code = lab.scan(seconds + lab.dice.uniform(0, venue_code.STEP))
        return lab.person(code=code, trace=_at_home(lab))

    forwarded.__name__ = f"screenshot_after_{seconds}_s"
    return forwarded


def live_relay(lab):
    """A video call shows the screen: the code is fresh, the person is not there."""
    code = lab.scan(lab.quick() + lab.dice.uniform(0.3, 2.5))
    return lab.person(code=code, trace=_at_home(lab))


def fake_place(lab):
    """A live relay with an app that tells the browser a place in the venue."""
    code = lab.scan(lab.quick() + lab.dice.uniform(0.3, 2.5))
    place = lab.move(lab.dice.uniform(0, 40), lab.dice.uniform(5, 20))
    return lab.person(
        code=code,
        trace=TraceFacts(place, on_venue_network=False, in_event_country=True),
    )


def friend_with_account(lab):
    """A friend at the venue logs in as the absent one, on the friend's phone."""
    device = DeviceFacts(is_known=False, is_foreign=True, strangers=1)
    return lab.person(device=device, trace=TraceFacts(lab.indoors()))


def cloned_cookie(lab):
    """The session was copied, the key that signs cannot be: none shown, or another."""
    device = DeviceFacts(
        is_present=lab.dice.random() < 0.7,
        is_signed=lab.dice.random() < 0.5,
        is_same_as_opened=False,
        is_known=False,
    )
    return lab.person(device=device, trace=_at_home(lab))


def unbound_cookie(lab):
    """A friend in the room opens the link with a tool that shows no key, and sends the
    cookie to three people at home, each with the own phone that is known.
    """
    device = DeviceFacts(is_late=True, is_scan_shared=lab.dice.randrange(3) > 0)
    code = lab.scan(lab.quick(), lab.dice.uniform(20, 540))
    return lab.person(code=code, device=device, trace=_at_home(lab, has_moved=True))


def hidden_key(lab):
    """The cookie of a browser that showed its key; at home none is shown at all."""
    device = DeviceFacts(is_present=False, is_hidden=True)
    return lab.person(device=device, trace=_at_home(lab, has_moved=True))


def forged_code(lab):
    """Text like a code: random, altered, or made with a guessed key."""
    step = venue_code.step_of(NOW)
    kind = lab.dice.randrange(3)
    if kind == 0:
        letters = "ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz23456789-_"
        text = "".join(lab.dice.choice(letters) for _letter in range(28))
    elif kind == 1:
        text = venue_code.make_code(KEY, EVENT_ID, step)
        spot = lab.dice.randrange(len(text))
        other = "A" if text[spot] != "A" else "B"
        text = text[:spot] + other + text[spot + 1 :]
    else:
        text = venue_code.make_code(lab.dice.randbytes(32), EVENT_ID, step)
    return lab.person(code=lab.claim(text))


def replayed_code(lab):
    """A code of minutes or hours ago."""
    ago = lab.dice.uniform(30, 7_200)
    text = venue_code.make_code(KEY, EVENT_ID, venue_code.step_of(NOW - ago) - 1)
    return lab.person(code=lab.claim(text))


def code_of_later(lab):
    """A code that a screen got in advance and gave away."""
    step = venue_code.step_of(NOW + lab.dice.uniform(15, 300))
    return lab.person(code=lab.claim(venue_code.make_code(KEY, EVENT_ID, step)))


def other_events_code(lab):
    key = venue_code.derive_key(b"of the lab", EVENT_ID + 1)
    text = venue_code.make_code(key, EVENT_ID + 1, venue_code.step_of(NOW))
    return lab.person(code=lab.claim(text))


def came_twice(lab):
    """The same ticket once more, by somebody else or the same."""
    person = PersonFacts(state="done", attended_at=NOW - 60)
    return replace(lab.person(), person=person)


ATTACKS = [
    forged_code,
    replayed_code,
    code_of_later,
    other_events_code,
    came_twice,
    cloned_cookie,
    hidden_key,
    unbound_cookie,
    *(_screenshot(seconds) for seconds in (5, 15, 30, 60)),
    friend_with_account,
    live_relay,
    fake_place,
]
ALWAYS_REFUSED = {
    "forged_code",
    "replayed_code",
    "code_of_later",
    "other_events_code",
    "came_twice",
    "cloned_cookie",
    "hidden_key",
    "screenshot_after_30_s",
    "screenshot_after_60_s",
}
