"""How payments move the last day of a membership, and what undoing one takes back."""

from datetime import date


def granted_end(
    current: date | None, target: date | None, before: date | None, fallback: date
) -> date | None:
    """The last day of a membership after payments changed.

    Payments only extend a membership; only what they gave is taken back, so that a day
    set by hand or by another rule stays.

    :param current: last day of the membership as it is
    :param target: last day that payments give now
    :param before: last day that payments gave before
    :param fallback: last day without any payment
    """
    if target and (not current or target > current):
        return target
    was_given = bool(before) and current == before
    if was_given and (not target or target < before):
        return max(target, fallback) if target else fallback
    return current
