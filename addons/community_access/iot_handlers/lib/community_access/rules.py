"""The server's own files, wherever they lie: beside this one on the box."""

try:
    from . import box_wire, pin_code, qr_code
    from .gate_decision import decide, mode_at
    from .gate_memory import record_passage, record_refusal
    from .gate_types import Decision, Door, Pass, Presence, Question, Reason, World
    from .uid import UidError, normalise_uid
except ImportError:  # in the add-on, where tests and the bench use them
    from ....tools import box_wire, pin_code, qr_code
    from ....tools.gate_decision import decide, mode_at
    from ....tools.gate_memory import (
        record_passage,
        record_refusal,
    )
    from ....tools.gate_types import (
        Decision,
        Door,
        Pass,
        Presence,
        Question,
        Reason,
        World,
    )
    from ....tools.uid import UidError, normalise_uid

__all__ = [
    "Decision",
    "Door",
    "Pass",
    "Presence",
    "Question",
    "Reason",
    "UidError",
    "World",
    "box_wire",
    "decide",
    "mode_at",
    "normalise_uid",
    "pin_code",
    "qr_code",
    "record_passage",
    "record_refusal",
]
