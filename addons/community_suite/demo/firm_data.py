"""The corporate members: what they are, their branches and who works there.

A unit is (name of the external id, name, place in the organisation, address key,
units below). A person is (external id, name, role, unit, months there, rights).
"""

ALL_RIGHTS = (
    "can_see_orders can_see_invoices can_see_tickets can_see_statement "
    "can_manage_employees can_order can_approve_orders"
)
BUYER = "can_see_orders can_order"
BOOKKEEPER = "can_see_invoices can_see_statement"

# city, state, (street, district, code, phone)
ADDRESSES = {
    "maslak": ("Büyükdere Caddesi 251", "Sarıyer", "34398", "İstanbul", "TR"),
    "bayrampasa": ("Yıldırım Caddesi 18", "Bayrampaşa", "34035", "İstanbul", "TR"),
    "kadikoy": ("Söğütlüçeşme Caddesi 96", "Kadıköy", "34714", "İstanbul", "TR"),
    "atasehir": ("Ataşehir Bulvarı 12", "Ataşehir", "34758", "İstanbul", "TR"),
    "galata": ("Serdar-ı Ekrem Sokak 31", "Beyoğlu", "34425", "İstanbul", "TR"),
    "moda": ("Moda Caddesi 142", "Kadıköy", "34710", "İstanbul", "TR"),
    "alsancak": ("Kıbrıs Şehitleri Caddesi 77", "Konak", "35220", "İzmir", "TR"),
    "cankaya": ("Tunalı Hilmi Caddesi 58", "Çankaya", "06680", "Ankara", "TR"),
    "ostim": ("100. Yıl Bulvarı 44", "Yenimahalle", "06374", "Ankara", "TR"),
    "vake": ("64 Ilia Chavchavadze Avenue", "Vake", "0162", "Tbilisi", "GE"),
    "saburtalo": ("11 Pekini Avenue", "Saburtalo", "0171", "Tbilisi", "GE"),
    "gldani": ("3 Khizanishvili Street", "Gldani", "0167", "Tbilisi", "GE"),
    "kazbegi": ("1 Vazha-Pshavela Street", "Stepantsminda", "4700", "Kazbegi", "GE"),
}

FIRMS = {
    "marmara": {
        "name": "Marmara Motor A.Ş.",
        "categories": ["category_dealer", "category_sponsor", "category_customer"],
        "sector": "sector_sales",
        "region": "region_europe",
        "address": "maslak",
        "standing": "current",
        "facts": (48_500_000, 164, "Maslak"),
        "units": [
            (
                "servis",
                "Marmara Servis Ltd. Şti.",
                "subsidiary",
                "bayrampasa",
                [
                    (
                        "bayrampasa",
                        "Bayrampaşa Workshop",
                        "branch",
                        "bayrampasa",
                        [
                            ("parts", "Spare Parts", "department", "bayrampasa", []),
                        ],
                    ),
                ],
            ),
            (
                "head",
                "Head Office",
                "office",
                "maslak",
                [
                    ("purchasing", "Purchasing", "department", "maslak", []),
                ],
            ),
            (
                "anadolu",
                "Anadolu Region",
                "region",
                "atasehir",
                [
                    ("kadikoy", "Kadıköy Showroom", "branch", "kadikoy", []),
                    ("atasehir", "Ataşehir Showroom", "branch", "atasehir", []),
                ],
            ),
        ],
        "people": [
            (
                "burak",
                "Burak Aydın",
                "Purchasing Manager",
                "purchasing",
                38,
                ALL_RIGHTS,
            ),
            ("seda", "Seda Korkmaz", "Accountant", "head", 26, BOOKKEEPER),
            ("cem", "Cem Polat", "Showroom Manager", "kadikoy", 31, BUYER),
            ("nazan", "Nazan Işık", "Service Adviser", "bayrampasa", 14, BUYER),
            ("hakan", "Hakan Tekin", "Showroom Manager", "atasehir", 9, BUYER),
            ("sule", "Şule Ergin", "Parts Clerk", "parts", 5, ""),
        ],
    },
    "poyraz": {
        "name": "Poyraz Sigorta Ltd. Şti.",
        "categories": ["category_sponsor"],
        "sector": "sector_insurance",
        "region": "region_ankara",
        "address": "cankaya",
        "standing": "current",
        "facts": (21_000_000, 42, "Çankaya"),
        "units": [
            ("izmir", "İzmir Agency", "branch", "alsancak", []),
            ("istanbul", "İstanbul Agency", "branch", "atasehir", []),
        ],
        "people": [
            ("tulay", "Tülay Güler", "Regional Director", "istanbul", 22, ALL_RIGHTS),
            ("orhan", "Orhan Sezer", "Claims Officer", "izmir", 17, BOOKKEEPER),
        ],
    },
    "kartal": {
        "name": "Kartal Lastik ve Jant",
        "categories": ["category_supplier", "category_customer"],
        "sector": "sector_parts",
        "region": "region_ankara",
        "address": "ostim",
        "standing": "current",
        "facts": (12_400_000, 28, "Ostim"),
        "units": [("depo", "Ostim Warehouse", "branch", "ostim", [])],
        "people": [("ferit", "Ferit Bulut", "Sales Manager", "depo", 44, ALL_RIGHTS)],
    },
    "galata": {
        "name": "Galata Kahve Evleri",
        "categories": ["category_customer", "category_sponsor"],
        "sector": "sector_cafe",
        "region": "region_europe",
        "address": "galata",
        "standing": "grace",
        "facts": (7_800_000, 61, "Beyoğlu"),
        "units": [
            ("galata_cafe", "Galata Café", "branch", "galata", []),
            ("moda_cafe", "Moda Café", "branch", "moda", []),
            ("alsancak_cafe", "Alsancak Café", "branch", "alsancak", []),
        ],
        "people": [
            ("lale", "Lale Toprak", "Owner", "galata_cafe", 60, ALL_RIGHTS),
            ("arda", "Arda Avcı", "Branch Manager", "moda_cafe", 12, BUYER),
        ],
    },
    "rumeli": {
        "name": "Rumeli Turizm",
        "categories": ["category_customer"],
        "sector": "sector_travel",
        "region": "region_europe",
        "address": "bayrampasa",
        "standing": "suspended",
        "facts": (9_200_000, 19, "Bayrampaşa"),
        "units": [],
        "people": [],
    },
    "yakamoz": {
        "name": "Yakamoz Otelcilik",
        "categories": ["category_customer"],
        "sector": "sector_hospitality",
        "region": "region_izmir",
        "address": "alsancak",
        "standing": "potential",
        "facts": (15_000_000, 85, "Konak"),
        "units": [],
        "people": [],
    },
    "mtkvari": {
        "name": "შპს მტკვარი სპორტი",
        "categories": ["category_supplier"],
        "sector": "sector_sport",
        "region": "region_saburtalo",
        "address": "saburtalo",
        "standing": "current",
        "facts": (3_100_000, 24, None),
        "units": [
            ("mtkvari_vake", "ვაკის ფილიალი", "branch", "vake", []),
            ("mtkvari_gldani", "გლდანის ფილიალი", "branch", "gldani", []),
        ],
        "people": [
            ("dato", "დავით ლომიძე", "Sales Manager", "mtkvari_vake", 30, ALL_RIGHTS)
        ],
    },
    "kazbegi": {
        "name": "Kazbegi Hospitality Group",
        "categories": ["category_customer"],
        "sector": "sector_hospitality",
        "region": "region_vake",
        "address": "vake",
        "standing": "new",
        "facts": (6_700_000, 118, None),
        "units": [
            (
                "hotels",
                "Kazbegi Hotels LLC",
                "subsidiary",
                "kazbegi",
                [
                    ("lodge", "Stepantsminda Lodge", "branch", "kazbegi", []),
                ],
            ),
        ],
        "people": [
            ("nino", "ნინო ჯაფარიძე", "Wellness Manager", "lodge", 7, ALL_RIGHTS)
        ],
    },
}
