"""Reads what the officer's phone sends. Nothing in it is believed before it is read.

The shape is written down at `read_form`; moments are ISO 8601 in UTC and become naive
ones, as Odoo keeps them.
"""

import base64
import binascii
import math
import re
from datetime import UTC, datetime

TEXT, LONG = 200, 10_000  # characters
PHOTOS, PARTS, ANSWERS = 10, 50, 100  # rows
PHOTO_BYTES = 8 * 1024 * 1024
SIGNATURE_BYTES = 512 * 1024
PHOTO_KINDS = ("before", "after")
KEY = re.compile(r"[0-9A-Za-z-]{16,64}")
BIGGEST = 10**9


class UnreadableError(ValueError):
    """Cut off on the way, or not made by the page. The argument names the field."""


def read_form(sent: object) -> dict:
    """
    :param sent: ``key``, ``visit_id``, ``customer_id``, ``type_id``, ``email``,
        ``authorised``, ``serial``, ``started``, ``ended``, ``arrived``, ``departed``,
        ``km``, ``position``, ``fee``, ``result``, ``note``, ``answers``, ``parts``,
        ``photos``, ``signature``, ``signed_by``
    :return: the same names; moments as datetime or None, answers as {int: str}, parts
        as (name, quantity), photos as (kind, base64), position as (lat, lon) or None
    :raises UnreadableError: naming what cannot be read
    """
    if not isinstance(sent, dict):
        raise UnreadableError("form")
    key = sent.get("key")
    if not isinstance(key, str) or not KEY.fullmatch(key):
        raise UnreadableError("key")
    read: dict = {"key": key}
    for name in ("visit_id", "customer_id", "type_id"):
        read[name] = _read_id(sent, name)
    for name in ("email", "authorised", "serial", "signed_by"):
        read[name] = _read_text(sent, name, TEXT)
    for name in ("result", "note"):
        read[name] = _read_text(sent, name, LONG)
    for name in ("started", "ended", "arrived", "departed"):
        read[name] = _read_moment(sent, name)
    for name in ("km", "fee"):
        read[name] = _read_number(sent.get(name) or 0, name)
    read["position"] = _read_position(sent.get("position"))
    read["answers"] = _read_answers(sent.get("answers") or {})
    read["parts"] = [_read_part(part) for part in _read_rows(sent, "parts", PARTS)]
    read["photos"] = [_read_photo(each) for each in _read_rows(sent, "photos", PHOTOS)]
    signature = sent.get("signature") or ""
    read["signature"] = _read_bytes(signature, "signature", SIGNATURE_BYTES)
    return read


def _read_id(sent, name):
    value = sent.get(name)
    if value is None or value is False:
        return None
    if isinstance(value, bool) or not isinstance(value, int):
        raise UnreadableError(name)
    if not 0 < value < 2**31:
        raise UnreadableError(name)
    return value


def _read_text(sent, name, at_most):
    value = sent.get(name) or ""
    if not isinstance(value, str) or len(value) > at_most or "\x00" in value:
        raise UnreadableError(name)
    return value.strip()


def _read_moment(sent, name):
    value = sent.get(name)
    if not value:
        return None
    try:
        moment = datetime.fromisoformat(value)
        if moment.tzinfo is None:
            raise UnreadableError(name)
        moment = moment.astimezone(UTC).replace(tzinfo=None, microsecond=0)
    except (ValueError, TypeError, OverflowError) as error:
        raise UnreadableError(name) from error
    if not 2000 <= moment.year < 2200:
        raise UnreadableError(name)
    return moment


def _read_number(value, name):
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise UnreadableError(name)
    if not math.isfinite(value) or not 0 <= value <= BIGGEST:
        raise UnreadableError(name)
    return float(value)


def _read_position(value):
    if value is None:
        return None
    if not isinstance(value, dict):
        raise UnreadableError("position")
    place = (value.get("latitude"), value.get("longitude"))
    for part, most in zip(place, (90, 180), strict=True):
        is_number = isinstance(part, int | float) and not isinstance(part, bool)
        if not is_number or not abs(part) <= most:
            raise UnreadableError("position")
    return (float(place[0]), float(place[1]))


def _read_answers(value):
    if not isinstance(value, dict) or len(value) > ANSWERS:
        raise UnreadableError("answers")
    answers = {}
    for name, answer in value.items():
        is_id = isinstance(name, str) and name.isdecimal() and len(name) < 10
        if not is_id or not isinstance(answer, str | int | float | None):
            raise UnreadableError("answers")
        text = "" if answer is None else str(answer).strip()
        if len(text) > LONG or "\x00" in text:
            raise UnreadableError("answers")
        answers[int(name)] = text
    return answers


def _read_rows(sent, name, at_most):
    rows = sent.get(name) or []
    if not isinstance(rows, list) or len(rows) > at_most:
        raise UnreadableError(name)
    if not all(isinstance(row, dict) for row in rows):
        raise UnreadableError(name)
    return rows


def _read_part(part):
    name = _read_text(part, "name", TEXT)
    quantity = _read_number(part.get("quantity") or 0, "parts")
    if not name or not quantity:
        raise UnreadableError("parts")
    return (name, quantity)


def _read_photo(photo):
    kind = photo.get("kind")
    if kind not in PHOTO_KINDS:
        raise UnreadableError("photos")
    data = _read_bytes(photo.get("data"), "photos", PHOTO_BYTES)
    if not data:
        raise UnreadableError("photos")
    return (kind, data)


def _read_bytes(value, name, at_most):
    if not isinstance(value, str) or len(value) > at_most * 4 // 3 + 4:
        raise UnreadableError(name)
    try:
        base64.b64decode(value, validate=True)
    except (binascii.Error, ValueError) as error:
        raise UnreadableError(name) from error
    return value
