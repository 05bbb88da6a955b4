"""Netgsm's REST interface, version 2: what is asked, and what the answers mean.

One call holds up to hundreds of messages and is answered with one job number; what
became of each message is told later by job and number. The interface knows no
reference of ours, so a call that fell silent is not repeated: the report of the last
minutes tells which numbers were served.
"""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

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
from .sms_segments import count

BASE = "https://api.netgsm.com.tr"
# Turkey keeps one time all the year, and the interface speaks it.
TURKEY = timedelta(hours=3)
PAGE = 100
MOST_PER_CALL = 100

_BUSY_CODES = frozenset({"80", "85", "100", "101", "110"})
_REFUSALS = {
    "20": ("template_error", "The text is too long or has letters that cannot be sent"),
    "30": ("rejected", "User, password or permitted IP address is wrong"),
    "40": ("rejected", "The sender's name is not registered"),
    "50": ("rejected", "The account may not send messages checked with the registry"),
    "51": ("rejected", "The account has no brand in the registry"),
    "70": ("rejected", "A parameter is wrong or missing"),
}
_REPORT_STATES = {
    0: ("sent", ""),
    1: ("delivered", ""),
    2: ("failed", "expired"),
    3: ("failed", "bad_address"),
    4: ("failed", "unreachable"),
    11: ("failed", "rejected"),
    12: ("failed", "rejected"),
    13: ("failed", "rejected"),
    14: ("failed", "no_credit"),
    15: ("failed", "blacklisted"),
    16: ("failed", "registry"),
    17: ("failed", "registry"),
}


@dataclass(frozen=True)
class Account:
    usercode: str
    password: str = field(repr=False)
    header: str
    url: str = BASE


@dataclass(frozen=True)
class Receipt:
    """What became of one message: state and reason in our words."""

    job_id: str
    number: str
    state: str
    reason: str = ""
    detail: str = ""


@dataclass(frozen=True)
class Incoming:
    sender: str
    text: str
    moment: str


def local_number(number: str) -> str | None:
    """The ten digits of a Turkish mobile number; None for every other number.

    The interface documents no other form, and a number cut short would reach a
    stranger.
    """
    digits = "".join(letter for letter in number or "" if letter in "0123456789")
    for prefix in ("0090", "90", "0"):
        if digits.startswith(prefix) and len(digits) == len(prefix) + 10:
            digits = digits[len(prefix) :]
            break
    return digits if len(digits) == 10 and digits.startswith("5") else None


def encoding_of(text: str) -> str | None:
    """ "TR" for a text with Turkish letters; leaving it out is cheaper."""
    return None if count(text).encoding == "gsm7" else "TR"


def build_send(account: Account, messages, encoding=None, commercial=False) -> dict:
    """The call that sends messages of one encoding and one purpose.

    :param messages: pairs of a local number and its text.
    """
    body = {
        "msgheader": account.header,
        "messages": [{"msg": text, "no": number} for number, text in messages],
        # 11: commercial to persons, checked by the operator with the registry.
        "iysfilter": "11" if commercial else "0",
    }
    if encoding:
        body["encoding"] = encoding
    return _call(account, "POST", "/sms/rest/v2/send", json=body)


def build_report(account: Account, start, stop, job_ids=(), page=0) -> dict:
    """The call that asks what became of messages.

    :param start, stop: in UTC.
    """
    body = {
        "startdate": (start + TURKEY).strftime("%d.%m.%Y %H:%M:%S"),
        "stopdate": (stop + TURKEY).strftime("%d.%m.%Y %H:%M:%S"),
        "pagenumber": page,
        "pagesize": PAGE,
    }
    if job_ids:
        body["jobids"] = list(job_ids)
    return _call(account, "POST", "/sms/rest/v2/report", json=body)


def build_inbox(account: Account, start, stop) -> dict:
    """The call that asks for what people wrote to us."""
    period = {
        "startdate": (start + TURKEY).strftime("%d%m%Y%H%M%S"),
        "stopdate": (stop + TURKEY).strftime("%d%m%Y%H%M%S"),
    }
    return _call(account, "GET", "/sms/rest/v2/inbox", params=period)


def _call(account, method, path, **arguments) -> dict:
    return {
        "method": method,
        "url": account.url.rstrip("/") + path,
        "auth": (account.usercode, account.password),
    } | arguments


def read_send(reply: Reply, now: datetime) -> Answer:
    """What the answer to a call says about all of its messages."""
    found = _answer(reply)
    code = as_text(found.get("code")) if found is not None else ""
    if code == "00" and reply.status == 200 and as_text(found.get("jobid")):
        return Answer(ACCEPTED, message_id=as_text(found.get("jobid")))
    if code in _BUSY_CODES:
        wait = retry_after_seconds(reply.headers.get("retry-after"), now)
        return Answer(BUSY, "provider_down", f"Netgsm {code}", retry_after=wait)
    if code in _REFUSALS:
        reason, text = _REFUSALS[code]
        return Answer(REFUSED, reason, f"Netgsm {code}: {text}")
    return _read_status(reply, code, now)


def _read_status(reply, code, now) -> Answer:
    wait = retry_after_seconds(reply.headers.get("retry-after"), now)
    known = answer_of_status(reply.status, wait, f"HTTP {reply.status}")
    if known is not None:
        return known
    if reply.status in (401, 403):
        return Answer(REFUSED, "rejected", "Netgsm: user or password is wrong")
    if reply.status >= 400 or (code and code != "00"):
        detail = f"Netgsm: HTTP {reply.status}, code {code[:10]}"
        return Answer(REFUSED, "rejected", detail)
    return Answer(UNKNOWN, "provider_down", "The answer cannot be read")


def read_report(reply: Reply) -> list[Receipt] | None:
    """Receipts of an answer; None when the question must be asked again later."""
    found = _answer(reply)
    if found is None:
        return None
    code = as_text(found.get("code"))
    if code == "60":  # nothing to tell
        return []
    if code not in ("", "00") or reply.status != 200:
        return None
    return [
        _receipt(job)
        for job in map(as_dict, as_list(found.get("jobs")))
        if as_text(job.get("jobid"))
    ]


def _receipt(job: dict) -> Receipt:
    status = as_text(job.get("status"))
    known = _REPORT_STATES.get(int(status)) if status.isdecimal() else None
    state, reason = known or ("sent", "")
    error = as_text(job.get("errorCode"))[:20]
    return Receipt(
        job_id=as_text(job.get("jobid")),
        number=local_number(as_text(job.get("number"))) or as_text(job.get("number")),
        state=state,
        reason=reason,
        detail=f"Netgsm {status[:10]}/{error}" if state == "failed" else "",
    )


def read_inbox(reply: Reply) -> list[Incoming]:
    messages = as_dict(_answer(reply)).get("messages")
    return [
        Incoming(
            sender=as_text(message.get("sender")),
            text=as_text(message.get("message")),
            moment=as_text(message.get("datetime")),
        )
        for message in map(as_dict, as_list(messages))
        if as_text(message.get("sender"))
    ]


def _answer(reply: Reply) -> dict | None:
    found = read_json(reply.text)
    return found if isinstance(found, dict) else None
