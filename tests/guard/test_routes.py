"""Every route of the suite answers each role as routes.toml says.

Roles: nobody logged in, the member it is about (portal_a), another member (portal_b),
an employee without a role, an officer, a manager, a manager of another company. The
address is always about member A, or about corporate member A and its manager
(``owner = "CX"``).
"""

from fnmatch import fnmatch

import pytest
from guardlib.fingerprint import changed, fingerprint
from guardlib.routes import Addresses, routes_of_suite
from guardlib.tables import Table
from guardlib.verdict import nothing
from guardlib.world import ROLES

TABLE = Table("routes.toml", "route", "route")
# Whoever may do something comes last: others must be refused before it is done.
ORDER = (
    *(role for role in ROLES if not role.startswith("portal")),
    "portal_b",
    "portal_a",
)
PEOPLE = {"CX": {"portal_a": "staff_a", "portal_b": "staff_b"}}


@pytest.fixture(scope="module")
def routes(runtime, database, world):
    with runtime.env(database) as env:
        return {route.key: route for route in routes_of_suite(env)}


def call(world, role: str, route, target, row: dict, **options):
    url, form = target
    user = PEOPLE.get(row.get("owner"), {}).get(role, role)
    client = world.client(user)
    if route.kind != "http":
        return client.rpc(url, form)
    method = row.get("call", "GET" if "GET" in route.methods else route.methods[0])
    if method == "POST":
        return client.post(url, form, **options)
    return client.get(url, params=row.get("query", {}))


def address(world, env, route, row: dict) -> tuple[str, dict]:
    addresses = Addresses(env, world, row.get("owner", "PA"))
    return addresses.fill(route, row.get("fill", {})), addresses.form(
        row.get("form", {})
    )


def proposal(world, env, route) -> str:
    """A row with what is answered today, for a person to check."""
    try:
        url = address(world, env, route, {})
    except KeyError as unknown:
        fill = {unknown.args[0]: "model of which it is the id, or model:path, or =text"}
        unsure = dict.fromkeys(ORDER, "?")
        return TABLE.row(route.key, auth=route.auth, fill=fill, expect=unsure)
    answers = {role: call(world, role, route, url, {}).status for role in ROLES}
    return TABLE.row(route.key, auth=route.auth, expect=answers)


def test_each_route_has_a_row_and_each_row_a_route(world, env, routes):
    """A new route is in nobody's way until somebody has said who may use it."""
    rows = [
        proposal(world, env, routes[key])
        for key in sorted(set(routes) - set(TABLE.rows))
    ]
    nothing(rows, "tests/guard/routes.toml: check each answer, say why, and add:\n")
    stale = sorted(set(TABLE.rows) - set(routes))
    nothing(stale, "tests/guard/routes.toml: remove these rows, the routes are gone:")


def test_rows_state_what_is_dangerous(routes):
    """Public routes and routes without CSRF check carry a reason; auth is as stated."""
    problems = []
    for key, route in routes.items():
        row = TABLE.rows.get(key, {})
        if row.get("auth") != route.auth:
            problems.append(f"{key}: the code says auth={route.auth!r}")
        if route.auth in ("public", "none") and not row.get("reason"):
            problems.append(f"{key}: public, but no reason is given")
        if not route.csrf and route.kind == "http" and not row.get("no_csrf"):
            problems.append(f"{key}: csrf=False, but no_csrf does not say why")
        missing = set(ROLES) - set(row.get("expect", {}))
        if missing:
            problems.append(f"{key}: expect lacks {sorted(missing)}")
    nothing(problems, "tests/guard/routes.toml:")


@pytest.mark.parametrize("key", TABLE.rows)
def test_route_answers_each_role_as_stated(world, env, routes, key, runtime, database):
    """Each role gets the status of the table; who is refused learns nothing of A; and a
    GET leaves the tables of the suite as they were."""
    if key not in routes:
        pytest.fail("no such route; see the test of the rows")
    route, row = routes[key], TABLE.rows[key]
    url = address(world, env, route, row)
    problems, before = [], fingerprint(runtime, database)
    for role in ORDER:
        reply = call(world, role, route, url, row)
        expected = row["expect"].get(role)
        if not fnmatch(str(reply.status), str(expected)):
            problems.append(f"{role}: {reply.status}, the table says {expected}")
        if role in ("public", "portal_b") and not row.get("tells"):
            own = {"PA": "PB", "CX": "CY"}[row.get("owner", "PA")]
            mine = (own,) if role == "portal_b" else ()
            problems += [f"{role} is shown {m}" for m in world.leaks(reply.text, *mine)]
    touched = changed(before, fingerprint(runtime, database))
    if touched and reads(route, row) and not row.get("changes_on_get"):
        problems.append(
            f"a GET changed {touched}: use POST, or say why in changes_on_get"
        )
    nothing(problems, f"{key} ({url[0]}):")


def reads(route, row: dict) -> bool:
    called = row.get("call", "GET" if "GET" in route.methods else "POST")
    return route.kind == "http" and called == "GET"


@pytest.mark.parametrize("key", [key for key in TABLE.rows if key.startswith("POST")])
def test_post_without_csrf_token_is_refused(world, env, routes, key):
    """A form of another site cannot post in the name of a member."""
    route, row = routes[key], TABLE.rows[key]
    if route.kind == "http" and route.csrf:
        url = address(world, env, route, row)
        reply = call(world, "portal_a", route, url, row, csrf=False)
        assert reply.status == 400, f"{key}: answers {reply.status} without a token"
