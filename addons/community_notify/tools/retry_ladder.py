"""What to do after a provider's answer: done, again later, find out first, or give up.

Three kinds of "not sent" must be kept apart. A provider that refuses for good is not
asked again. One that is busy or broken and surely took nothing is asked again at
growing intervals. One that fell silent after it had the message may have sent it:
asking again could tell a person twice, so it depends on what the provider offers.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime

ACCEPTED, BUSY, UNKNOWN, REFUSED = "accepted", "busy", "unknown", "refused"

# A repeated reference is recognised by the provider: asking again is harmless.
REPEAT = "repeat"
# The provider tells afterwards what it took: look before asking again.
LOOK_UP = "look_up"
# Neither: rather not at all over this channel than twice.
NEVER = "never"

INTERVALS = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 30, 120, 360))
LONGEST_WAIT = timedelta(hours=6)
LOOK_UP_AFTER = timedelta(minutes=15)


@dataclass(frozen=True)
class Answer:
    """A provider's answer about one message, in our words.

    `reason` is one of the reasons a message's log knows; `detail` what the provider
    said, never with a secret in it.
    """

    verdict: str
    reason: str = ""
    detail: str = ""
    message_id: str = ""
    retry_after: int | None = None


@dataclass(frozen=True)
class Step:
    """What follows: `action` is sent, retry, look_up or failed; `at` when."""

    action: str
    at: datetime | None = None
    reason: str = ""


def next_step(
    answer: Answer, attempts: int, now: datetime, repeatable: str = NEVER
) -> Step:
    """Decide what follows an answer.

    :param attempts: how often the message was handed over, this time included.
    :param repeatable: what the provider offers against a message sent twice.
    """
    if answer.verdict == ACCEPTED:
        return Step("sent")
    if answer.verdict == REFUSED:
        return Step("failed", reason=answer.reason or "rejected")
    if attempts > len(INTERVALS):
        return Step("failed", reason=_reason_of_silence(answer, repeatable))
    if answer.verdict == UNKNOWN and repeatable == NEVER:
        return Step("failed", reason="interrupted")
    wait = waiting_time(attempts, answer.retry_after)
    if answer.verdict == UNKNOWN and repeatable == LOOK_UP:
        return Step("look_up", at=now + max(wait, LOOK_UP_AFTER))
    return Step("retry", at=now + wait)


def waiting_time(attempts: int, retry_after: int | None = None) -> timedelta:
    """The ladder's interval, or what the provider asks for when that is longer."""
    interval = INTERVALS[min(max(attempts, 1), len(INTERVALS)) - 1]
    if retry_after and retry_after > 0:
        asked = min(retry_after, int(LONGEST_WAIT.total_seconds()))
        interval = max(interval, timedelta(seconds=asked))
    return interval


def _reason_of_silence(answer: Answer, repeatable: str) -> str:
    if answer.verdict == UNKNOWN and repeatable != REPEAT:
        return "interrupted"
    return answer.reason or "provider_down"


def retry_after_seconds(value: str | None, now: datetime) -> int | None:
    """Seconds of a Retry-After header, which is a number or a date; None if neither."""
    value = (value or "").strip()
    if value.isascii() and value.isdigit():
        return min(int(value[:9]), 10**8)
    try:
        moment = parsedate_to_datetime(value)
    except (TypeError, ValueError, IndexError, OverflowError):
        return None
    if moment.tzinfo is not None:
        moment = (moment - moment.utcoffset()).replace(tzinfo=None)
    return max(int((moment - now).total_seconds()), 0)


def answer_of_status(
    status: int, retry_after: int | None = None, detail: str = ""
) -> Answer | None:
    """The answer that the HTTP status alone gives; None when the body must tell."""
    if status in (408, 425, 429, 500, 501, 503) or 505 <= status <= 599:
        return Answer(BUSY, "provider_down", detail, retry_after=retry_after)
    if status in (502, 504):
        # A proxy gave up waiting: the provider behind it may have the message.
        return Answer(UNKNOWN, "provider_down", detail, retry_after=retry_after)
    if 300 <= status <= 399:
        return Answer(REFUSED, "rejected", detail or "redirect refused")
    return None
