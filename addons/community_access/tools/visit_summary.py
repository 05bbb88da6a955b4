"""Visits added up: this week, month and year, and week by week."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import NamedTuple

WEEKS = 12
WEEK = timedelta(days=7)


class Sum(NamedTuple):
    visits: int = 0
    minutes: int = 0

    def plus(self, visits: int, minutes: int) -> "Sum":
        return Sum(self.visits + visits, self.minutes + minutes)


class Week(NamedTuple):
    """:param percent: of the fullest week, for a bar"""

    start: date
    sum: Sum
    percent: int


class Summary(NamedTuple):
    week: Sum
    month: Sum
    year: Sum
    weeks: list[Week]


def monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def first_day(today: date) -> date:
    """The first day that `sum_up` needs to know of."""
    return min(date(today.year, 1, 1), monday(today) - (WEEKS - 1) * WEEK)


def sum_up(days: Iterable[tuple[date, int, int]], today: date) -> Summary:
    """:param days: (day, visits, minutes), a day may come more than once"""
    week, month, year = Sum(), Sum(), Sum()
    first = monday(today) - (WEEKS - 1) * WEEK
    sums = {first + number * WEEK: Sum() for number in range(WEEKS)}
    for day, visits, minutes in days:
        start = monday(day)
        if start in sums:
            sums[start] = sums[start].plus(visits, minutes)
        if start == monday(today):
            week = week.plus(visits, minutes)
        if (day.year, day.month) == (today.year, today.month):
            month = month.plus(visits, minutes)
        if day.year == today.year:
            year = year.plus(visits, minutes)
    most = max(one.visits for one in sums.values()) or 1
    weeks = [
        Week(start, one, round(100 * one.visits / most)) for start, one in sums.items()
    ]
    return Summary(week, month, year, weeks)
