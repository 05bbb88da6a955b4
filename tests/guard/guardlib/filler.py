"""Makes a record of any model of the suite, with marked texts and a given owner.

It knows no model: it fills by field type. What it cannot guess says ``recipes.py``.
"""

from contextlib import suppress

from . import recipes
from .suite import AUTOMATIC, models_of_suite

PARTNER = "res.partner"
TEXTS = ("char", "text", "html")


class CannotFillError(Exception):
    pass


def partner_links(env, model: str) -> list[str]:
    """:return: stored many2one fields of `model` that lead to a partner"""
    return [
        name
        for name, field in env[model]._fields.items()
        if field.type == "many2one" and field.comodel_name == PARTNER and field.store
    ]


def writable(field) -> bool:
    return (
        field.store
        and field.name not in AUTOMATIC
        and not field.related
        and not field.readonly
        and (not field.compute or field.required)
    )


def text_value(field, marker):
    name = field.name
    if "email" in name:
        return marker.email()
    if "phone" in name or "mobile" in name:
        return marker.phone()
    if field.type == "char" and field.size:
        return marker.text()[: field.size]
    return marker.text()


class Filler:
    def __init__(self, env, company):
        self.env = env
        self.company = company
        self.problems = {}

    def fill_all(self, owner) -> None:
        """One record of every model of the suite for `owner`."""
        for model in models_of_suite(self.env):
            try:
                self.create(model, owner)
            except CannotFillError as error:
                if not self.env[model]._transient:  # a wizard may need its screen
                    self.problems[model] = str(error)

    def create(self, model: str, owner, trail=()):
        if model in owner.records:
            return self.env[model].browse(owner.records[model])
        error = "circular"
        for optional in (True, False):
            try:
                with self.env.cr.savepoint():
                    record = self._make(model, owner, optional, trail)
                    record.ensure_one().flush_recordset()
                    owner.records[model] = record.id
                    return record
            except CannotFillError:
                raise
            except Exception as failure:  # any: the caller is told which one
                error = f"{type(failure).__name__}: {failure}"
                self.env.invalidate_all()
        raise CannotFillError(f"{model}: {error}")

    def _make(self, model: str, owner, optional: bool, trail):
        if maker := recipes.MAKERS.get(model):
            return self.env[model].browse(maker(self.env, owner).ids[:1])
        if not self.env[model]._auto:
            return self._row_of_view(model, owner, trail)
        values = self.values(model, owner, optional, trail)
        return self._opened(model, owner).create(values)

    def _row_of_view(self, model: str, owner, trail):
        """A view is not written; its row comes with a record that it shows."""
        suite = models_of_suite(self.env)
        for name, field in self.env[model]._fields.items():
            if field.type == "many2one" and field.comodel_name in suite:
                shown = self.create(field.comodel_name, owner, (*trail, model))
                shown.flush_recordset()
                if rows := self.env[model].search([(name, "=", shown.id)], limit=1):
                    return rows
        raise CannotFillError(f"{model}: a view that shows no record of the owner")

    def _opened(self, model: str, owner):
        """The model as a button on the owner's form would open it."""
        return self.env[model].with_context(
            active_model=PARTNER, active_id=owner.main, active_ids=[owner.main]
        )

    def values(self, model: str, owner, optional: bool, trail) -> dict:
        partners = iter([owner.main, owner.helper] * 10)
        values = {}
        for name, field in self.env[model]._fields.items():
            if writable(field) and (optional or field.required):
                with suppress(KeyError):
                    values[name] = self._value(model, field, owner, partners, trail)
        recipe = recipes.RECIPES.get(model)
        return values | (recipe(self.env, owner) if recipe else {})

    def _value(self, model, field, owner, partners, trail):
        """:raises KeyError: when the field is better left alone"""
        if field.type in TEXTS:
            return text_value(field, owner.marker)
        if field.type == "many2one":
            return self._link(model, field, owner, partners, trail)
        if not field.required or field.default:
            raise KeyError(field.name)
        simple = {
            "date": owner.marker.day,
            "datetime": lambda: f"{owner.marker.day()} 10:00:00",
            "boolean": lambda: False,
            "monetary": owner.marker.amount,
            "float": owner.marker.amount,
            "integer": lambda: 1,
            "selection": lambda: field.get_values(self.env)[0],
        }
        return simple[field.type]()

    def _link(self, model, field, owner, partners, trail):
        target = field.comodel_name
        if target == PARTNER:
            return next(partners)
        if target == "res.company":
            return self.company
        if target in models_of_suite(self.env) and target != model:
            if target in trail:
                raise KeyError(field.name)
            return self.create(target, owner, (*trail, model)).id
        if not field.required or (field.default and field.default(self.env[model])):
            raise KeyError(field.name)
        records = self.env[target]
        found = records.search([], limit=1)
        return (found or records.create({records._rec_name: owner.marker.text()})).id
