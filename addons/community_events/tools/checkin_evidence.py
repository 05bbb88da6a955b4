"""What is known when somebody asks to be let in: plain facts, gathered by the models.

Times are seconds since 1970 (UTC). What is not known stays None, and unknown is not
the same as bad.
"""

from dataclasses import dataclass, field

from .place import Fence, Position
from .venue_code import GENUINE

# How somebody came to be there, as far as the register knows it
NOT_REGISTERED, UNCONFIRMED, REGISTERED, ATTENDED, CANCELLED = (
    "none",
    "draft",
    "open",
    "done",
    "cancel",
)


@dataclass(frozen=True)
class EventFacts:
    """The event at this moment; `seats_left` None: as many as come."""

    opens_at: float
    closes_at: float
    is_cancelled: bool = False
    walk_in: bool = True
    seats_left: int | None = None
    fence: Fence | None = None


@dataclass(frozen=True)
class CodeFacts:
    """The code that was scanned, and the time at which the server first saw it."""

    verdict: str = GENUINE
    shown_at: float = 0.0
    opened_at: float = 0.0


@dataclass(frozen=True)
class TicketRefusal:
    """Why the rules of tickets (`ticket_rules`) do not let a seat in; `at` a moment."""

    code: str
    at: float | None = None


@dataclass(frozen=True)
class PersonFacts:
    """The member, and what the event knows of this person.

    `ticket` is what a gate would object to the seat, None when nothing or no seat.
    """

    state: str = REGISTERED
    is_paid: bool = True
    may_attend: bool = True
    attended_at: float | None = None
    strikes: int = 0
    annulled: int = 0
    ticket: TicketRefusal | None = None


@dataclass(frozen=True)
class DeviceFacts:
    """The key in the browser: whose it is and who else came in with it here.

    `strangers` came in at this event with the same key and are neither family nor
    guardian of this person. `is_hidden`: the page was opened with a key, the tap has
    none. `is_late`: the key was not shown when the page was opened. `is_scan_shared`:
    a stranger confirmed with the same scan before.
    """

    is_present: bool = True
    is_signed: bool = True
    is_known: bool = True
    is_foreign: bool = False
    is_same_as_opened: bool = True
    is_hidden: bool = False
    is_late: bool = False
    is_scan_shared: bool = False
    strangers: int = 0


@dataclass(frozen=True)
class TraceFacts:
    """Hints around the request; None where nothing is known.

    `has_moved`: the tap came from another network than the scan.
    """

    position: Position | None = None
    is_position_refused: bool = False
    on_venue_network: bool | None = None
    has_moved: bool | None = None
    in_event_country: bool | None = None
    speed: float | None = None
    clock_skew: float | None = None


@dataclass(frozen=True)
class Evidence:
    now: float
    event: EventFacts
    code: CodeFacts = field(default_factory=CodeFacts)
    person: PersonFacts = field(default_factory=PersonFacts)
    device: DeviceFacts = field(default_factory=DeviceFacts)
    trace: TraceFacts = field(default_factory=TraceFacts)
