"""Thousands of check-ins for each kind of person and each preset, as a table."""

from collections import Counter
from random import Random

from odoo.addons.community_events.tools.checkin_decision import decide
from odoo.addons.community_events.tools.checkin_policy import PRESETS

from .people import ATTACKS, HONEST, Lab


def try_out(kind, policy, number: int, seed: int) -> Counter:
    """Verdicts of `number` people of one kind."""
    lab = Lab(Random(f"{seed}:{kind.__name__}"))
    return Counter(decide(kind(lab), policy).verdict for _person in range(number))


def measure(number: int, seed: int = 1) -> dict[str, dict[str, Counter]]:
    """{preset: {kind: verdicts}}; "honest" is everybody honest, in their shares."""
    found = {}
    for preset, policy in PRESETS.items():
        rows = found.setdefault(preset, {})
        everybody = Counter()
        for share, kind in HONEST:
            rows[kind.__name__] = try_out(kind, policy, number, seed)
            for verdict, times in rows[kind.__name__].items():
                everybody[verdict] += share * times
        rows["honest"] = everybody
        for kind in ATTACKS:
            rows[kind.__name__] = try_out(kind, policy, number, seed)
    return found


def get_percent(verdicts: Counter, *wanted: str) -> float:
    return 100 * sum(verdicts[one] for one in wanted) / verdicts.total()


def write_table(found: dict[str, dict[str, Counter]]) -> str:
    """Refused and shown to the organiser, in percent, for each kind and preset."""
    presets = list(found)
    head = ["who"] + [f"{preset}: refused / shown" for preset in presets]
    lines = [head, ["---"] * len(head)]
    for kind in found[presets[0]]:
        cells = [kind.replace("_", " ")]
        for preset in presets:
            verdicts = found[preset][kind]
            refused = get_percent(verdicts, "deny")
            cells.append(f"{refused:.2f} / {get_percent(verdicts, 'flag'):.2f}")
        lines.append(cells)
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)
