"""Events as an iCalendar feed (RFC 5545) that is the same as long as they are."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

import pytz
import vobject


@dataclass(frozen=True)
class FeedEvent:
    """One entry of the calendar. Times are in UTC, without a zone.

    :param is_mine: the reader has a seat; other events do not make him busy
    """

    uid: str
    begin: datetime
    end: datetime
    changed_at: datetime
    summary: str
    description: str = ""
    location: str = ""
    url: str = ""
    is_mine: bool = False
    is_cancelled: bool = False


def make_calendar(name: str, events: Iterable[FeedEvent]) -> bytes:
    calendar = vobject.iCalendar()
    calendar.add("method").value = "PUBLISH"
    calendar.add("x-wr-calname").value = name
    calendar.add("refresh-interval").value = "PT4H"
    calendar.refresh_interval.params["VALUE"] = ["DURATION"]
    for event in events:
        _add(calendar, event)
    return calendar.serialize().encode()


def _add(calendar, event: FeedEvent) -> None:
    entry = calendar.add("vevent")
    entry.add("uid").value = event.uid
    entry.add("dtstamp").value = _utc(event.changed_at)
    entry.add("last-modified").value = _utc(event.changed_at)
    entry.add("dtstart").value = _utc(event.begin)
    entry.add("dtend").value = _utc(event.end)
    entry.add("summary").value = event.summary
    entry.add("status").value = "CANCELLED" if event.is_cancelled else "CONFIRMED"
    is_busy = event.is_mine and not event.is_cancelled
    entry.add("transp").value = "OPAQUE" if is_busy else "TRANSPARENT"
    for key in ("description", "location", "url"):
        if getattr(event, key):
            entry.add(key).value = getattr(event, key)


def _utc(moment: datetime) -> datetime:
    return moment.replace(microsecond=0, tzinfo=pytz.utc)
