"""How strictly an event looks at a check-in: limits and weights, with three presets.

Limits are rules: what is beyond them is refused whatever else is known. Weights add up
to a score of suspicion; from `flag_from` the organiser is shown the check-in, from
`refuse_from` it is refused.
"""

from dataclasses import dataclass, replace

GENTLE, MIDDLE, STRICT = "gentle", "middle", "strict"


@dataclass(frozen=True)
class Policy:
    """Times in seconds, distances in metres, speed in km/h, weights in points."""

    # Limits
    code_life: float = 20.0
    clock_tolerance: float = 5.0
    claim_life: float = 600.0
    coarse_from: float = 1_000.0
    speed_limit: float = 250.0
    skew_limit: float = 120.0
    quick_within: float = 8.0
    # Weights of the place
    unsure: int = 8
    outside: int = 45
    away: int = 80
    coarse: int = 20
    old: int = 15
    refused: int = 25
    missing: int = 15
    # Weights of the device
    foreign_device: int = 40
    shared_device: int = 30
    new_device: int = 5
    no_device: int = 15
    late_key: int = 20
    # Weights of the rest
    other_network: int = 5
    moved_network: int = 15
    other_country: int = 35
    too_fast: int = 50
    late_scan: int = 15
    clock_skew: int = 5
    strike: int = 10
    strikes_counted: int = 3
    venue_network: int = -20
    # Verdict
    flag_from: int = 30
    refuse_from: int = 70

    @property
    def needs_place(self) -> bool:
        """Whether no place, or a bad one, is enough to be refused."""
        place = (self.refused, self.missing, self.coarse, self.old, self.outside)
        return max(place) >= self.refuse_from


PRESETS = {
    GENTLE: Policy(
        code_life=25.0,
        claim_life=900.0,
        refused=10,
        coarse=10,
        outside=30,
        shared_device=15,
        late_key=10,
        moved_network=10,
        flag_from=40,
        refuse_from=100,
    ),
    MIDDLE: Policy(),
    STRICT: Policy(
        code_life=15.0,
        claim_life=300.0,
        refused=50,
        missing=35,
        coarse=40,
        outside=55,
        no_device=30,
        shared_device=50,
        late_key=40,
        moved_network=25,
        flag_from=20,
        refuse_from=50,
    ),
}


def get_policy(preset: str, **changes: float) -> Policy:
    """A preset with some of its figures changed.

    :raises KeyError: no such preset
    :raises TypeError: no such figure
    """
    return replace(PRESETS[preset], **changes)
