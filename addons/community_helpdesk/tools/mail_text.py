"""What headers and text of a mail tell: sent by a machine, forwarded, which ticket.

Sources: RFC 3834 (Auto-Submitted), RFC 5322 (header fields), RFC 2076 (Precedence); the
lines above forwarded mails are those of common mail programs.
"""

import codecs
import re
from collections.abc import Mapping
from typing import NamedTuple

NUMBER = re.compile(r"\[#?([A-Z]{0,8}\d{1,12})\]")
# "From:" as Gmail, Outlook and Apple Mail write it above what they forward.
FROM_WORDS = "From|Von|De|Da|Kimden|Gönderen|От|ვისგან|გამგზავნი"
FORWARD_MARKS = (
    "forwarded message",
    "original message",
    "iletilen mesaj",
    "yönlendirilen ileti",
    "orijinal ileti",
    "გადაგზავნილი შეტყობინება",
    "пересланное сообщение",
)
SENDER = re.compile(
    rf"^[>*\s]*(?:{FROM_WORDS})\s*:\**\s*\"?(?P<name>[^\"<\n\[]*?)\"?\s*"
    r"[<\[]?(?:mailto:)?(?P<email>[\w.+'-]+@[\w-]+(?:\.[\w-]+)+)[>\]]?",
    re.IGNORECASE | re.MULTILINE,
)
SUBJECT_FORWARDED = re.compile(r"^\s*(fwd?|i̇?lt|wg|tr|гд|пер)\s*:", re.IGNORECASE)


class Person(NamedTuple):
    name: str
    email: str


def is_automatic(headers: Mapping[str, str]) -> bool:
    """Whether a machine sent it, so that nobody should answer.

    :param headers: field names in any case
    """
    fields = {
        name.lower(): (value or "").strip().lower() for name, value in headers.items()
    }
    if fields.get("auto-submitted", "no") != "no":
        return True
    if fields.get("precedence") in ("bulk", "junk", "list", "auto_reply"):
        return True
    marks = ("x-autoreply", "x-autorespond", "x-auto-response-suppress-reply")
    if any(fields.get(mark, "no") not in ("", "no") for mark in marks):
        return True
    return "list-id" in fields or fields.get("return-path") == "<>"


def is_known_charset(name: str) -> bool:
    """Whether Python can read text in a charset of this name."""
    try:
        codecs.lookup(name)
    except LookupError:
        return False
    return True


def find_number(subject: str) -> str:
    """The number of a ticket in square brackets, empty for none: ``Re: [T000012] …``"""
    found = NUMBER.search(subject or "")
    return found.group(1) if found else ""


def find_forwarded(subject: str, text: str) -> Person | None:
    """Whose mail was forwarded, None when it was not."""
    low = text.lower()
    marked = [low.find(mark) for mark in FORWARD_MARKS if mark in low]
    if not marked and not SUBJECT_FORWARDED.match(subject or ""):
        return None
    found = SENDER.search(text, min(marked, default=0))
    if not found:
        return None
    return Person(found["name"].strip(" *"), found["email"].lower())
