"""Compare words as people do: no case, no accents, no Turkish dots."""

import unicodedata

_DOTS = str.maketrans({"ı": "i", "İ": "i", "I": "i", "_": " ", "\u00a0": " "})


def fold(text: str) -> str:
    """`ÜYE NO.` and `üye no` are the same word."""
    if not text.isascii():
        text = unicodedata.normalize("NFKD", text.translate(_DOTS))
        text = "".join(char for char in text if not unicodedata.combining(char))
    words = text.replace("_", " ").casefold().split()
    return " ".join(words).strip(" .:*?")
