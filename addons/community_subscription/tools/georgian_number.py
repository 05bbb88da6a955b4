"""Whole numbers in Georgian words, which num2words does not know.

Below a hundred Georgian counts by twenties: 35 is "twenty-and-fifteen". What is
followed by another word loses its last letter ი: ასი is 100, ას ერთი is 101.
"""

ONES = (
    "ნული",
    "ერთი",
    "ორი",
    "სამი",
    "ოთხი",
    "ხუთი",
    "ექვსი",
    "შვიდი",
    "რვა",
    "ცხრა",
    "ათი",
    "თერთმეტი",
    "თორმეტი",
    "ცამეტი",
    "თოთხმეტი",
    "თხუთმეტი",
    "თექვსმეტი",
    "ჩვიდმეტი",
    "თვრამეტი",
    "ცხრამეტი",
)
TWENTIES = ("", "ოც", "ორმოც", "სამოც", "ოთხმოც")
HUNDREDS = (
    "",
    "ას",
    "ორას",
    "სამას",
    "ოთხას",
    "ხუთას",
    "ექვსას",
    "შვიდას",
    "რვაას",
    "ცხრაას",
)
GROUPS = (
    (10**12, "ტრილიონ"),
    (10**9, "მილიარდ"),
    (10**6, "მილიონ"),
    (10**3, "ათას"),
)
LARGEST = 10**15 - 1


def spell_georgian(number: int) -> str:
    """:raises OverflowError: beyond trillions."""
    if abs(number) > LARGEST:
        raise OverflowError(number)
    if number < 0:
        return f"მინუს {spell_georgian(-number)}"
    if number < 100:
        return _below_hundred(number)
    words = []
    for size, stem in GROUPS:
        count, number = divmod(number, size)
        if not count:
            continue
        if count > 1 or size > 1000:  # a thousand is not counted, a million is
            words.append(_below_thousand(count))
        words.append(stem if number else f"{stem}ი")
    if number:
        words.append(_below_thousand(number))
    return " ".join(words)


def _below_thousand(number):
    hundreds, rest = divmod(number, 100)
    if not hundreds:
        return _below_hundred(rest)
    stem = HUNDREDS[hundreds]
    return f"{stem} {_below_hundred(rest)}" if rest else f"{stem}ი"


def _below_hundred(number):
    twenties, rest = divmod(number, 20)
    if not twenties:
        return ONES[rest]
    stem = TWENTIES[twenties]
    return f"{stem}და{ONES[rest]}" if rest else f"{stem}ი"
