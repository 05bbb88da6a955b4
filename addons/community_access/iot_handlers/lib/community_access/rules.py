"""The server's own files, wherever they lie: beside this one on the box."""

try:
    from .gate_decision import decide, mode_at
    from .gate_memory import record_passage, record_refusal
    from .gate_types import Decision, Door, Pass, Presence, Question, Reason, World
    from .uid import UidError, normalise_uid
except ImportError:  # in the add-on, where tests and the bench use them
    from odoo.addons.community_access.tools.gate_decision import decide, mode_at
    from odoo.addons.community_access.tools.gate_memory import (
        record_passage,
        record_refusal,
    )
    from odoo.addons.community_access.tools.gate_types import (
        Decision,
        Door,
        Pass,
        Presence,
        Question,
        Reason,
        World,
    )
    from odoo.addons.community_access.tools.uid import UidError, normalise_uid

__all__ = [
    "Decision",
    "Door",
    "Pass",
    "Presence",
    "Question",
    "Reason",
    "UidError",
    "World",
    "decide",
    "mode_at",
    "normalise_uid",
    "record_passage",
    "record_refusal",
]
