"""The words of ZKTeco terminals that push to a server (ADMS, "PUSH SDK").

Source: ZKTeco, "Attendance PUSH Communication Protocol" (PUSH SDK 2.4) and "PUSH SDK
User Manual" 3.2.0: requests under ``/iclock``, plain text, lines of fields that tabs
separate. No terminal was at hand; what is not understood is left out, never an error.
"""

import re
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

LONGEST_LINE = 400
LONGEST_NAME = 24
LONGEST_SERIAL = 40
_SERIAL = re.compile(r"[A-Za-z0-9_-]{4,40}")
_PIN = re.compile(r"[0-9]{1,9}")
_TIME = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9]{2}:[0-9]{2}:[0-9]{2}")
_STAMP = re.compile(r"[0-9]{1,20}")
_RETURN = re.compile(r"-?[0-9]{1,9}")
# Signs that would end a field or a line.
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029=]+")


class Passage(NamedTuple):
    """One line of the log.

    :param at: seconds since 1970, UTC
    :param time: as the terminal wrote it: with the PIN it says which passage it is
    """

    pin: int
    at: int
    time: str
    status: str = ""
    verify: str = ""


class Result(NamedTuple):
    """What became of one command; negative numbers are errors of the terminal."""

    command: int
    code: int


def is_serial(text: str) -> bool:
    """Whether a text can be the serial number of a terminal."""
    return bool(_SERIAL.fullmatch(text or ""))


def read_stamp(text: str | None) -> str:
    """How far the terminal has told; empty for what is no stamp."""
    return text if text and _STAMP.fullmatch(text) else ""


def format_options(
    serial: str, stamp: str, op_stamp: str, zone: ZoneInfo, now: int
) -> str:
    """The answer to ``GET /iclock/cdata?options=all``: how the terminal shall report.

    :param stamp: the last stamp of the log that was kept, empty to have all of it
    """
    offset = datetime.fromtimestamp(now, zone).utcoffset() or timedelta()
    lines = (
        f"GET OPTION FROM: {serial}",
        f"ATTLOGStamp={stamp or 0}",
        f"OPERLOGStamp={op_stamp or 0}",
        "ATTPHOTOStamp=None",
        "ErrorDelay=30",
        "Delay=10",
        "TransTimes=00:00;12:00",
        "TransInterval=1",
        "TransFlag=TransData AttLog",
        f"TimeZone={_format_offset(offset)}",
        "Realtime=1",
        "Encrypt=0",
    )
    return "\n".join(lines) + "\n"


def _format_offset(offset: timedelta) -> int:
    """Whole hours, else minutes (protocol: beyond -12..14 a number is minutes)."""
    minutes = int(offset.total_seconds()) // 60
    return minutes // 60 if minutes % 60 == 0 else minutes


def read_log(body: bytes, zone: ZoneInfo) -> list[Passage]:
    """Lines ``PIN⇥time⇥status⇥verify⇥work code…``, in the terminal's local time."""
    return [one for line in _lines(body) if (one := _read_passage(line, zone))]


def _read_passage(line: str, zone: ZoneInfo) -> Passage | None:
    fields = [field.strip() for field in line.split("\t")]
    if len(fields) < 2 or not _PIN.fullmatch(fields[0]):
        return None
    if not _TIME.fullmatch(fields[1]):
        return None
    try:
        local = datetime.fromisoformat(fields[1]).replace(tzinfo=zone)
        at = int(local.astimezone(UTC).timestamp())
    except (ValueError, OverflowError):
        return None
    status, verify = (*fields[2:4], "", "")[:2]
    return Passage(int(fields[0]), at, fields[1], status[:8], verify[:8])


def read_results(body: bytes) -> list[Result]:
    """Lines ``ID=12&Return=0&CMD=DATA`` of ``POST /iclock/devicecmd``."""
    return [one for line in _lines(body) if (one := _read_result(line))]


def _read_result(line: str) -> Result | None:
    pairs = {
        name.strip(): value.strip()
        for name, sep, value in (part.partition("=") for part in line.split("&"))
        if sep
    }
    number, code = pairs.get("ID", ""), pairs.get("Return", "")
    if not _PIN.fullmatch(number) or not _RETURN.fullmatch(code):
        return None
    return Result(int(number), int(code))


def _lines(body: bytes) -> Iterable[str]:
    for line in body.decode("utf-8", "replace").split("\n"):
        if 0 < len(line) <= LONGEST_LINE:
            yield line.strip("\r")


def format_update(pin: int, name: str, card: str) -> str:
    """The command that makes the terminal open for a card."""
    fields = (f"PIN={pin}", f"Name={name}", "Pri=0", f"Card={card}")
    return "DATA UPDATE USERINFO " + "\t".join(fields)


def format_delete(pin: int) -> str:
    """The command after which the terminal knows the card no more."""
    return f"DATA DELETE USERINFO PIN={pin}"


def format_commands(commands: Iterable[tuple[int, str]]) -> str:
    """The answer to ``GET /iclock/getrequest``: ``C:number:command``, or ``OK``."""
    lines = [f"C:{number}:{text}" for number, text in commands]
    return "\n".join(lines) + "\n" if lines else "OK"


def format_card(uid: str, form: str = "decimal", is_reversed: bool = False) -> str:
    """A chip's number as the terminal compares it.

    :param uid: upper-case hex of the full number
    :param form: ``decimal``, or ``hex``, which terminals take in square brackets
    """
    raw = bytes.fromhex(uid)
    raw = raw[::-1] if is_reversed else raw
    return f"[{raw.hex().upper()}]" if form == "hex" else str(int.from_bytes(raw))


def shorten_name(name: str) -> str:
    """First name and the initial of the last: a terminal keeps no more of a person."""
    words = _CONTROL.sub(" ", name or "").split()
    if not words:
        return ""
    first = words[0][: LONGEST_NAME - 3]
    return f"{first} {words[-1][0]}." if len(words) > 1 else first
