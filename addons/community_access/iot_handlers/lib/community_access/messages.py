"""What devices tell the box, and what the box tells devices, whatever the wire says."""

from dataclasses import dataclass

IN, OUT = "in", "out"


# ---- from the device ------------------------------------------


@dataclass(frozen=True)
class Read:
    """A reader saw something.

    :param text: as the reader wrote it
    :param kind: ``uid``, ``qr`` or ``pin``
    :param form: how a UID is written, see ``normalise_uid``; ``short`` for a number
        that is not the whole number of a chip
    :param side: empty when the reader stands at one side only
    :param door: whose lock of a locker bank read it; 0: its terminal
    """

    text: str
    kind: str = "uid"
    form: str = "hex"
    side: str = ""
    door: int = 0


@dataclass(frozen=True)
class Passed:
    """Somebody went through; `ticket` 0 when no opening was named."""

    side: str
    ticket: int = 0


@dataclass(frozen=True)
class NotPassed:
    """The turnstile locked again and nobody had gone through."""

    side: str
    ticket: int = 0


@dataclass(frozen=True)
class Forced:
    """Somebody went through a passage that was locked."""

    side: str


@dataclass(frozen=True)
class Fire:
    is_active: bool


@dataclass(frozen=True)
class Tamper:
    is_active: bool


@dataclass(frozen=True)
class DoorState:
    """A door of a locker bank."""

    door: int
    is_open: bool


@dataclass(frozen=True)
class Answer:
    """The device heard: `ticket` of the opening, or the channel of a relay."""

    what: str
    number: int = 0


# ---- to the device ------------------------------------------


@dataclass(frozen=True)
class Open:
    """Let one person through; the same ticket twice opens once."""

    side: str
    ticket: int
    seconds: int
    channel: int = 1


@dataclass(frozen=True)
class Hold:
    """Stay open, or go back to normal."""

    side: str
    is_open: bool
    channel: int = 1


@dataclass(frozen=True)
class Unlock:
    """Open one door of a locker bank."""

    door: int
    ticket: int = 0


@dataclass(frozen=True)
class Poll:
    """Say how you are."""
