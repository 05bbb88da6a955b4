"""The class that stands before a controlled model's own methods."""

from odoo import api

from ..tools import seam


def is_gate(cls):
    return hasattr(cls, "_is_approval_gate")


def build_gate(held, system):
    """A class to put in front of a model's bases.

    :param held: names of methods whose call waits for approval
    :param system: names of methods inside which nothing is held
    """

    class ApprovalGate:
        __slots__ = ()
        _is_approval_gate = True
        _held = frozenset(held)
        _inherits = {}
        _depends = {}

        @api.model_create_multi
        def create(self, vals_list):
            gate = self.env["community.approval.gate"]
            gate._refuse_detour(self, "create", {k for vals in vals_list for k in vals})
            holder = self.env["community.change.request"]
            free = vals_list
            if gate._is_closed(self, "create"):
                free = holder._hold_create(self, vals_list)
            with seam.creating(self._name):
                records = super().create([vals for vals in free if vals is not None])
            gate._note_created(records)
            return records if free is vals_list else holder._line_up(records, free)

        def write(self, vals):
            gate = self.env["community.approval.gate"]
            gate._refuse_detour(self, "write", vals)
            if not gate._is_closed(self, "write", vals):
                return super().write(vals)
            holder = self.env["community.change.request"]
            for records, remaining in holder._hold_write(self, vals):
                if remaining:
                    super(ApprovalGate, records).write(remaining)
            return True

        def unlink(self):
            gate = self.env["community.approval.gate"]
            gate._refuse_detour(self, "unlink")
            if not gate._is_closed(self, "unlink"):
                return super().unlink()
            free = self.env["community.change.request"]._hold_unlink(self)
            return super(ApprovalGate, free).unlink()

        def web_save(self, vals, specification, next_id=None):
            gate = self.env["community.approval.gate"]
            if self or not gate._is_closed(self, "create"):
                return super().web_save(vals, specification, next_id=next_id)
            record = self.create(vals)
            if record.id:
                return record.with_context(bin_size=True).web_read(specification)
            # The web client opens the request instead of a record that is not there.
            held = self.env["community.change.request"]._get_just_submitted()
            return [{"id": False, "community_change_request_id": held[-1:]}]

        def _update_field_translations(
            self, field_name, translations, digest=None, source_lang=""
        ):
            gate = self.env["community.approval.gate"]
            if gate._is_closed(self, "write", {field_name}):
                holder = self.env["community.change.request"]
                return holder._hold_translation(
                    self, field_name, translations, source_lang
                )
            return super()._update_field_translations(
                field_name, translations, digest=digest, source_lang=source_lang
            )

    for name in held:
        setattr(ApprovalGate, name, _build_held(ApprovalGate, name))
    for name in system:
        setattr(ApprovalGate, name, _build_system(ApprovalGate, name))
    return ApprovalGate


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
