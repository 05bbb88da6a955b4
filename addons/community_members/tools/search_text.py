"""One line of text per member in which a single search box finds everything."""

import re
import unicodedata

# National system of romanisation for Georgian (2002), apostrophes left out because
# nobody types them in a search box.
_GEORGIAN = "ა ბ გ დ ე ვ ზ თ ი კ ლ მ ნ ო პ ჟ რ ს ტ უ ფ ქ ღ ყ შ ჩ ც ძ წ ჭ ხ ჯ ჰ"
_LATIN = "a b g d e v z t i k l m n o p zh r s t u p k gh q sh ch ts dz ts ch kh j h"
GEORGIAN = dict(zip(_GEORGIAN.split(), _LATIN.split(), strict=True))
# Letters that Unicode does not take apart into a letter and an accent.
_LETTERS = str.maketrans(
    {"ı": "i", "İ": "I", "ß": "ss", "ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d"}
    | {"Đ": "D", "æ": "ae", "Æ": "AE", "œ": "oe", "Œ": "OE", "ð": "d", "þ": "th"}
)
_NOT_DIGIT = re.compile(r"\D+")
_LOOKS_LIKE_PHONE = re.compile(r"^[\d\s()+./-]{5,}$")


def romanise(text: str) -> str:
    """Georgian letters in Latin ones; every other character stays."""
    return "".join(GEORGIAN.get(char, char) for char in text.lower())


def digits(text: str) -> str:
    return _NOT_DIGIT.sub("", text)


def plain(text: str) -> str:
    """Small letters without accents, as people type them: ``IŞIK`` is ``isik``."""
    if text.isascii():
        return text.lower()
    text = unicodedata.normalize("NFKD", text.translate(_LETTERS)).lower()
    return "".join(char for char in text if not unicodedata.combining(char))


def search_text(names: list[str], codes: list[str], phones: list[str]) -> str:
    """The stored text: names (also romanised), codes as they are, phones as digits.

    Everything is stored plain and looked for plain, so that the database compares
    letters only.
    """
    parts = [name for name in names if name]
    parts += [latin for name in parts if (latin := romanise(name)) != name.lower()]
    parts += [code for code in codes if code]
    parts += [digits(phone) for phone in phones if phone]
    return plain(" ".join(dict.fromkeys(parts)))


def search_term(text: str) -> str:
    """What to look for when a person types `text`.

    A phone number is looked for by its digits without the leading zero of the
    national form, so that "0532 111 22 33" finds "+90 532 111 22 33".
    """
    text = plain(" ".join(text.split()))
    if _LOOKS_LIKE_PHONE.match(text) and ("+" in text or " " in text or text[0] == "0"):
        return digits(text).lstrip("0") or text
    return text
