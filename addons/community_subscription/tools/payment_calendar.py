"""The payment days of a contract as a calendar file (RFC 5545)."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import NamedTuple

LINE = 75


class PaymentDay(NamedTuple):
    """One entry; the same uid replaces the entry that was imported before."""

    uid: str
    day: date
    title: str
    note: str = ""


def write_calendar(name: str, days: Iterable[PaymentDay], stamp: datetime) -> str:
    """
    :param stamp: when it was written, in UTC
    :return: the file, with the line ends that the format demands
    """
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Community Suite//Payment schedule//EN",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"X-WR-CALNAME:{_escape(name)}",
    ]
    for entry in days:
        lines += [
            "BEGIN:VEVENT",
            f"UID:{_escape(entry.uid)}",
            f"DTSTAMP:{stamp:%Y%m%dT%H%M%SZ}",
            f"DTSTART;VALUE=DATE:{entry.day:%Y%m%d}",
            f"DTEND;VALUE=DATE:{entry.day + timedelta(days=1):%Y%m%d}",
            f"SUMMARY:{_escape(entry.title)}",
            f"DESCRIPTION:{_escape(entry.note)}",
            "TRANSP:TRANSPARENT",
            "END:VEVENT",
        ]
    lines.append("END:VCALENDAR")
    return "".join(f"{_fold(line)}\r\n" for line in lines)


def _escape(text: str) -> str:
    for plain in ("\\", ";", ","):
        text = text.replace(plain, f"\\{plain}")
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return text.replace("\n", "\\n")


def _fold(line: str) -> str:
    """No line is longer than 75 bytes; letters are not torn apart."""
    parts, part, size = [], "", 0
    for char in line:
        width = len(char.encode())
        if size + width > LINE:
            parts.append(part)
            part, size = " ", 1
        part, size = part + char, size + width
    return "\r\n".join([*parts, part])
