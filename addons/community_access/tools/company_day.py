"""Which day it is where the club is."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo


def day_in(moment: datetime, timezone: str | None) -> date:
    """:param moment: in UTC, without a timezone
    :param timezone: name of a timezone; UTC when there is none
    """
    return moment.replace(tzinfo=UTC).astimezone(ZoneInfo(timezone or "UTC")).date()
