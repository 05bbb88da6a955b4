"""How many parts of a text message a text needs, as operators bill them.

A part carries 140 octets: 160 letters of the common GSM alphabet, fewer when the text
needs Turkish letters, 70 when it needs any other script. A text in several parts gives
up a little of each for the header that joins them. Pairs that belong together (the
escape and its letter, the halves of an emoji) are never torn apart, which is why parts
are filled one by one instead of divided.
"""

from dataclasses import dataclass

GSM_BASIC = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
GSM_EXTENSION = frozenset("\f^{}\\[~]|€")

# The national table reached with an escape: the letter costs two places.
TURKISH_SHIFT = frozenset("ĞİŞçğış")

# The national table in place of the basic one: eight letters give way to eight others.
_LOCKED_OUT = frozenset("èìØøÆæ¡¿")
_LOCKED_IN = frozenset("€ıĞğŞşİç")
TURKISH_LOCKED = (GSM_BASIC - _LOCKED_OUT) | _LOCKED_IN

# Places in a lone part and in each of several, after the headers.
_ROOM = {
    "gsm7": (160, 153),
    "turkish": (155, 149),
    "turkish_locked": (155, 149),
    "turkish_both": (152, 146),
    "ucs2": (70, 67),
}


@dataclass(frozen=True)
class SegmentCount:
    """What a text costs.

    `encoding` is one of gsm7, turkish, turkish_locked, turkish_both, ucs2; `units` the
    places it takes; `remaining` those left in the last part; `costly` the letters
    that forced the shorter parts, so that a person can avoid them.
    """

    encoding: str
    characters: int
    units: int
    segments: int
    per_segment: int
    remaining: int
    costly: tuple[str, ...] = ()


def count(text: str, turkish: str = "single", reserved: int = 0) -> SegmentCount:
    """Count the parts of a text.

    :param turkish: how the operator writes Turkish: "single" (letters reached by an
        escape, the usual way of bulk operators), "locking" (the cheapest of both
        tables) or "none" (no national tables: any such letter means UCS-2).
    :param reserved: places the operator adds itself, such as the sender's code that
        Turkish law wants at the end of bulk messages.
    """
    text = text or ""
    candidates = [
        _measure(text, encoding, costs, reserved)
        for encoding, costs in _tables(turkish)
        if (costs is None or all(letter in costs for letter in text))
    ]
    best = min(candidates, key=lambda found: found.segments)
    if best.encoding == "gsm7":
        return best
    return _with_costly(best, text)


def _tables(turkish: str):
    """Encodings the operator offers, the plainest first."""
    yield "gsm7", _BASIC_COSTS
    if turkish in ("single", "locking"):
        yield "turkish", _SINGLE_COSTS
    if turkish == "locking":
        yield "turkish_locked", _LOCKED_COSTS
        yield "turkish_both", _BOTH_COSTS
    yield "ucs2", None


def _costs(plain: frozenset, escaped: frozenset) -> dict[str, int]:
    return dict.fromkeys(escaped, 2) | dict.fromkeys(plain, 1)


_BASIC_COSTS = _costs(GSM_BASIC, GSM_EXTENSION)
_SINGLE_COSTS = _costs(GSM_BASIC, GSM_EXTENSION | TURKISH_SHIFT)
_LOCKED_COSTS = _costs(TURKISH_LOCKED, GSM_EXTENSION)
_BOTH_COSTS = _costs(TURKISH_LOCKED, GSM_EXTENSION | TURKISH_SHIFT)


def _measure(text, encoding, costs, reserved) -> SegmentCount:
    if costs is None:
        sizes = [2 if ord(letter) > 0xFFFF else 1 for letter in text]
    else:
        sizes = [costs[letter] for letter in text]
    sizes += [1] * reserved
    units = sum(sizes)
    alone, joined = _ROOM[encoding]
    if units <= alone:
        segments, per_segment, used = (1 if units else 0), alone, units
    else:
        segments, used = _fill(sizes, joined)
        per_segment = joined
    return SegmentCount(
        encoding=encoding,
        characters=len(text),
        units=units,
        segments=segments,
        per_segment=per_segment,
        remaining=per_segment - used,
    )


def _fill(sizes: list[int], room: int) -> tuple[int, int]:
    """Parts needed and places used in the last one."""
    segments, used = 1, 0
    for size in sizes:
        if used + size > room:
            segments, used = segments + 1, 0
        used += size
    return segments, used


def _with_costly(found: SegmentCount, text: str) -> SegmentCount:
    known = _SINGLE_COSTS if found.encoding == "ucs2" else _BASIC_COSTS
    costly = tuple(dict.fromkeys(x for x in text if x not in known))
    if found.encoding == "ucs2" and not costly:
        costly = tuple(dict.fromkeys(x for x in text if x not in _BASIC_COSTS))
    return SegmentCount(**{**vars(found), "costly": costly[:10]})
