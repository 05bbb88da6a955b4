"""May this much be taken from a wallet? Facts in, verdict with reasons out.

All money is in integer minor units of the wallet's currency. The order of the reasons
is the order in which somebody at the desk would put them right.
"""

from dataclasses import dataclass

try:
    from odoo.addons.community_members.tools.decision import (
        ALLOW,
        Decision,
        deny,
        strictest,
    )
except ImportError:  # on the box, where the same file lies beside this one
    from .decision import ALLOW, Decision, deny, strictest


@dataclass(frozen=True)
class WalletFacts:
    """What counts when money is to be taken out.

    :param amount: what is asked for
    :param balance: what is there
    :param credit_limit: how far below zero the wallet may go
    :param is_open: False for a blocked wallet
    :param daily_limit: most that may be spent in a day; 0 for no limit
    :param spent_today: what was spent today and not taken back
    :param allowed: categories that may be bought; empty for all
    :param paths: for each thing bought, its category and all above it; nothing known
        about what is bought is one empty path
    """

    amount: int
    balance: int
    credit_limit: int = 0
    is_open: bool = True
    daily_limit: int = 0
    spent_today: int = 0
    allowed: frozenset[int] = frozenset()
    paths: tuple[frozenset[int], ...] = (frozenset(),)


def decide_spend(facts: WalletFacts) -> Decision:
    """Whether a purchase may be paid, by all rules."""
    return _join(
        _check_amount(facts),
        _check_open(facts),
        _check_category(facts),
        _check_daily_limit(facts),
        _check_balance(facts),
    )


def decide_due(facts: WalletFacts) -> Decision:
    """Whether a debt to the club may be paid: the limits of a guardian do not count."""
    return _join(_check_amount(facts), _check_open(facts), _check_balance(facts))


def decide_taking_back(facts: WalletFacts) -> Decision:
    """Whether money may be paid out or a top-up undone: a blocked wallet, too."""
    return _join(_check_amount(facts), _check_balance(facts))


def _check_amount(facts: WalletFacts) -> Decision | None:
    if facts.amount > 0:
        return None
    return deny("amount_not_positive", amount=facts.amount)


def _check_open(facts: WalletFacts) -> Decision | None:
    return None if facts.is_open else deny("wallet_blocked", fix="unblock")


def _check_category(facts: WalletFacts) -> Decision | None:
    if not facts.allowed or all(facts.allowed & path for path in facts.paths):
        return None
    return deny("category_not_allowed", fix="allow_category")


def _check_daily_limit(facts: WalletFacts) -> Decision | None:
    if not facts.daily_limit or facts.spent_today + facts.amount <= facts.daily_limit:
        return None
    return deny(
        "daily_limit",
        fix="raise_limit",
        limit=facts.daily_limit,
        left=max(0, facts.daily_limit - facts.spent_today),
    )


def _check_balance(facts: WalletFacts) -> Decision | None:
    missing = facts.amount - facts.balance - facts.credit_limit
    if missing <= 0:
        return None
    return deny("wallet_low", fix="top_up", balance=facts.balance, missing=missing)


def _join(*found: Decision | None) -> Decision:
    refusals = [one for one in found if one]
    return strictest(refusals) if refusals else Decision(ALLOW)
