"""What the box decides by: the settings, who is inside, and how gates were set."""

import time
from collections import defaultdict
from collections.abc import Callable
from dataclasses import replace

from .journal import Journal
from .messages import Read
from .plan import Plan, person_of
from .rules import (
    Door,
    Pass,
    Presence,
    Question,
    UidError,
    World,
    mode_at,
    normalise_uid,
    pin_code,
    qr_code,
    record_passage,
    record_refusal,
)


class Memory:
    """:param now: what time it is by the server's clock"""

    def __init__(self, journal: Journal, now: Callable[[], float] = time.time):
        self._journal, self._now = journal, now
        # One lock for both: who has the journal's never waits for another one.
        self._lock = journal.lock
        self._dirty: set[str] = set()
        self.plan = Plan(journal.get_world())
        self.revision = journal.revision
        self.modes = journal.modes()
        self.is_fire = journal.get_flag("fire") == "1"
        self._presence: dict[str, Presence] = {}
        self._inside: dict[int, set[str]] = defaultdict(set)
        for person, row in journal.all_presence().items():
            self._remember(person, Presence.from_row(row))

    # ---- questions ------------------------------------------

    def key_of(self, read: Read, device: str) -> tuple[str, str]:
        """(key of the pass, why there is none)"""
        if read.kind == "qr":
            return self._key_of_code(read.text)
        if read.kind == "pin":
            if not self.plan.pin_key:
                return "", "needs_server"
            return pin_code.hash_pin(read.text, self.plan.pin_key), ""
        if read.form == "short":
            return "", "short_number"
        spec = self.plan.devices.get(device)
        try:
            is_reversed = bool(spec) and spec.is_reversed
            return normalise_uid(read.text, read.form, is_reversed), ""
        except UidError as error:
            return "", error.code

    def _key_of_code(self, text: str) -> tuple[str, str]:
        """As the server reads it; a bad code gives a key that nothing has."""
        if not self.plan.qr_key:
            return "", "needs_server"
        found = qr_code.read_qr(text, self.plan.qr_key, self._now())
        return (f"Q{found}" if isinstance(found, int) else f"Q!{found}"), ""

    def question(self, key: str, device: str, side: str, now: float) -> Question | None:
        """None: there is no gate at this device."""
        door = self.door(device, side)
        if not door:
            return None
        row = self._journal.get_pass(key) if key else None
        found = Pass.from_row(row) if row is not None else None
        with self._lock:
            inside = self._inside.get(door.zone, set())
            escorts = found.escorts if found else ()
            world = World(
                schedules=self.plan.schedules,
                tariffs=self.plan.tariffs,
                occupancy=len(inside),
                escort_inside=any(f"p{one}" in inside for one in escorts),
                fire=self.is_fire,
            )
            presence = self._presence.get(person_of(found), Presence())
        return Question(found, door, side, int(now), presence, world)

    def door(self, device: str, side: str) -> Door | None:
        door = self.plan.door(device, side)
        return self.as_set(door) if door else None

    def as_set(self, door: Door) -> Door:
        """With the mode that a command set, until the server's settings change it."""
        mode, instead_of = self.modes.get(door.gate, ("", ""))
        if mode and door.mode == instead_of:
            return replace(door, mode=mode)
        return door

    def mode_now(self, door: Door, now: float) -> str:
        with self._lock:
            inside = len(self._inside.get(door.zone, ()))
        world = World(schedules=self.plan.schedules, occupancy=inside)
        return mode_at(self.as_set(door), int(now), world)

    # ---- what happened ------------------------------------------

    def passed(self, ask: Question) -> None:
        """Call inside the journal's transaction that stores the event."""
        self._change(person_of(ask.found), lambda now: record_passage(_with(ask, now)))

    def refused(self, ask: Question) -> None:
        self._change(
            person_of(ask.found), lambda now: record_refusal(now, ask.door, ask.now)
        )

    def set_mode(self, door: Door, mode: str) -> None:
        with self._lock:
            kept = (mode, door.mode)
            self._journal.set_mode(door.gate, *kept)
            self.modes = {**self.modes, door.gate: kept}

    def set_fire(self, is_fire: bool) -> None:
        self._journal.set_flag("fire", "1" if is_fire else "")
        self.is_fire = is_fire

    def _change(self, person: str, change) -> None:
        if not person:
            return
        with self._lock:
            presence = change(self._presence.get(person, Presence()))
            self._journal.set_presence(person, presence.to_row())
            self._remember(person, presence)
            self._dirty.add(person)

    def _remember(self, person: str, presence: Presence) -> None:
        before = self._presence.get(person)
        for zone in before.stays if before else ():
            self._inside[zone].discard(person)
        for zone in presence.stays:
            self._inside[zone].add(person)
        self._presence[person] = presence

    # ---- the server's word ------------------------------------------

    def watch(self) -> None:
        """From here on what changes is newer than what the server will tell."""
        with self._lock:
            self._dirty.clear()

    def reload(self) -> None:
        """After a sync: the settings and everybody's place, but for what is newer."""
        world = self._journal.get_world()
        with self._lock:
            self.plan = Plan(world)
            self.revision = self._journal.revision
            if "presence" in world:
                self._merge(world["presence"] or {})

    def _merge(self, rows: dict) -> None:
        told = {_name(person): Presence.from_row(row) for person, row in rows.items()}
        merged = {}
        for person in told.keys() | self._presence.keys():
            mine = self._presence.get(person, Presence())
            if person in self._dirty:
                merged[person] = mine
            else:
                # How often somebody was refused in a row is known at the gate.
                there = told.get(person, Presence())
                merged[person] = replace(there, refused=mine.refused)
        merged = {person: one for person, one in merged.items() if one != Presence()}
        self._journal.replace_presence(
            {person: one.to_row() for person, one in merged.items()}
        )
        self._inside.clear()
        self._presence = {}
        for person, one in merged.items():
            self._remember(person, one)


def _name(person: str) -> str:
    """A bare number is a partner's, as servers of the first format sent it."""
    return f"p{person}" if person.isdigit() else person


def _with(ask: Question, presence: Presence) -> Question:
    return replace(ask, presence=presence)
