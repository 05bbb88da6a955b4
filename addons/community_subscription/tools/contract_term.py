"""Terms and notice periods. Pure functions; nothing here knows Odoo."""

from calendar import monthrange
from datetime import date, timedelta

from dateutil.relativedelta import relativedelta

ONE_DAY = timedelta(days=1)


def add_units(day: date, number: int, unit: str, anchor_day: int = 0) -> date:
    """Return the day so many units later.

    :param anchor_day: of the month, for who began on the 31st: a month after 30 April
        it is 31 May again
    """
    later = day + relativedelta(**{f"{unit}s": number})
    if unit in ("month", "year") and anchor_day > later.day:
        last = monthrange(later.year, later.month)[1]
        later = later.replace(day=min(anchor_day, last))
    return later


def next_term(
    last_day: date, number: int, unit: str, anchor_day: int = 0
) -> tuple[date, date]:
    """Return first and last day of the term that follows a term."""
    start = last_day + ONE_DAY
    is_month_end = start.day == monthrange(start.year, start.month)[1]
    # Only a shortened month lets go of the 31st; holds move the end to other days.
    anchor = anchor_day if is_month_end else 0
    return start, add_units(start, number, unit, anchor) - ONE_DAY


def close_day(
    day: date, number: int, unit: str, term_end: date | None, by_member: bool
) -> date:
    """Return the last day of a contract of which notice is given on `day`.

    The club may let go after the notice period. A member is bound for a fixed term
    that ends later than that.
    """
    last = add_units(day, number, unit) if number else day
    if by_member and term_end and term_end > last:
        return term_end
    return last
