"""Services at the customers': who, what, when, and what they said of it.

A row: (days ago, hour, customer, type, device, fee, what was done, score or objection).
Negative days are still to come.
"""

TYPES = {
    "visit_type_turnstile": (
        "Turnstile Service",
        "Repair",
        1800.0,
        [
            ("Arms move freely", "yes_no", True, ""),
            ("Reader firmware", "text", False, ""),
            ("Wear of the belt", "choice", True, "None\nSome\nChange it soon"),
        ],
    ),
    "visit_type_boiler": (
        "Boiler Check",
        "Support",
        0.0,
        [
            ("Pressure in bar", "number", True, ""),
            ("Leaks", "yes_no", True, ""),
        ],
    ),
}
TASKS = {
    "visit_type_turnstile": "Look at the lane that members complain about.",
    "visit_type_boiler": "Pressure, leaks, filter.",
}
ANSWERS = {
    "Arms move freely": "yes",
    "Wear of the belt": "Some",
    "Pressure in bar": "1.6",
    "Leaks": "no",
}
VISITS = [
    (
        24,
        9,
        "firm_marmara",
        "visit_type_turnstile",
        "TR-2204",
        1800.0,
        "Belt tightened, reader cleaned.",
        9,
    ),
    (
        17,
        10,
        "firm_kartal",
        "visit_type_boiler",
        "B-771",
        0.0,
        "Pressure raised, valve works.",
        10,
    ),
    (
        11,
        13,
        "firm_marmara",
        "visit_type_boiler",
        "B-118",
        0.0,
        "Nothing to do; filter changed.",
        7,
    ),
    (
        6,
        9,
        "firm_kartal",
        "visit_type_turnstile",
        "TR-1019",
        2400.0,
        "Motor of the left arm changed.",
        8,
    ),
    (
        2,
        11,
        "firm_marmara",
        "visit_type_turnstile",
        "TR-2204",
        1800.0,
        "New belt. Firmware 4.2 installed.",
        9,
    ),
    (
        1,
        14,
        "firm_kartal",
        "visit_type_boiler",
        "B-771",
        0.0,
        "Pressure was low again; expansion tank filled.",
        6,
    ),
    (
        1,
        9,
        "firm_marmara",
        "visit_type_turnstile",
        "TR-2205",
        1800.0,
        "Reader exchanged.",
        "The second lane still refuses cards.",
    ),
    (
        0,
        5,
        "firm_kartal",
        "visit_type_turnstile",
        "TR-1020",
        1800.0,
        "Lane 2 adjusted.",
        None,
    ),
    (0, 13, "firm_marmara", "visit_type_boiler", "", 0.0, "", None),
    (-1, 9, "firm_kartal", "visit_type_turnstile", "TR-1019", 1800.0, "", None),
    (-1, 11, "firm_marmara", "visit_type_turnstile", "TR-2205", 1800.0, "", None),
    (-3, 10, "firm_kartal", "visit_type_boiler", "B-771", 0.0, "", None),
]
CLOSED_BEFORE = 4  # days
