"""WhatsApp Cloud API: what its webhooks tell."""

from dataclasses import dataclass, field

from .loose_json import as_dict, as_list, as_number, as_text, read_json
from .whatsapp import REASONS, digits, tell_error

_STATES = {
    "sent": "sent",
    "delivered": "delivered",
    "read": "read",
    "played": "read",
    "failed": "failed",
}


@dataclass(frozen=True)
class StatusEvent:
    phone_number_id: str
    message_id: str
    reference: str
    state: str
    timestamp: int | None = None
    reason: str = ""
    detail: str = ""


@dataclass(frozen=True)
class MessageEvent:
    phone_number_id: str
    message_id: str
    sender: str
    text: str
    kind: str
    timestamp: int | None = None
    answers: str = ""


@dataclass(frozen=True)
class TemplateEvent:
    business_id: str
    name: str
    language: str
    status: str
    detail: str = ""


@dataclass
class Events:
    statuses: list = field(default_factory=list)
    messages: list = field(default_factory=list)
    templates: list = field(default_factory=list)


def read_webhook(body: bytes) -> Events | None:
    """What a webhook tells; None when it is not of this interface.

    Whatever is not of the expected shape is passed over: a call half understood is
    better than a call repeated for days.
    """
    found = as_dict(read_json(body))
    if found.get("object") != "whatsapp_business_account":
        return None
    events = Events()
    for entry in map(as_dict, as_list(found.get("entry"))):
        for change in map(as_dict, as_list(entry.get("changes"))):
            value = as_dict(change.get("value"))
            if change.get("field") == "message_template_status_update":
                _add(events.templates, _template_event(as_text(entry.get("id")), value))
            elif change.get("field") == "messages":
                _read_messages(events, value)
    return events


def _read_messages(events: Events, value: dict) -> None:
    phone = as_text(as_dict(value.get("metadata")).get("phone_number_id"))
    for status in map(as_dict, as_list(value.get("statuses"))):
        _add(events.statuses, _status_event(phone, status))
    for message in map(as_dict, as_list(value.get("messages"))):
        _add(events.messages, _message_event(phone, message))


def _add(events: list, event) -> None:
    if event is not None:
        events.append(event)


def _status_event(phone: str, status: dict) -> StatusEvent | None:
    state = _STATES.get(as_text(status.get("status")))
    message_id = as_text(status.get("id"))
    if state is None or not message_id:
        return None
    error = next(map(as_dict, as_list(status.get("errors"))), {})
    code = error.get("code")
    failed = state == "failed"
    known = REASONS.get(code) if isinstance(code, int) else None
    return StatusEvent(
        phone_number_id=phone,
        message_id=message_id,
        reference=as_text(status.get("biz_opaque_callback_data")),
        state=state,
        timestamp=as_number(status.get("timestamp")),
        reason=(known or "rejected") if failed else "",
        detail=tell_error(error) if failed else "",
    )


def _message_event(phone: str, message: dict) -> MessageEvent | None:
    message_id, sender = (
        as_text(message.get("id")),
        digits(as_text(message.get("from"))),
    )
    if not message_id or not sender:
        return None
    kind = as_text(message.get("type"))
    return MessageEvent(
        phone_number_id=phone,
        message_id=message_id,
        sender=sender,
        text=_words_of(message, kind),
        kind=kind,
        timestamp=as_number(message.get("timestamp")),
        answers=as_text(as_dict(message.get("context")).get("id")),
    )


def _words_of(message: dict, kind: str) -> str:
    """What the person said, wherever the kind of message keeps it."""
    if kind == "text":
        return as_text(as_dict(message.get("text")).get("body"))
    if kind == "button":
        return as_text(as_dict(message.get("button")).get("text"))
    if kind == "interactive":
        inner = as_dict(message.get("interactive"))
        reply = as_dict(inner.get(as_text(inner.get("type"))))
        return as_text(reply.get("title"))
    if kind == "reaction":
        return as_text(as_dict(message.get("reaction")).get("emoji"))
    return as_text(as_dict(message.get(kind)).get("caption")) if kind else ""


def _template_event(business_id: str, value: dict) -> TemplateEvent | None:
    name = as_text(value.get("message_template_name"))
    status = as_text(value.get("event")).lower()
    if not name or not status:
        return None
    return TemplateEvent(
        business_id=business_id,
        name=name,
        language=as_text(value.get("message_template_language")),
        status=status,
        detail=as_text(value.get("reason"))[:200],
    )
