"""What members of the demo club ask, and what they are answered."""

# group: kind, visibility, address, agents
GROUPS = {
    "helpdesk_desk": ("Front Desk", "department", "all", "help"),
    "helpdesk_technical": ("Technical Support", "expertise", "members", "technical"),
    "helpdesk_money": ("Dues and Payments", "department", "members", "dues"),
    "helpdesk_board": ("Confidential Matters", "expertise", "confidential", "trust"),
}
AGENTS = {
    "helpdesk_desk": ["agent", "receptionist"],
    "helpdesk_technical": ["agent", "manager"],
    "helpdesk_money": ["receptionist", "treasurer"],
    "helpdesk_board": ["approver"],
}
# name, group, words, type
RULES = [
    ("Invoices and dues", "helpdesk_money", "invoice, fatura, aidat, refund", None),
    ("Gates, bands, app", "helpdesk_technical", "gate, turnike, band, app, code", None),
    ("Complaints", "helpdesk_board", "", "complaint"),
    ("All else", "helpdesk_desk", "", None),
]
# subject, text, days ago, who asks, type, priority, how it stands, what was answered
TICKETS = [
    (
        "The gate did not read my code this morning",
        "I stood there with five people behind me. The guard let me in.",
        0,
        "demo_member_001",
        "problem",
        "2",
        "new",
        "",
    ),
    (
        "Fatura adresim değişti",
        "Şirketimiz Kadıköy'den Ataşehir'e taşındı, yeni adres ekte.",
        0,
        "firm_marmara",
        "question",
        "1",
        "new",
        "",
    ),
    (
        "Refund of the cancelled training day",
        "It rained and the day was called off. Do I get the fee back?",
        1,
        "demo_member_002",
        "question",
        "1",
        "open",
        "You do: it is on its way to your card and takes three days.",
    ),
    (
        "My band opens the parking but not the workshop",
        "Since last week the workshop stays red.",
        2,
        "demo_member_003",
        "problem",
        "2",
        "waiting",
        "Your plan changed on Monday. Could you hold the band at the desk once?",
    ),
    (
        "Calendar of the rides in my phone",
        "It would help to see the rides beside my own appointments.",
        3,
        "demo_member_004",
        "development",
        "0",
        "hold",
        "A good idea. It is on the list for spring.",
    ),
    (
        "Lockers for helmets near the café",
        "There is room next to the stairs.",
        5,
        "demo_member_005",
        "suggestion",
        "0",
        "open",
        "Thank you. We measure it this week.",
    ),
    (
        "The coach was rude to my daughter",
        "I would rather not discuss it at the desk.",
        1,
        "demo_member_006",
        "complaint",
        "3",
        "new",
        "",
    ),
    (
        "Aidat iki kez çekilmiş",
        "Bu ay kartımdan iki kez aidat çekildi.",
        4,
        "demo_member_007",
        "problem",
        "3",
        "solved",
        "İkinci çekim iade edildi; üç gün içinde kartınızda görünür.",
    ),
    (
        "How do I put my membership on hold?",
        "I am abroad from December to February.",
        8,
        "demo_member_008",
        "question",
        "1",
        "solved",
        "Open My Subscriptions on the portal and choose Put it on hold.",
    ),
    (
        "Statement for our accountant",
        "We need all invoices of the year in one file.",
        12,
        "unit_kadikoy",
        "question",
        "1",
        "closed",
        "It is in your documents now.",
    ),
    (
        "The app shows yesterday's classes",
        "Closing and opening it does not help.",
        16,
        "demo_member_009",
        "problem",
        "1",
        "closed",
        "The cache was the culprit; it is mended for everybody.",
    ),
    (
        "Gate code for our driver",
        "Our driver delivers the stand on Friday at eight.",
        20,
        "firm_kartal",
        "question",
        "1",
        "closed",
        "He finds a code for Friday morning in his mail.",
    ),
]
SCORES = {"closed": (5, "Quick and friendly"), "solved": (4, "")}
ANSWERS = {
    "helpdesk_answer_hold": (
        "How to put a membership on hold",
        "<p>Dear {{ requester }},</p><p>on the portal open <b>My Subscriptions</b>, "
        "choose yours and then <b>Put it on hold</b>.</p><p>{{ agent }}</p>",
    ),
    "helpdesk_answer_thanks": (
        "Thank you for the idea",
        "<p>Dear {{ requester }},</p><p>thank you. We talk about it in the next "
        "meeting and tell you what became of it ({{ number }}).</p>"
        "<p>{{ agent }}</p>",
    ),
}
