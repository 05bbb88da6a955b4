"""Every method of the suite that a client can call, and arguments to call it with."""

import inspect
from dataclasses import dataclass
from datetime import date

from .suite import addons, is_ours

# What a parameter of this name is given; models that want more say so in methods.toml.
BY_NAME = {
    "values": {},
    "domain": [],
    "fields": ["id"],
    "fnames": ["id"],
    "operator": "=",
    "body": "Guard",
    "load": None,
}


@dataclass(frozen=True)
class Method:
    model: str
    name: str
    on_records: bool
    parameters: tuple[str, ...]
    text_field: str

    @property
    def key(self) -> str:
        return f"{self.model}.{self.name}"


def public_methods(env) -> list[Method]:
    """:return: methods a client may name, that an add-on of the suite defines"""
    found = []
    for model_name, model in env.registry.items():
        for name in sorted(own_names(model)):
            if not is_callable_by_rpc(env[model_name], name):
                continue
            function = getattr(model, name)
            on_records = not getattr(function, "_api_model", False)
            if model._abstract and on_records:
                continue  # has no records; its heirs are asked
            if name == "create" and model._original_module not in addons():
                continue  # who may create records of core is core's decision
            text = text_field(env[model_name])
            found.append(Method(model_name, name, on_records, required(function), text))
    return found


def own_names(model) -> set[str]:
    """:return: names of functions that classes of the suite give to `model`"""
    names = set()
    for cls in model.__mro__:
        if is_ours(cls):
            names |= {n for n, value in vars(cls).items() if inspect.isfunction(value)}
    return {name for name in names if not name.startswith("_")}


def is_callable_by_rpc(model, name: str) -> bool:
    from odoo.exceptions import AccessError
    from odoo.service.model import get_public_method

    try:
        get_public_method(model, name)
    except (AccessError, AttributeError):
        return False
    return True


def required(function) -> tuple[str, ...]:
    """:return: names of parameters without a default"""
    parameters = list(inspect.signature(function).parameters.values())[1:]
    return tuple(
        parameter.name
        for parameter in parameters
        if parameter.default is parameter.empty
        and parameter.kind not in (parameter.VAR_POSITIONAL, parameter.VAR_KEYWORD)
    )


def arguments(method: Method, given: dict) -> dict:
    """Named arguments for all that the method requires."""
    values = {name: guess(name, method) for name in method.parameters}
    return {**values, **given}


def text_field(model) -> str:
    """:return: a field that takes a text, for `create` and `write`"""
    for name, field in model._fields.items():
        if field.store and field.type in ("char", "text") and not field.related:
            return name
    return "display_name"


def guess(name: str, method: Method):
    vals = {method.text_field: "Guard"}
    if name == "vals":
        return vals
    if name == "vals_list":
        return [vals]
    if name in BY_NAME:
        return BY_NAME[name]
    if name.startswith("date") or name.endswith(("_date", "day")):
        return date(2026, 1, 1).isoformat()
    if name.endswith(("_ids", "ids")):
        return []
    if name.endswith("_id"):
        return 1
    return "x"
