"""Mail providers at which anybody can have an address.

An organisation that listed one of them would take in every stranger who writes from it.
The list holds those common where the suite is used; it need not be complete to be of
use, as an administrator sees whom a domain brings in.
"""

FREE_MAIL = frozenset(
    [
        "aol.com",
        "bk.ru",
        "duck.com",
        "fastmail.com",
        "fastmail.fm",
        "gmail.com",
        "gmx.at",
        "gmx.ch",
        "gmx.com",
        "gmx.de",
        "gmx.net",
        "googlemail.com",
        "hey.com",
        "hotmail.co.uk",
        "hotmail.com",
        "hotmail.com.tr",
        "hotmail.de",
        "hotmail.fr",
        "hotmail.it",
        "hushmail.com",
        "icloud.com",
        "inbox.ru",
        "internet.ru",
        "laposte.net",
        "libero.it",
        "list.ru",
        "live.com",
        "live.de",
        "live.fr",
        "mac.com",
        "mail.com",
        "mail.ge",
        "mail.ru",
        "mailfence.com",
        "me.com",
        "mynet.com",
        "msn.com",
        "orange.fr",
        "outlook.com",
        "outlook.com.tr",
        "outlook.de",
        "outlook.fr",
        "pm.me",
        "posta.ge",
        "proton.me",
        "protonmail.com",
        "qq.com",
        "rambler.ru",
        "rocketmail.com",
        "seznam.cz",
        "t-online.de",
        "tuta.com",
        "tutanota.com",
        "ukr.net",
        "wanadoo.fr",
        "web.de",
        "windowslive.com",
        "wp.pl",
        "ya.ru",
        "yahoo.co.uk",
        "yahoo.com",
        "yahoo.com.tr",
        "yahoo.de",
        "yahoo.fr",
        "yahoo.it",
        "yandex.com",
        "yandex.com.tr",
        "yandex.ru",
        "ymail.com",
        "zoho.com",
        "126.com",
        "163.com",
    ]
)


def is_free_mail(domain: str) -> bool:
    """Whether anybody can have an address at `domain` or at a part of it.

    :param domain: such as gmail.com, in any case
    """
    labels = domain.lower().strip(". ").split(".")
    return any(".".join(labels[start:]) in FREE_MAIL for start in range(len(labels)))
