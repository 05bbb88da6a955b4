"""The last day of a card, as payment providers tell it."""

import calendar
import re
from datetime import date

MONTH_YEAR = re.compile(r"^(\d{1,2})\s*/\s*(\d{2}|\d{4})$")
MONTHS = ("exp_month", "expiry_month", "expiration_month")
YEARS = ("exp_year", "expiry_year", "expiration_year")
WHOLE = ("expiryDate", "expiry", "expiry_date")


def _last_day(month: int, year: int) -> date | None:
    year += 2000 if year < 100 else 0
    if not (1 <= month <= 12 and 2000 <= year < 2100):
        return None
    return date(year, month, calendar.monthrange(year, month)[1])


def read_expiry(data: object, depth: int = 4) -> date | None:
    """Look for month and year in the answer of a provider, down to a few levels."""
    if not isinstance(data, dict) or depth < 0:
        return None
    month = next((data[key] for key in MONTHS if data.get(key)), None)
    year = next((data[key] for key in YEARS if data.get(key)), None)
    if str(month or "").isdigit() and str(year or "").isdigit():
        return _last_day(int(month), int(year))
    for key in WHOLE:
        if found := MONTH_YEAR.match(str(data.get(key) or "")):
            return _last_day(int(found[1]), int(found[2]))
    found = (read_expiry(value, depth - 1) for value in data.values())
    return next((day for day in found if day), None)
