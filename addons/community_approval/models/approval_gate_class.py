"""The class that stands before a controlled model's own methods.

Each gate is a class of its own, because ``super()`` has to find the model's methods
behind this very gate: a model made of another controlled model has two of them.
"""

from odoo import api

from ..tools import seam


def is_gate(cls):
    return hasattr(cls, "_is_approval_gate")


def build_gate(held, system):
    """A class to put in front of a model's bases.

    :param held: names of methods whose call waits for approval
    :param system: names of methods inside which nothing is held
    """
    gate = type(
        "ApprovalGate",
        (),
        {
            "__slots__": (),
            "_is_approval_gate": True,
            "_held": frozenset(held),
            "_inherits": {},
            "_depends": {},
        },
    )
    for name, build in GUARDED.items():
        setattr(gate, name, build(gate))
    for name in held:
        setattr(gate, name, _build_held(gate, name))
    for name in system:
        setattr(gate, name, _build_system(gate, name))
    return gate


def _build_create(cls):
    @api.model_create_multi
    def create(self, vals_list):
        gate = self.env["community.approval.gate"]
        gate._refuse_detour(self, "create", vals_list)
        holder = self.env["community.change.request"]
        free = vals_list
        if gate._is_closed(self, "create"):
            free = holder._hold_create(self, vals_list)
        with seam.creating(self._name):
            records = super(cls, self).create([v for v in free if v is not None])
        gate._note_created(records)
        return records if free is vals_list else holder._line_up(records, free)

    return create


def _build_write(cls):
    def write(self, vals):
        gate = self.env["community.approval.gate"]
        gate._refuse_detour(self, "write", [vals])
        if not gate._is_closed(self, "write", vals):
            return super(cls, self).write(vals)
        holder = self.env["community.change.request"]
        for records, remaining in holder._hold_write(self, vals):
            if remaining:
                super(cls, records).write(remaining)
        return True

    return write


def _build_unlink(cls):
    def unlink(self):
        gate = self.env["community.approval.gate"]
        gate._refuse_detour(self, "unlink")
        if not gate._is_closed(self, "unlink"):
            return super(cls, self).unlink()
        free = self.env["community.change.request"]._hold_unlink(self)
        return super(cls, free).unlink()

    return unlink


def _build_web_save(cls):
    def web_save(self, vals, specification, next_id=None):
        gate = self.env["community.approval.gate"]
        if self or not gate._is_closed(self, "create"):
            return super(cls, self).web_save(vals, specification, next_id=next_id)
        record = self.create(vals)
        if record.id:
            return record.with_context(bin_size=True).web_read(specification)
        # The web client opens the request instead of a record that is not there.
        held = self.env["community.change.request"]._get_just_submitted()
        return [{"id": False, "community_change_request_id": held[-1:]}]

    return web_save


def _build_translate(cls):
    def _update_field_translations(
        self, field_name, translations, digest=None, source_lang=""
    ):
        gate = self.env["community.approval.gate"]
        if gate._is_closed(self, "write", {field_name}):
            holder = self.env["community.change.request"]
            return holder._hold_translation(self, field_name, translations, source_lang)
        return super(cls, self)._update_field_translations(
            field_name, translations, digest=digest, source_lang=source_lang
        )

    return _update_field_translations


def _build_held(cls, name):
    def method(self, *args, **kwargs):
        holder = self.env["community.change.request"]
        if not self.env["community.approval.gate"]._is_closed(self, name):
            return getattr(super(cls, self), name)(*args, **kwargs)
        free = holder._hold_method(self, name, args, kwargs)
        if free:
            return getattr(super(cls, free), name)(*args, **kwargs)
        return holder._explain_press()

    method.__name__ = name
    return method


def _build_system(cls, name):
    def method(self, *args, **kwargs):
        if seam.current():
            return getattr(super(cls, self), name)(*args, **kwargs)
        with seam.opened(seam.Scope(name.strip("_"))):
            return getattr(super(cls, self), name)(*args, **kwargs)

    method.__name__ = name
    return method


GUARDED = {
    "create": _build_create,
    "write": _build_write,
    "unlink": _build_unlink,
    "web_save": _build_web_save,
    "_update_field_translations": _build_translate,
}
