"""Households, relatives, guardians and payers of the families."""

from .world import World


def make_relatives(world: World) -> None:
    for number, family in enumerate(world.families, 1):
        mother, father, *children = family
        household = world.load(
            "community.member.household",
            {
                f"demo_household_{number:02}": {
                    "name": f"{mother.name.rsplit(' ', 1)[-1]} Family",
                    "payer_id": mother.id if number % 2 else father.id,
                }
            },
        )
        family.household_id = household
        _relate(world, mother, father, "spouse", f"{number:02}_couple")
        for place, child in enumerate(children, 1):
            key = f"{number:02}_child_{place}"
            _relate(world, child, mother, "mother", f"{key}_mother")
            _relate(world, child, father, "father", f"{key}_father")
            child.guardian_id = mother
        if len(children) == 2:
            _relate(world, *children, "sibling", f"{number:02}_siblings")


def _relate(world, member, other, relation, key):
    """The other way round comes by itself."""
    world.load(
        "community.member.relation",
        {
            f"demo_relation_{key}": {
                "partner_id": member.id,
                "other_id": other.id,
                "type_id": world[f"community_members.relation_type_{relation}"].id,
            }
        },
    )
