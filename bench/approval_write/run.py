"""What approvals cost: a write on a contact with no rule, with a rule on another field,
with a rule that holds it, beside the plain write and beside OCA's tier validation."""

import statistics
import sys
import time

from bench.common import open_env, print_table

ROUNDS = 400
LIMIT_NO_RULE = 1.02


def main() -> int:
    with open_env() as env:
        bench = Bench(env)
        bench.prepare()
        figures = bench.run()
        env.cr.rollback()
    rows = [
        [name, f"{1000 * seconds:.2f}", f"{seconds / figures['plain write']:.3f}"]
        for name, seconds in figures.items()
    ]
    print_table(
        f"One write on res.partner, median of {ROUNDS} in turns",
        ["what", "ms", "times plain"],
        rows,
    )
    no_rule = figures["no rule on contacts"] / figures["plain write"]
    held = figures["held by a rule"] / figures["tier review requested"]
    print(f"\nNo rule: {no_rule:.3f} times the plain write (limit {LIMIT_NO_RULE}).")
    print(f"Held: {held:.2f} times a tier review (limit 1).")
    return int(no_rule > LIMIT_NO_RULE or held > 1)


class Bench:
    def __init__(self, env):
        self.env = env
        self.partner_class = env.registry["res.partner"]
        self.counter = 0

    def prepare(self):
        """An approver, a tier of the same approver, and a gate that can be swapped."""
        env = self.env
        approver = env["res.users"].create(
            {"name": "Approver", "login": "bench_approver", "email": "a@example.com"}
        )
        # Before the gate: what one creates oneself is not held in the same breath.
        draft = env["res.partner.stage"].search([("state", "=", "draft")], limit=1)
        self.partners = env["res.partner"].create(
            [{"name": f"Contact {n}", "stage_id": draft.id} for n in range(20)]
        )
        env.flush_all()
        self.without = self.partner_class._base_classes__
        self.area = env["community.approval.area"].create(
            {
                "name": "Bench",
                "step_ids": [(0, 0, {"name": "One", "user_ids": [(4, approver.id)]})],
                "line_ids": [
                    (
                        0,
                        0,
                        {
                            "model_id": env["ir.model"]._get("res.partner").id,
                            "field_ids": [
                                (
                                    4,
                                    env["ir.model.fields"]
                                    ._get("res.partner", "ref")
                                    .id,
                                )
                            ],
                        },
                    )
                ],
            }
        )
        self.area.enabled = True
        env.registry.registry_invalidated = False
        self.gated = self.partner_class._base_classes__
        assert self.gated != self.without
        env["tier.definition"].search([]).active = False
        env["tier.definition"].create(
            {
                "name": "One",
                "model_id": env["ir.model"]._get("res.partner").id,
                "review_type": "individual",
                "reviewer_id": approver.id,
                "definition_domain": "[]",
                "notify_on_create": True,
            }
        )
        self.check()

    def check(self):
        """Both do what is measured."""
        with self.env.cr.savepoint() as savepoint:
            self.swap(self.without)
            assert self.partners[0].request_validation()
            self.swap(self.gated)
            self.partners[1].ref = "HELD"
            assert not self.partners[1].ref
            savepoint.rollback()

    def swap(self, bases):
        self.partner_class._base_classes__ = bases
        self.partner_class.__bases__ = bases

    def run(self):
        """{what: median seconds}, measured in turns so that noise hits all alike."""
        actions = {
            "plain write": (self.without, lambda p: p.write({"comment": self.text()})),
            "no rule on contacts": (
                self.without,
                lambda p: p.write({"comment": self.text()}),
            ),
            "rule on another field": (
                self.gated,
                lambda p: p.write({"comment": self.text()}),
            ),
            "held by a rule": (self.gated, lambda p: p.write({"ref": self.text()})),
            "tier review requested": (self.without, lambda p: p.request_validation()),
        }
        times = {name: [] for name in actions}
        names = list(actions)
        for number in range(ROUNDS):
            # The order turns, so that nobody always comes after the same one.
            for name in names[number % len(names) :] + names[: number % len(names)]:
                bases, action = actions[name]
                self.swap(bases)
                times[name].append(self.measure(action, number))
        self.swap(self.without)
        return {name: statistics.median(each) for name, each in times.items()}

    def text(self):
        self.counter += 1
        return f"Text {self.counter}"

    def measure(self, action, number):
        partner = self.partners[number % len(self.partners)]
        self.env.flush_all()
        self.env.invalidate_all()
        partner.read(["name"])
        savepoint = self.env.cr.savepoint()
        start = time.perf_counter()
        action(partner)
        self.env.flush_all()
        seconds = time.perf_counter() - start
        savepoint.rollback()
        savepoint.close(rollback=True)
        return seconds


if __name__ == "__main__":
    sys.exit(main())
