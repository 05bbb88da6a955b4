"""May this message go out now, later, over another channel, or not at all?

One question, one pure function: the same answer when a notice is queued, when the
queue hands it over, and when a broadcast is previewed.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from .words import COMMERCIAL, MAIL, WHATSAPP

UTC = ZoneInfo("UTC")


@dataclass(frozen=True, slots=True)
class Quiet:
    """Hours of the day in which nobody is disturbed, such as 21.0 to 9.0."""

    start: float
    end: float


@dataclass(frozen=True, slots=True)
class Policy:
    """What a company allows itself."""

    quiet: Quiet | None = None
    cap: int = 0  # commercial messages to one person; 0: as many as one likes
    whatsapp_opt_in: bool = False
    budget_left: float | None = None  # None: no limit


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known about one message before it goes out."""

    channel: str
    purpose: str
    address: str = ""
    address_given: bool = False
    archived: bool = False
    blacklisted: bool = False
    consent: str | None = None  # "granted", "withdrawn" or nobody ever said
    refused_by_registry: bool = False
    channel_ready: bool = True
    has_text: bool = True
    recent: int = 0
    cost: float = 0.0
    waits_for_morning: bool = True
    timezone: str = "UTC"


@dataclass(frozen=True, slots=True)
class Verdict:
    """``queue`` (at a time), or ``suppress``; with the reason."""

    action: str
    reason: str | None = None
    at: datetime | None = None

    @property
    def goes_out(self) -> bool:
        """Whether the message will leave, now or later."""
        return self.action == "queue"


def decide(facts: Facts, policy: Policy, now: datetime) -> Verdict:
    """Judge one message over one channel.

    :param now: the moment from which it may go out, aware of its time zone.
    :return: a verdict whose time, if any, is in UTC and after ``now``.
    """
    reason = _why_not(facts, policy)
    if reason:
        return Verdict("suppress", reason)
    later = _end_of_quiet(facts, policy, now)
    if later:
        return Verdict("queue", "quiet_hours", later)
    return Verdict("queue")


def choose(
    ladder: list[Facts], policy: Policy, now: datetime, everywhere: bool = False
) -> list[tuple[Facts, Verdict]]:
    """Judge the channels of one notice for one person.

    :param ladder: the channels, best first.
    :param everywhere: over every channel that works rather than over the first.
    :return: the messages to note: those that go out, or else the one that would have
        been first, with the reason why it does not. Nothing only for an empty ladder.
    """
    judged = [(facts, decide(facts, policy, now)) for facts in ladder]
    if everywhere:
        return judged
    chosen = [pair for pair in judged if pair[1].goes_out]
    return chosen[:1] or judged[:1]


def _why_not(facts: Facts, policy: Policy) -> str | None:
    """Return the first reason against a message; what cannot be changed comes first."""
    commercial = facts.purpose == COMMERCIAL
    must_agree = commercial or (facts.channel == WHATSAPP and policy.whatsapp_opt_in)
    over_budget = policy.budget_left is not None and facts.cost > policy.budget_left
    checks = (
        ("archived", facts.archived),
        ("no_channel", not facts.channel_ready),
        ("no_template", not facts.has_text),
        ("bad_address", not facts.address and facts.address_given),
        ("no_address", not facts.address),
        ("blacklisted", facts.blacklisted),
        ("withdrawn", facts.consent == "withdrawn"),
        ("no_consent", must_agree and facts.consent != "granted"),
        ("registry", commercial and facts.refused_by_registry),
        ("frequency_cap", commercial and policy.cap and facts.recent >= policy.cap),
        ("budget", facts.cost > 0 and over_budget),
    )
    return next((reason for reason, applies in checks if applies), None)


def _end_of_quiet(facts: Facts, policy: Policy, now: datetime) -> datetime | None:
    """Return when the quiet hours of the person end, if it is quiet there now.

    Service mails wake nobody; advertising waits on every channel.
    """
    wakes = facts.waits_for_morning and facts.channel != MAIL
    if not policy.quiet or not (wakes or facts.purpose == COMMERCIAL):
        return None
    return end_of_quiet(now, facts.timezone, policy.quiet)


def end_of_quiet(now: datetime, timezone: str, quiet: Quiet) -> datetime | None:
    """Return the end of the quiet hours around ``now``, or nothing outside of them.

    The start is quiet, the end is not. Works on the clock on the wall, also in the
    night in which it is put forward or back.
    """
    zone = zone_of(timezone)
    local = now.astimezone(zone)
    hour = local.hour + local.minute / 60 + local.second / 3600
    start, end = quiet.start, quiet.end
    if start == end:
        return None
    overnight = start > end
    inside = hour >= start or hour < end if overnight else start <= hour < end
    if not inside:
        return None
    day = local.date() + timedelta(days=1 if overnight and hour >= start else 0)
    minutes = round(end * 60)
    moment = datetime(day.year, day.month, day.day, tzinfo=zone)
    moment = (moment.replace(tzinfo=None) + timedelta(minutes=minutes)).replace(
        tzinfo=zone
    )
    # A wall clock that is put back shows an hour twice: the later one is safe.
    until = moment.replace(fold=1).astimezone(UTC)
    return until if until > now else None


def zone_of(timezone: str | None) -> ZoneInfo:
    """Return the time zone of this name; UTC for a name nobody knows."""
    try:
        return ZoneInfo(timezone or "UTC")
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return UTC


def next_channel(ladder: list[str], tried: set[str]) -> str | None:
    """Return the next rung after a channel that failed."""
    return next((channel for channel in ladder if channel not in tried), None)
