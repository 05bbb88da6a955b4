"""How the facts of a decision are said, as far as that needs no language."""

# Facts that are moments: seconds since 1970 (UTC)
MOMENTS = frozenset({"at", "opens_at", "closed_at", "attended_at"})


def say_metres(metres: float) -> str:
    """``85 m``, ``340 m``, ``1.2 km``, ``54 km``: as exact as phones are."""
    if metres < 100:
        return f"{round(metres)} m"
    if metres < 1_000:
        return f"{round(metres, -1):.0f} m"
    if metres < 10_000:
        return f"{metres / 1_000:.1f} km"
    return f"{metres / 1_000:.0f} km"
