"""What a contract brings in a month, and how a change of it is called.

Pure functions; nothing here knows Odoo.
"""

# How many of the unit a month has, on average over a year.
UNITS_A_MONTH = {"day": 365 / 12, "week": 52 / 12, "month": 1, "year": 1 / 12}


def monthly_value(amount: float, number: int, unit: str) -> float:
    """Return what `amount` in each period of `number` units is worth in a month.

    Not rounded: the parts of a contract are added up first.
    """
    return amount * UNITS_A_MONTH[unit] / number


def movement(before: float, after: float, was_active: bool) -> str:
    """Name the step from one monthly revenue to the next.

    :param was_active: whether the contract brought in something at any time before
    """
    if before == after:
        return "none"
    if before <= 0 < after:
        return "reactivation" if was_active else "new"
    if after <= 0 < before:
        return "churn"
    return "expansion" if after > before else "contraction"
