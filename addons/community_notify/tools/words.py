"""The words that notices, decisions and the log share."""

MAIL, SMS, WHATSAPP = "mail", "sms", "whatsapp"
CHANNELS = (MAIL, SMS, WHATSAPP)

TRANSACTIONAL, COMMERCIAL = "transactional", "commercial"

# A delivery only climbs: what was received is not called "sent" again.
OUTCOME_RANK = {
    "queued": 0,
    "cancelled": 1,
    "suppressed": 1,
    "failed": 2,
    "sent": 3,
    "delivered": 4,
    "read": 5,
}
FINAL_BEFORE_SENDING = frozenset({"cancelled", "suppressed"})


def may_become(old: str, new: str) -> bool:
    """Say whether a delivery may go from one state to another.

    A receipt that comes late never takes back what is known already; a failure that
    the provider reports after it took the message counts as long as nobody saw the
    message arrive.
    """
    if old == new or old in FINAL_BEFORE_SENDING:
        return False
    if new == "failed":
        return old in ("queued", "sent")
    if old == "failed":
        return new in ("delivered", "read")
    if new in FINAL_BEFORE_SENDING:
        return old == "queued"
    return OUTCOME_RANK[new] > OUTCOME_RANK[old]
