"""What the database of the real Odoo holds: a house, its box, who pays and who owes."""

import secrets
from datetime import timedelta

GUARD = "gate-guard"


class RealWorld:
    """:param club: names of the devices, and the ids that were made"""

    def __init__(self, club):
        self.name, self.club = club.name, club

    def make(self, env) -> dict[str, int]:
        """:return: the ids of what tests ask for"""
        box = env["community.access.box"].create({"name": "Reception"})
        made = {"box": box, **self._make_gates(env, box)}
        made["bank"] = self._make_bank(env, box)
        made["plan"] = self._make_plan(env)
        made["medium"] = env["community.access.medium"].create({"name": "Band"})
        env["community.access.rule"].create({"name": "Contract"})
        env["res.users"].create(
            {
                "name": "Guard",
                "login": GUARD,
                "password": GUARD,
                "group_ids": [(4, env.ref("community_access.group_access_guard").id)],
            }
        )
        return {name: record.id for name, record in made.items()}

    def _make_gates(self, env, box) -> dict:
        """A turnstile into the hall; a door with reader and relay to the pool."""
        site = env["community.access.site"].create({"name": "House", "tz": "UTC"})
        hall, pool = env["community.access.zone"].create(
            [{"name": name, "site_id": site.id} for name in ("Hall", "Pool")]
        )
        turnstile, gates = self.name(self.club.turnstile), env["community.access.gate"]
        gate = gates.create(
            {
                "name": "Turnstile",
                "zone_id": hall.id,
                "box_id": box.id,
                "device_in": turnstile,
                "device_out": turnstile,
            }
        )
        door = gates.create(
            {
                "name": "Door",
                "zone_id": pool.id,
                "box_id": box.id,
                "device_in": self.name(self.club.reader),
                "opener_device": self.name(self.club.relay),
            }
        )
        return {"gate": gate, "door": door}

    def _make_bank(self, env, box):
        device = self.name(self.club.lockers)
        bank = env["community.locker.bank"].create(
            {"name": "Lockers", "box_id": box.id, "device": device}
        )
        window = env["community.locker.number"].create(
            {"bank_id": bank.id, "first": 1, "last": 4}
        )
        window.action_create()
        return bank

    def _make_plan(self, env):
        company = env.company
        if not company.chart_template:
            env["account.chart.template"].try_loading(
                "generic_coa", company, install_demo=False
            )
        product = env["product.product"].create(
            {"name": "Dues", "type": "service", "list_price": 10, "taxes_id": False}
        )
        return env["community.plan"].create(
            {
                "name": "Rider",
                "company_id": company.id,
                "track_profit": False,
                "require_signature": False,
                "grace_days": 0,
                "line_ids": [(0, 0, {"product_id": product.id})],
            }
        )

    def new_member(self, env, owes: bool) -> str:
        """:return: the number of the band"""
        uid = f"04{secrets.token_hex(6).upper()}"
        member = env["res.partner"].create({"name": f"Member {uid}"})
        today = env["community.contract"]._get_today()
        contract = env["community.contract"].create(
            {
                "plan_id": self.club.records["plan"],
                "partner_id": member.id,
                "date_start": today - timedelta(days=10 if owes else 0),
            }
        )
        contract._confirm()
        if owes:
            contract._bill(today)
            self._let_fall_due(env, contract, today - timedelta(days=5))
        band = env["community.access.credential"].create(
            {"uid": uid, "medium_id": self.club.records["medium"]}
        )
        band._issue(member)
        return uid

    @staticmethod
    def _let_fall_due(env, contract, day) -> None:
        """As if the days had gone by."""
        moves = contract.access_move_ids
        env.flush_all()
        env.cr.execute(
            "UPDATE account_move SET invoice_date_due = %s WHERE id = ANY(%s)",
            (day, moves.ids),
        )
        env.invalidate_all()
        contract._refresh_state()
