"""A gateway that is described by settings: one call a message, over HTTP.

Operators in Georgia and elsewhere each have their own small interface. Its address,
parameters and answers are written into the settings with placeholders. They are
replaced by plain substitution, after the settings were split into names and values:
a member's text can never become a parameter of its own, and nothing is evaluated.
"""

import json
import re
from dataclasses import dataclass, field
from urllib.parse import quote

from .http_guard import Reply
from .retry_ladder import (
    ACCEPTED,
    REFUSED,
    UNKNOWN,
    Answer,
    answer_of_status,
    retry_after_seconds,
)
from .sms_segments import count

PLACEHOLDERS = (
    "number",
    "digits",
    "text",
    "sender",
    "reference",
    "secret",
    "unicode",
    "callback",
)
_PLACE = re.compile(r"\{(" + "|".join(PLACEHOLDERS) + r")\}")
_MOST_READ = 4096


@dataclass(frozen=True)
class Gateway:
    """The settings of a gateway; `style` is query, form or json."""

    url: str
    method: str = "POST"
    style: str = "form"
    headers: str = ""
    parameters: str = ""
    secret: str = field(default="", repr=False)
    sender: str = ""
    success: str = ""
    id_path: str = ""
    callback: str = ""


@dataclass(frozen=True)
class CallbackWords:
    """Names and values in the gateway's delivery reports."""

    reference: str = "reference"
    message_id: str = "id"
    status: str = "status"
    delivered: frozenset = frozenset({"delivered"})
    failed: frozenset = frozenset({"failed"})


@dataclass(frozen=True)
class Receipt:
    reference: str
    message_id: str
    state: str
    detail: str = ""


class BadSettingsError(ValueError):
    """The settings of the gateway cannot be used; the text says which part."""


def build_send(gateway: Gateway, number: str, text: str, reference: str) -> dict:
    """The call that sends one message.

    :raises BadSettingsError: when a setting cannot be read.
    """
    values = {
        "number": number,
        "digits": "".join(x for x in number if x in "0123456789"),
        "text": text,
        "sender": gateway.sender,
        "reference": reference,
        "secret": gateway.secret,
        "unicode": "1" if count(text, turkish="none").encoding == "ucs2" else "0",
        "callback": gateway.callback,
    }
    in_url = {name: quote(value, safe="") for name, value in values.items()}
    call = {
        "method": gateway.method,
        "url": _fill(gateway.url, in_url),
        "headers": {
            name: _fill(value, values).encode()
            for name, value in _pairs(gateway.headers, ":", "headers").items()
        },
    }
    if gateway.style == "json":
        return call | {"json": _fill_json(_read_json(gateway.parameters), values)}
    pairs = _pairs(gateway.parameters, "=", "parameters")
    filled = {name: _fill(value, values) for name, value in pairs.items()}
    return call | {"params" if gateway.style == "query" else "data": filled}


def check_settings(gateway: Gateway) -> None:
    """Find mistakes while the settings are written, not when a message waits.

    :raises BadSettingsError: naming the part that is wrong.
    """
    build_send(gateway, "+995500000000", "text", "reference")
    try:
        re.compile(gateway.success)
    except re.error:
        raise BadSettingsError("success") from None


def _fill(template: str, values: dict[str, str]) -> str:
    return _PLACE.sub(lambda found: values[found.group(1)], template)


def _fill_json(node, values):
    if isinstance(node, str):
        return _fill(node, values)
    if isinstance(node, list):
        return [_fill_json(part, values) for part in node]
    if isinstance(node, dict):
        return {name: _fill_json(part, values) for name, part in node.items()}
    return node


def _read_json(text: str):
    try:
        return json.loads(text or "{}")
    except (ValueError, RecursionError):
        raise BadSettingsError("parameters") from None


def _pairs(text: str, sign: str, setting: str) -> dict[str, str]:
    """Names and values of a setting with one pair a line."""
    pairs = {}
    for line in (text or "").splitlines():
        if not line.strip():
            continue
        name, found, value = line.partition(sign)
        if not found or not name.strip():
            raise BadSettingsError(setting)
        pairs[name.strip()] = value.strip()
    return pairs


def read_send(gateway: Gateway, reply: Reply, now) -> Answer:
    """What the gateway's answer says about the message."""
    detail = f"HTTP {reply.status}"
    wait = retry_after_seconds(reply.headers.get("retry-after"), now)
    known = answer_of_status(reply.status, wait, detail)
    if known is not None:
        return known
    body = reply.text[:_MOST_READ]
    found = re.search(gateway.success, body) if gateway.success else None
    if reply.status >= 400:
        return Answer(REFUSED, "rejected", f"{detail}: {tell(body, gateway.secret)}")
    parsed, readable = _parse(reply.text)
    if gateway.id_path and not readable:
        return Answer(UNKNOWN, "provider_down", "The answer cannot be read")
    if gateway.success and found is None:
        if not body.strip():
            return Answer(UNKNOWN, "provider_down", "The answer is empty")
        return Answer(REFUSED, "rejected", tell(body, gateway.secret))
    named = found.groupdict().get("id") if found is not None else None
    return Answer(ACCEPTED, message_id=named or _at(parsed, gateway.id_path))


def tell(body: str, secret: str = "") -> str:
    """The start of an answer for the log, on one line and without the secret."""
    text = " ".join(body.split())
    if secret:
        text = text.replace(secret, "***")
    return "".join(x for x in text if x.isprintable())[:200]


def _parse(text: str):
    try:
        return json.loads(text), True
    except (ValueError, RecursionError):
        return None, False


def _at(node, path: str) -> str:
    """The text at a path such as "messages.0.id"; empty when it leads nowhere."""
    for step in path.split(".") if path else ():
        if isinstance(node, dict):
            node = node.get(step)
        elif isinstance(node, list) and step.isdecimal() and int(step) < len(node):
            node = node[int(step)]
        else:
            return ""
    if not path or isinstance(node, bool) or not isinstance(node, (str, int)):
        return ""
    return str(node)[:200]


def read_callback(parameters: dict, words: CallbackWords) -> Receipt | None:
    """The receipt in a delivery report; None when it names no message."""
    reference = _word(parameters.get(words.reference))
    message_id = _word(parameters.get(words.message_id))
    status = _word(parameters.get(words.status)).lower()
    if not (reference or message_id):
        return None
    if status in words.delivered:
        state = "delivered"
    elif status in words.failed:
        state = "failed"
    else:
        state = "sent"
    return Receipt(reference, message_id, state, tell(status))


def _word(value) -> str:
    text = str(value) if isinstance(value, (str, int)) else ""
    return text.strip()[:200]
