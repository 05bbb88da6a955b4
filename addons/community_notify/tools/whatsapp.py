"""WhatsApp Cloud API: what is sent, what is answered, what its webhooks tell.

A message carries our reference, which comes back with every receipt. The interface does
not refuse a repeated one, so a call that fell silent is not repeated at once: if the
message was taken, its receipt names our reference within the waiting time.
"""

from dataclasses import dataclass, field

from .http_guard import Reply
from .loose_json import as_dict, as_list, as_text, read_json
from .retry_ladder import (
    ACCEPTED,
    BUSY,
    REFUSED,
    UNKNOWN,
    Answer,
    answer_of_status,
    retry_after_seconds,
)

BASE = "https://graph.facebook.com/v21.0"
WINDOW_HOURS = 24

_BUSY_CODES = frozenset(
    {1, 2, 4, 80007, 130429, 131000, 131016, 131048, 131056, 131057, 133004}
)
REASONS = {
    100: "template_error",
    130472: "unreachable",
    131008: "template_error",
    131009: "template_error",
    131021: "bad_address",
    131026: "unreachable",
    131030: "bad_address",
    131042: "no_credit",
    131050: "withdrawn",
    132000: "template_error",
    132001: "template_error",
    132005: "template_error",
    132007: "template_error",
    132012: "template_error",
    132015: "template_error",
    132016: "template_error",
}


@dataclass(frozen=True)
class Account:
    phone_number_id: str
    business_id: str
    token: str = field(repr=False)
    url: str = BASE


def digits(number: str) -> str:
    """The number as the interface wants it: country code and digits only."""
    return "".join(letter for letter in number or "" if letter in "0123456789")


def build_template(account, number, reference, template, values) -> dict:
    """The call that sends an approved template.

    :param template: its name and language.
    """
    name, language = template
    template = {"name": name, "language": {"code": language}}
    if values:
        parameters = [{"type": "text", "text": _one_line(value)} for value in values]
        template["components"] = [{"type": "body", "parameters": parameters}]
    return _message(account, number, reference, type="template", template=template)


def build_text(account, number, reference, text) -> dict:
    """The call that answers a person who wrote within the last 24 hours."""
    body = {"preview_url": False, "body": text[:4096]}
    return _message(account, number, reference, type="text", text=body)


def _message(account, number, reference, **content) -> dict:
    return {
        "method": "POST",
        "url": f"{account.url}/{account.phone_number_id}/messages",
        "headers": _headers(account),
        "json": {
            "messaging_product": "whatsapp",
            "recipient_type": "individual",
            "to": digits(number),
            "biz_opaque_callback_data": reference,
        }
        | content,
    }


def build_templates(account, after: str = "") -> dict:
    """The call that lists the templates and what was decided about them."""
    asked = {"fields": "name,language,status,category,components", "limit": "100"}
    if after:
        asked["after"] = after
    return {
        "method": "GET",
        "url": f"{account.url}/{account.business_id}/message_templates",
        "headers": _headers(account),
        "params": asked,
    }


def _headers(account) -> dict:
    return {"Authorization": f"Bearer {account.token}"}


def _one_line(value) -> str:
    """Parameters may hold neither line breaks nor rows of spaces."""
    return " ".join(str(value).split())[:1024] or "-"


def read_send(reply: Reply, now) -> Answer:
    """What the answer to a message says."""
    found = read_json(reply.text)
    wait = retry_after_seconds(reply.headers.get("retry-after"), now)
    error = as_dict(as_dict(found).get("error"))
    if error:
        return _read_error(error, reply.status, wait)
    for message in as_list(as_dict(found).get("messages")):
        if reply.status == 200 and as_text(as_dict(message).get("id")):
            return Answer(ACCEPTED, message_id=as_text(message["id"]))
    known = answer_of_status(reply.status, wait, f"HTTP {reply.status}")
    if known is not None:
        return known
    if reply.status >= 400:
        return Answer(REFUSED, "rejected", f"HTTP {reply.status}")
    return Answer(UNKNOWN, "provider_down", "The answer cannot be read")


def _read_error(error: dict, status: int, wait: int | None) -> Answer:
    code = error.get("code") if isinstance(error.get("code"), int) else None
    detail = tell_error(error)
    if code in _BUSY_CODES or status == 429:
        return Answer(BUSY, "provider_down", detail, retry_after=wait)
    if code in REASONS:
        return Answer(REFUSED, REASONS[code], detail)
    known = answer_of_status(status, wait, detail)
    return known or Answer(REFUSED, "rejected", detail)


def tell_error(error: dict) -> str:
    """Code and explanation for the log. The words are the provider's, cut short."""
    told = as_text(as_dict(error.get("error_data")).get("details"))
    told = told or as_text(error.get("message")) or as_text(error.get("title"))
    line = "".join(x for x in " ".join(told.split()) if x.isprintable())
    return f"WhatsApp {as_text(error.get('code')) or '?'}: {line[:200]}"


def read_templates(reply: Reply) -> tuple[list[dict], str] | None:
    """Templates of one page and where the next begins; None when not answered."""
    found = as_dict(read_json(reply.text))
    if reply.status != 200 or not isinstance(found.get("data"), list):
        return None
    templates = [
        {
            "name": as_text(entry.get("name")),
            "language": as_text(entry.get("language")),
            "status": as_text(entry.get("status")).lower(),
            "category": as_text(entry.get("category")).lower(),
            "body": _body_of(entry),
        }
        for entry in map(as_dict, found["data"])
        if as_text(entry.get("name")) and as_text(entry.get("language"))
    ]
    paging = as_dict(found.get("paging"))
    after = as_text(as_dict(paging.get("cursors")).get("after"))
    return templates, after if paging.get("next") else ""


def _body_of(entry: dict) -> str:
    for component in map(as_dict, as_list(entry.get("components"))):
        if as_text(component.get("type")).upper() == "BODY":
            return as_text(component.get("text"))
    return ""
