"""When two invoices are the same but for whom they are addressed to.

What is equal needs to be computed only once: taxes, due dates, rounding.
"""

import json
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

# What differs from invoice to invoice without touching an amount or an account.
OWN_VALUES = frozenset(
    {
        "partner_id",
        "ref",
        "invoice_origin",
        "invoice_user_id",
        "narration",
        "community_contract_id",
        "community_period_ids",
    }
)
# What must be said: left out, it depends on the partner or on the moment.
NEEDED_VALUES = frozenset(
    {
        "company_id",
        "currency_id",
        "fiscal_position_id",
        "invoice_date",
        "invoice_payment_term_id",
        "journal_id",
        "move_type",
        "partner_id",
    }
)
# What may be said. Cash rounding is not among them: Odoo addresses its line in a way
# of its own.
KNOWN_VALUES = NEEDED_VALUES | OWN_VALUES | {"invoice_date_due"}
LINES = "invoice_line_ids"
TEXT_LINES = ("line_section", "line_subsection", "line_note")
KNOWN_LINE_VALUES = frozenset(
    {
        "analytic_distribution",
        "discount",
        "display_type",
        "name",
        "price_unit",
        "product_id",
        "quantity",
        "sequence",
        "tax_ids",
    }
)


def read_lines(vals: Mapping[str, Any]) -> list[Mapping[str, Any]] | None:
    """The lines to create, or None if `vals` says something else than to create."""
    lines = []
    for command in vals.get(LINES) or ():
        if not isinstance(command, list | tuple) or command[0] != 0:
            return None
        lines.append(command[2])
    return lines


def can_share(vals: Mapping[str, Any]) -> bool:
    """Whether everything that matters is said, and nothing is said that is unknown."""
    names = set(vals) - {LINES}
    lines = read_lines(vals)
    if not lines or not NEEDED_VALUES <= names <= KNOWN_VALUES:
        return False
    return all(_can_share_line(line) for line in lines)


def _can_share_line(line: Mapping[str, Any]) -> bool:
    if not line.get("name") or not set(line) <= KNOWN_LINE_VALUES:
        return False
    if line.get("display_type") in TEXT_LINES:
        return True
    return bool(line.get("product_id")) and not line.get("display_type")


def get_basket(vals: Mapping[str, Any]) -> str:
    """Equal for invoices that have the same amounts, accounts and dates.

    Texts do not count. Of the analytic distribution only the pattern counts, that is
    which lines have the same one: taxes are summed up by it.
    """
    head = {name: value for name, value in vals.items() if name not in OWN_VALUES}
    lines = read_lines(vals) or []
    head[LINES] = [
        {name: value for name, value in line.items() if name not in _OWN_LINE_VALUES}
        for line in lines
    ]
    head["analytic"] = _get_pattern(
        write_analytic(line["analytic_distribution"])
        if "analytic_distribution" in line
        else None
        for line in lines
    )
    return json.dumps(head, sort_keys=True, default=_write_value)


_OWN_LINE_VALUES = ("name", "analytic_distribution")


def _get_pattern(values: Iterable[str | None]) -> list[int]:
    """Which are the same; -1 stands for none, -2 for what Odoo finds out by itself."""
    first: dict[str, int] = {}
    fixed = {None: -2, NO_ANALYTIC: -1}
    return [
        fixed[value] if value in fixed else first.setdefault(value, n)
        for n, value in enumerate(values)
    ]


def write_analytic(distribution: Mapping[str, float] | bool | None) -> str:
    """A distribution in writing, so that equal ones can be found."""
    return json.dumps(distribution or None, sort_keys=True)


NO_ANALYTIC = "null"


def match_analytic(pairs: Iterable[tuple[Any, Any]]) -> dict[str, Any] | None:
    """{distribution there, in writing: distribution here} of lines that correspond.

    None if two that are one there are two here, or the other way round: what is summed
    up by distribution would then be summed up in another way.
    """
    there: dict[str, Any] = {}
    back: dict[str, str] = {}
    for one, other in pairs:
        key, value = write_analytic(one), write_analytic(other)
        there.setdefault(key, other)
        if write_analytic(there[key]) != value or back.setdefault(value, key) != key:
            return None
    return there


def _write_value(value: Any) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"{value!r} is not a plain value")
