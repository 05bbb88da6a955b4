"""Which sentences tell what a plan does: codes and values, without the words."""

from typing import NamedTuple


class Phrase(NamedTuple):
    """A sentence by its code, with what stands in it."""

    code: str
    values: dict = {}


class PlanFacts(NamedTuple):
    """What of a plan can be said in words; lengths are (number, unit) pairs."""

    interval: tuple[int, str] = (1, "month")
    anchor: str = "anniversary"
    anchor_day: int = 1
    anchor_month: int = 1
    billing_mode: str = "advance"
    bill_days_before: int = 0
    instalments: int = 1
    term: tuple[int, str] = (0, "month")
    renewal: str = "auto"
    trial: tuple[int, str] = (0, "day")
    notice: tuple[int, str] = (0, "month")
    grace_days: int = 0
    has_joining_fee: bool = False


def get_phrases(facts: PlanFacts) -> list[Phrase]:
    """The sentences in the order in which they are read."""
    return [
        _get_rhythm(facts),
        *_get_billing(facts),
        _get_term(facts),
        *_get_extras(facts),
    ]


def _get_rhythm(facts: PlanFacts) -> Phrase:
    values: dict = {"length": facts.interval}
    if facts.anchor == "anniversary" or facts.interval[1] == "day":
        return Phrase("rhythm_joining", values)
    if facts.interval[1] == "week":
        return Phrase(
            "rhythm_weekday", values | {"weekday": (facts.anchor_day - 1) % 7}
        )
    if facts.interval[1] == "year":
        values |= {"month": facts.anchor_month}
    code = "rhythm_year" if facts.interval[1] == "year" else "rhythm_month"
    if facts.anchor_day == 31:
        return Phrase(f"{code}_last", values)
    return Phrase(code, values | {"day": facts.anchor_day})


def _get_billing(facts: PlanFacts) -> list[Phrase]:
    phrases = []
    if facts.billing_mode == "arrears":
        phrases.append(Phrase("arrears"))
    elif facts.bill_days_before:
        phrases.append(Phrase("advance_days", {"days": facts.bill_days_before}))
    else:
        phrases.append(Phrase("advance"))
    if facts.instalments > 1:
        phrases.append(Phrase("instalments", {"number": facts.instalments}))
    return phrases


def _get_term(facts: PlanFacts) -> Phrase:
    if not facts.term[0]:
        return Phrase("open_end")
    return Phrase(f"term_{facts.renewal}", {"length": facts.term})


def _get_extras(facts: PlanFacts) -> list[Phrase]:
    phrases = []
    if facts.trial[0]:
        phrases.append(Phrase("trial", {"length": facts.trial}))
    if facts.has_joining_fee:
        phrases.append(Phrase("joining"))
    if facts.notice[0]:
        phrases.append(Phrase("notice", {"length": facts.notice}))
    if facts.grace_days:
        phrases.append(Phrase("grace", {"days": facts.grace_days}))
    return phrases
