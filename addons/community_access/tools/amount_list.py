"""A list of amounts as somebody writes it in the settings: "100, 250"."""


def parse_amounts(text: str | None) -> list[float]:
    """:raises ValueError: for what is not a list of amounts above zero"""
    amounts = [float(part) for part in (text or "").split(",") if part.strip()]
    if any(not 0 < amount < 1e9 for amount in amounts):
        raise ValueError(text)
    return amounts
