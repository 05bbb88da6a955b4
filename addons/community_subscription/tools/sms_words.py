"""Words that fit the plain alphabet of SMS, so that a message stays one part."""

import unicodedata

# Letters that do not come apart into a plain one and a mark.
PLAIN = str.maketrans("ıİłŁøØđĐ", "iIlLoOdD")


def plain(text: str, size: int = 24) -> str:
    """Without marks on letters; unchanged where the script has no plain letters."""
    text = " ".join((text or "").split())
    parts = unicodedata.normalize("NFKD", text.translate(PLAIN))
    bare = "".join(char for char in parts if not unicodedata.combining(char))
    return (bare if bare.isascii() else text)[:size].strip()
