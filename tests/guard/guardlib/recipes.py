"""What the filler cannot guess: values for models whose rules it does not know.

A new model that the filler fails on gets an entry here. Each entry is a function of
the environment and the owner (``main`` and ``helper`` are ids of partners of theirs).
"""


def assignment(env, owner):
    return {"person_id": owner.helper, "unit_id": owner.main, "department_id": False}


def card(env, owner):
    return {"partner_id": owner.main, "holder_id": False}


RECIPES = {
    "community.member.assignment": assignment,
    "community.member.card": card,
}
