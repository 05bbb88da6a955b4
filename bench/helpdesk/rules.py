"""Rules and promises as a club of some size has them."""


def make_rules(env, groups):
    """Ten rules, of which the last takes what is left, and a promise for everybody."""
    technical, accounting, desk = groups
    groups.write({"assign_way": "balanced"})
    rules = [
        ("Invoices", accounting, "invoice, fatura, refund"),
        ("Statements", accounting, "statement, ekstre"),
        ("Cards", accounting, "card declined"),
        ("Gates", technical, "gate, turnstile, turnike"),
        ("Bands", technical, "band, bileklik"),
        ("App", technical, "app, login, password"),
        ("Lockers", desk, "locker, dolap"),
        ("Classes", desk, "class, ders"),
        ("Lost", desk, "lost, found"),
        ("All else", desk, ""),
    ]
    env["community.ticket.rule"].create(
        [
            {
                "name": name,
                "group_id": group.id,
                "words": words,
                "active": True,
                "sequence": place,
            }
            for place, (name, group, words) in enumerate(rules)
        ]
    )
    env["community.ticket.policy"].create(
        {
            "name": "Everybody",
            "calendar_id": env.company.resource_calendar_id.id,
            "first_answer_hours": 4,
            "update_hours": 8,
            "solution_hours": 24,
        }
    )
