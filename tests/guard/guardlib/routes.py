"""Every route of the suite, and addresses to call it at."""

import ast
import inspect
import re
import textwrap
from dataclasses import dataclass

from .suite import is_ours

PLACEHOLDER = re.compile(r"<(?:(?P<converter>[^<>:]+):)?(?P<name>[^<>]+)>")
CHANGING = {"POST", "PUT", "PATCH", "DELETE"}
# Methods of records that change them, looked for in the source of GET routes.
WRITING = re.compile(r"^(create|write|unlink|copy|message_post|action_\w+|_?send\w*)$")


@dataclass(frozen=True)
class Route:
    url: str
    methods: tuple[str, ...]
    auth: str
    kind: str
    csrf: bool
    readonly: bool
    endpoint: object
    overridden: bool = False

    @property
    def key(self) -> str:
        return f"{'|'.join(self.methods)} {self.url}"

    @property
    def placeholders(self) -> list[tuple[str, str]]:
        return [
            (m["converter"] or "", m["name"]) for m in PLACEHOLDER.finditer(self.url)
        ]

    @property
    def may_change(self) -> bool:
        return bool(CHANGING & set(self.methods)) or self.kind != "http"

    def calls(self) -> set[str]:
        """:return: names of the methods that the endpoint's own source calls"""
        function = inspect.unwrap(self.endpoint.original_endpoint)
        tree = ast.parse(textwrap.dedent(inspect.getsource(function)))
        called = (node.func for node in ast.walk(tree) if isinstance(node, ast.Call))
        return {node.attr for node in called if isinstance(node, ast.Attribute)}


def routes_of_suite(env) -> list[Route]:
    """:return: routes whose endpoint an add-on of the suite defines or overrides"""
    from odoo.http import _generate_routing_rules
    from odoo.tools import config

    registry = env.registry
    modules = sorted(registry._init_modules | set(config["server_wide_modules"]))
    converters = env["ir.http"]._get_converters()
    found = []
    for url, endpoint in _generate_routing_rules(modules, False, converters):
        definers = defining_classes(endpoint)
        if not any(is_ours(cls) for cls in definers):
            continue
        found.append(make_route(url, endpoint, definers))
    return sorted(found, key=lambda route: (route.url, route.methods))


def defining_classes(endpoint) -> list[type]:
    """:return: the controllers that have a word in what the endpoint does"""
    method = endpoint.func
    owner = type(method.__self__)
    return [cls for cls in owner.__mro__ if method.__name__ in vars(cls)]


def make_route(url, endpoint, definers) -> Route:
    routing = endpoint.routing
    methods = routing.get("methods") or (
        ["GET", "POST"] if routing["type"] == "http" else ["POST"]
    )
    methods = tuple(sorted(set(methods) - {"OPTIONS", "HEAD"}))
    return Route(
        url=url,
        methods=methods,
        auth=routing["auth"],
        kind=routing["type"],
        csrf=bool(routing.get("csrf", True)),
        readonly=routing.get("readonly") is True,
        endpoint=endpoint,
        overridden=not all(is_ours(cls) for cls in definers),
    )


class Addresses:
    """Puts records of an owner in the place of the placeholders of a route."""

    def __init__(self, env, world, owner: str):
        self.env, self.world, self.owner = env, world, world.owners[owner]

    def fill(self, route: Route, fills: dict) -> str:
        """
        :param fills: per placeholder "model" (its id), "model:path" or "=text"
        :raises KeyError: naming the placeholder nobody knows a value for
        """

        def value(match):
            name = match["name"]
            return str(self._value(name, match["converter"] or "", fills))

        return PLACEHOLDER.sub(value, route.url)

    def _value(self, name: str, converter: str, fills: dict):
        if name in fills:
            return self.look_up(fills[name])
        if converter == "int" and name == "page":
            return 1
        if name == "access_token":
            return "wrong-token"
        raise KeyError(name)

    def look_up(self, where: str):
        if where.startswith("="):
            return where[1:]
        model, _colon, path = where.partition(":")
        record = self.record(model)
        return record.mapped(path)[0] if path else record.id

    def form(self, values: dict) -> dict:
        """Texts as they are; what begins with @ is looked up."""
        return {
            key: str(self.look_up(value[1:])) if value.startswith("@") else value
            for key, value in values.items()
        }

    def record(self, model: str):
        if model in self.owner.others:
            known = (
                "community.member.assignment"
                if "assignment" in model
                else "res.partner"
            )
            return self.env[known].browse(self.owner.others[model])
        special = {"res.partner": self.owner.main, "account.move": self.owner.invoice}
        return self.env[model].browse(special.get(model) or self.owner.records[model])
