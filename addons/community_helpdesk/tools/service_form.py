"""On-site forms: what has to be filled in, what a version says, when to ask again.

Nothing here knows Odoo; moments are naive and in UTC.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from typing import NamedTuple

from dateutil.relativedelta import relativedelta

PROMOTER, PASSIVE = 9, 7  # from which score of ten
UNITS = ("day", "week", "month")
YES_NO = ("yes", "no")


class Question(NamedTuple):
    """A line of a worksheet. ``kind``: text, number, yes_no or choice."""

    id: int
    kind: str
    is_required: bool = False
    choices: tuple[str, ...] = ()


def find_bad_answers(
    questions: Iterable[Question], answers: Mapping[int, str]
) -> list[int]:
    """Questions whose answer is missing though required, or is none of its kind.

    :param answers: {question id: what was typed}
    :return: ids, in the order of the questions
    """
    return [
        question.id
        for question in questions
        if not _is_answered(question, (answers.get(question.id) or "").strip())
    ]


def _is_answered(question: Question, text: str) -> bool:
    if not text:
        return not question.is_required
    if question.kind == "number":
        return _is_number(text)
    if question.kind == "yes_no":
        return text in YES_NO
    if question.kind == "choice":
        return text in question.choices
    return True


def _is_number(text: str) -> bool:
    digits = text.replace(",", ".", 1).lstrip("-")
    whole, _point, part = digits.partition(".")
    return whole.isdecimal() and (not part or part.isdecimal())


def digest(content: Mapping) -> str:
    """SHA-256 of what a version says: the same for the same values, in any order.

    :param content: values that JSON knows
    """
    text = json.dumps(content, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def get_next_step(
    sent_at: datetime, now: datetime, was_reminded: bool, days: tuple[int, int]
) -> str | None:
    """What happens to a form that nobody answered: ``remind``, ``approve`` or nothing.

    :param days: (days until the reminder, days until it counts as approved); 0: never
    """
    remind, approve = days
    if approve and now >= sent_at + timedelta(days=approve):
        return "approve"
    if remind and not was_reminded and now >= sent_at + timedelta(days=remind):
        return "remind"
    return None


def get_nps(score: int) -> int:
    """Net promoter points of a score of 1 to 10; their average is the NPS.

    Source: F. F. Reichheld, The One Number You Need to Grow, HBR 2003: promoters give
    9 or 10, detractors 6 or less.

    :raises ValueError: for any other number
    """
    if score not in range(1, 11):
        raise ValueError(score)
    if score >= PROMOTER:
        return 100
    return 0 if score >= PASSIVE else -100


def get_visit_days(
    first: date, rhythm: tuple[int, str], since: date, until: date
) -> list[date]:
    """Days of a visit that comes again.

    A month's last days stay at its end: from 31 January to 28 February and to 31 March.

    :param rhythm: (every how many, ``day``, ``week`` or ``month``)
    :param since: first day that is asked for
    :param until: last day that is asked for
    :raises ValueError: for a rhythm that never comes again
    """
    every, unit = rhythm
    if every < 1 or unit not in UNITS:
        raise ValueError(rhythm)
    days, count, day = [], 0, first
    while day <= until:
        if day >= since:
            days.append(day)
        count += 1
        day = first + relativedelta(**{f"{unit}s": every * count})
    return days


class Stop(NamedTuple):
    """A visit on the way of a day. ``start`` is a moment, ``zip`` may be empty."""

    id: int
    start: datetime
    region: str = ""
    zip: str = ""
    street: str = ""


def order_route(stops: Iterable[Stop]) -> list[int]:
    """The order of a day: region by region, the region with the earliest visit first.

    Inside a region by postal code and street, so that neighbours follow each other.

    :return: ids
    """
    stops = list(stops)
    earliest: dict[str, datetime] = {}
    for stop in stops:
        earliest[stop.region] = min(earliest.get(stop.region, stop.start), stop.start)
    ordered = sorted(
        stops,
        key=lambda stop: (
            earliest[stop.region],
            stop.region,
            stop.zip,
            stop.street,
            stop.start,
            stop.id,
        ),
    )
    return [stop.id for stop in ordered]


class Officer(NamedTuple):
    """Somebody who may be sent: the regions he serves and his visits of the day."""

    id: int
    regions: frozenset[int] = frozenset()
    skills: frozenset[int] = frozenset()
    visits: int = 0


def choose_officer(
    officers: Iterable[Officer], region: int | None, skills: frozenset[int]
) -> int | None:
    """Who goes: he has the skills; then his own region, then the fewest visits.

    :return: an id; None when nobody has the skills
    """
    able = [officer for officer in officers if skills <= officer.skills]
    if not able:
        return None
    best = min(
        able, key=lambda each: (region not in each.regions, each.visits, each.id)
    )
    return best.id
