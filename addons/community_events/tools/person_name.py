"""How a person is named where others look on."""


def get_short_name(name: str | None) -> str:
    """First name and the initial of the last: enough to know oneself by."""
    parts = (name or "").split()
    if len(parts) < 2:
        return "".join(parts)
    return f"{parts[0]} {parts[-1][0]}."
