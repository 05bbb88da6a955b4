"""A rule that is switched on in one process holds in all of them."""

import xmlrpc.client


class Client:
    """Calls models of a server as its administrator."""

    def __init__(self, url: str, database: str):
        common = xmlrpc.client.ServerProxy(f"{url}/xmlrpc/2/common")
        self.database = database
        self.uid = common.authenticate(database, "admin", "admin", {})
        assert self.uid, "no administrator with the usual password"
        self.models = xmlrpc.client.ServerProxy(f"{url}/xmlrpc/2/object")

    def __call__(self, model: str, method: str, *args, **kwargs):
        return self.models.execute_kw(
            self.database, self.uid, "admin", model, method, args, kwargs
        )


def _get_id(client: Client, kind: str, **values) -> int:
    domain = [[name, "=", value] for name, value in values.items()]
    return client(kind, "search", domain, limit=1)[0]


def test_rules_follow_in_every_process(start_odoo, odoo_db):
    """G43, G46: on and off, seen by a process that did not do it."""
    first = Client(start_odoo(odoo_db).url, odoo_db)
    second = Client(start_odoo(odoo_db).url, odoo_db)
    approver = first("res.users", "create", {"name": "Eyes", "login": "eyes"})
    field = _get_id(first, "ir.model.fields", model="res.partner", name="ref")
    partner = first("res.partner", "create", {"name": "Nino", "ref": "OLD"})
    area = first(
        "community.approval.area",
        "create",
        {
            "name": "References",
            "step_ids": [(0, 0, {"name": "One", "user_ids": [(4, approver)]})],
            "line_ids": [
                (
                    0,
                    0,
                    {
                        "model_id": _get_id(first, "ir.model", model="res.partner"),
                        "field_ids": [(4, field)],
                    },
                )
            ],
        },
    )

    def write_by_second(value: str) -> str:
        second("res.partner", "write", [partner], {"ref": value})
        return first("res.partner", "read", [partner], ["ref"])[0]["ref"]

    assert write_by_second("FREE") == "FREE"
    first("community.approval.area", "write", [area], {"enabled": True})
    assert write_by_second("HELD") == "FREE"
    second("community.approval.area", "write", [area], {"enabled": False})
    first("res.partner", "write", [partner], {"ref": "FREE AGAIN"})
    assert write_by_second("AND AGAIN") == "AND AGAIN"
