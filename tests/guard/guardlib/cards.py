"""Payment card numbers that pass every check, each used once, so that a find tells
where it got in. They are made up: the issuer's range is that of Visa's test cards."""

PREFIX = "411111"


class CardNumbers:
    def __init__(self):
        self.used = {}

    def new(self, where: str, form: int = 0) -> str:
        """:return: the number as a person might type it, in one of several ways"""
        body = f"{PREFIX}{len(self.used):09d}"
        number = body + check_digit(body)
        self.used[number] = where
        groups = [number[i : i + 4] for i in range(0, 16, 4)]
        ways = (number, " ".join(groups), "-".join(groups), f"card: {number}.")
        return ways[form % len(ways)]

    def found_in(self, text: str) -> list[str]:
        """:return: where each number was typed that the text holds in any spelling"""
        plain = text.translate({ord(c): None for c in " -.\u00a0"})
        return [where for number, where in self.used.items() if number in plain]


def check_digit(body: str) -> str:
    total = 0
    for position, char in enumerate(reversed(body)):
        value = int(char)
        if position % 2 == 0:
            value = value * 2 - 9 * (value > 4)
        total += value
    return str(-total % 10)
