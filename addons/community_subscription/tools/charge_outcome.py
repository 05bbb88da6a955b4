"""What is known after a call to a payment provider that did not answer properly."""

# Refused before anything was charged: keys, rights, addresses, too many calls.
NOTHING_CHARGED = frozenset({401, 403, 404, 405, 429})
# Another call of the same name is under way, or nobody knows.
UNDECIDED = frozenset({408, 409, 425})


class ChargeOutcomeUnknownError(Exception):
    """The provider may have charged, or not; not an error of the card.

    Deliberately no ValidationError: core turns these into a transaction in error, and
    a second transaction could then charge the same money again.

    :param is_safe: nothing can have been charged, so any provider may be asked again
    """

    def __init__(self, message: str, is_safe: bool = False):
        super().__init__(message)
        self.is_safe = is_safe


def judge_status(status: int) -> str:
    """``refused`` (final), ``safe`` (nothing happened) or ``unknown``."""
    if status in NOTHING_CHARGED:
        return "safe"
    if status in UNDECIDED or status >= 500:
        return "unknown"
    return "refused"
