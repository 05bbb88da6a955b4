"""Amounts of money in words: Turkish and English by num2words, Georgian by hand.

A document says an amount twice, in figures and in words, so that neither is misread
or altered. Turkish joins the parts of a number in one word, as money is written.
"""

from decimal import ROUND_HALF_UP, Decimal

from num2words import num2words

from .georgian_number import spell_georgian

# Code: {language: (one unit, several units, one part, several parts)}
CURRENCIES = {
    "TRY": {
        "en": ("lira", "lira", "kuruş", "kuruş"),
        "tr": ("lira", "lira", "kuruş", "kuruş"),
        "ka": ("თურქული ლირა", "თურქული ლირა", "ყურუში", "ყურუში"),
    },
    "GEL": {
        "en": ("lari", "lari", "tetri", "tetri"),
        "tr": ("lari", "lari", "tetri", "tetri"),
        "ka": ("ლარი", "ლარი", "თეთრი", "თეთრი"),
    },
    "EUR": {
        "en": ("euro", "euros", "cent", "cents"),
        "tr": ("avro", "avro", "sent", "sent"),
        "ka": ("ევრო", "ევრო", "ცენტი", "ცენტი"),
    },
    "USD": {
        "en": ("US dollar", "US dollars", "cent", "cents"),
        "tr": ("ABD doları", "ABD doları", "sent", "sent"),
        "ka": ("აშშ დოლარი", "აშშ დოლარი", "ცენტი", "ცენტი"),
    },
    "GBP": {
        "en": ("pound sterling", "pounds sterling", "penny", "pence"),
        "tr": ("İngiliz sterlini", "İngiliz sterlini", "peni", "peni"),
        "ka": ("ფუნტი სტერლინგი", "ფუნტი სტერლინგი", "პენი", "პენი"),
    },
}
MINUS = {"en": "minus", "tr": "eksi", "ka": "მინუს"}
AND = {"en": " and ", "tr": " ", "ka": " და "}


def spell(number: int, lang: str) -> str:
    """A whole number in words; a language nobody spells here is spelt in English."""
    if lang == "ka":
        return spell_georgian(number)
    try:
        return num2words(number, lang=lang)
    except NotImplementedError:
        return num2words(number, lang="en")


def amount_in_words(
    amount: float | Decimal,
    currency: str,
    lang: str,
    places: int = 2,
    labels: tuple[str, str] | None = None,
) -> str:
    """An amount in words, such as "one hundred lira and fifty kuruş".

    :param currency: its ISO code.
    :param lang: a language, with or without a country ("tr", "ka_GE").
    :param places: how many digits the parts of the currency have.
    :param labels: what a unit and a part of a currency unknown here are called.
    """
    lang = (lang or "en").split("_")[0]
    exact = Decimal(str(amount)).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    units = int(abs(exact))
    parts = int((abs(exact) - units).scaleb(places))
    names = _get_names(currency, lang, labels)
    words = []
    if units or not parts:
        words.append(f"{spell(units, lang)} {names[0 if units == 1 else 1]}")
    if parts:
        words.append(f"{spell(parts, lang)} {names[2 if parts == 1 else 3]}")
    text = AND.get(lang, AND["en"]).join(words)
    return f"{MINUS.get(lang, MINUS['en'])} {text}" if exact < 0 else text


def _get_names(currency, lang, labels):
    by_lang = CURRENCIES.get(currency)
    if by_lang:
        return by_lang.get(lang, by_lang["en"])
    unit, part = labels or (currency, "/100")
    return unit, unit, part, part
