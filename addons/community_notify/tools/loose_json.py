"""Reading JSON of strangers: what is not of the expected kind is as good as absent."""

import json


def read_json(text):
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None


def as_dict(value) -> dict:
    return value if isinstance(value, dict) else {}


def as_list(value) -> list:
    return value if isinstance(value, list) else []


def as_text(value) -> str:
    if isinstance(value, bool) or not isinstance(value, (str, int)):
        return ""
    # A lone surrogate or a zero byte is valid JSON, but no text for a database.
    text = str(value)[:8192].replace("\x00", "")
    return text.encode("utf-8", "replace").decode()


def as_number(value) -> int | None:
    text = as_text(value)
    return int(text) if text.isascii() and text.isdigit() and len(text) < 12 else None
