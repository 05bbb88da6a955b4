import uuid

from odoo import http
from odoo.http import request

from ..tools import box_report
from .box_common import UnreadableError, box_route

PATH = "/community/access/box"
SMALL, EVENTS = 16_384, 4_000_000
MOST_EVENTS = 500
SIDES = ("in", "out")
# What is no number of a chip comes as the key of its pass.
KINDS = ("uid", "qr", "pin")


class BoxWire(http.Controller):
    """What a paired box asks and tells; each answer is signed."""

    @box_route(f"{PATH}/swipe", SMALL)
    def box_swipe(self, box, values):
        """Decided by the server's clock: somebody stands at the gate now."""
        device, uid = _text(values, "device"), _text(values, "uid", 64)
        gate, side = box._find_gate(device)
        if not gate:
            raise UnreadableError("No gate has this reader.", 404)
        asked = values.get("side")
        side = asked if asked in SIDES else side
        if not side:
            raise UnreadableError("The side is missing.")
        kind = values.get("kind", "uid")
        if kind not in KINDS or (kind == "pin" and not uid.startswith("P")):
            raise UnreadableError("The kind is not known.")
        # The signature of a code is looked at here; a PIN comes as its keyed hash.
        # Nobody waits for the disk: the box keeps the decision, and tells it again.
        answer = gate._swipe(
            uid,
            side,
            uuid=_uuid(values),
            kind="key" if kind == "pin" else "uid",
            waits=False,
        )
        return {key: one for key, one in answer.items() if key != "uuid"}

    @box_route(f"{PATH}/locker", SMALL)
    def box_locker(self, box, values):
        """A band was held to a bank of lockers; its doors open by commands."""
        device, uid = _text(values, "device"), _text(values, "uid", 64)
        answer = box.env["community.locker.bank"]._read(
            box.company_id, device, uid, _count(values, "number"), box=box
        )
        box._hear()
        return {key: answer[key] for key in ("verdict", "reasons", "did", "told")}

    @box_route(f"{PATH}/events", EVENTS)
    def box_events(self, box, values):
        events = values.get("events")
        if not isinstance(events, list) or len(events) > MOST_EVENTS:
            raise UnreadableError("Events come as a list of 500 at most.")
        events, epoch = box_report.read_events(events), _text(values, "epoch", 64)
        acked = request.env["community.access.event"]._apply_box_events(
            box, events, epoch
        )
        request.env["community.access.box.command"]._mark_answers(box, events)
        box._hear()
        return {"acked": acked}

    @box_route(f"{PATH}/sync", SMALL)
    def box_sync(self, box, values):
        revision = values.get("revision")
        if revision is not None and not isinstance(revision, str):
            raise UnreadableError("The revision is a text.")
        page = _count(values, "page")
        answer = box._get_sync(revision, _count(values, "after"), page)
        if not page:
            box._note_health(values.get("health"))
            box._hear()
        return answer


def _text(values, name, longest=120):
    text = values.get(name)
    if not isinstance(text, str) or not text or len(text) > longest:
        raise UnreadableError(f"{name} is a text of {longest} letters at most.")
    return text


def _count(values, name):
    number = values.get(name, 0)
    if type(number) is not int or not 0 <= number < 2**31:
        raise UnreadableError(f"{name} is a number.")
    return number


def _uuid(values):
    try:
        return str(uuid.UUID(values.get("uuid")))
    except (AttributeError, TypeError, ValueError) as error:
        raise UnreadableError("The number of the swipe is no UUID.") from error
