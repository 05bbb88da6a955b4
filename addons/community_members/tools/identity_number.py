"""Check digits of national identity numbers."""


def valid_turkish_identity_number(number: str) -> bool:
    """T.C. kimlik numarası: eleven digits, the last two computed from the others."""
    if len(number) != 11 or not (number.isascii() and number.isdigit()):
        return False
    if number[0] == "0":
        return False
    digits = [int(char) for char in number]
    odd, even = sum(digits[0:9:2]), sum(digits[1:8:2])
    return digits[9] == (odd * 7 - even) % 10 and digits[10] == sum(digits[:10]) % 10


def valid_georgian_identity_number(number: str) -> bool:
    """Personal number: eleven digits; there is no check digit."""
    return len(number) == 11 and number.isascii() and number.isdigit()


CHECKS = {"TR": valid_turkish_identity_number, "GE": valid_georgian_identity_number}


def valid_identity_number(number: str, country_code: str | None) -> bool:
    """Countries without a known rule accept any number of up to 30 characters."""
    check = CHECKS.get(country_code)
    return check(number) if check else 0 < len(number) <= 30
