"""Whether a reply means "do not write to me any more"."""

import re

# A person who sends one of these words alone wants silence, in whatever language.
STOP = frozenset(
    {
        "stop",
        "stopall",
        "unsubscribe",
        "cancel",
        "end",
        "quit",
        "dur",
        "durdur",
        "ret",
        "iptal",
        "çık",
        "abonelikten çık",
        "გაუქმება",
        "შეწყვეტა",
        "სტოპ",
        "stopi",
        "gaukmeba",
        "shetskveta",
        "стоп",
        "отписаться",
        "отмена",
    }
)
# Words that may stand beside: "RET B038", "SMS IPTAL", "STOP ALL".
_BESIDE = re.compile(r"^(sms|all|hepsi|whatsapp|b\d{2,4}|\d{2,6})$")


def is_stop(text: str) -> bool:
    """Judge by the whole message: a stop word inside a sentence is only a word."""
    folded = fold(text)
    if folded in STOP:
        return True
    words = folded.split()
    if not 1 < len(words) <= 3:
        return False
    stops = [word for word in words if word in STOP]
    others = [word for word in words if word not in STOP]
    return bool(stops) and all(_BESIDE.match(word) for word in others)


def fold(text: str) -> str:
    """Small letters without dots of the Turkish İ, punctuation and doubled spaces."""
    text = (text or "")[:200].replace("İ", "i").lower()
    text = text.replace("ı", "i").replace("çik", "çık")
    return " ".join(re.sub(r"[^\w\s]|_", " ", text).split())
