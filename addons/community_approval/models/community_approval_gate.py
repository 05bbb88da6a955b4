from odoo import SUPERUSER_ID, api, models
from odoo.exceptions import UserError
from odoo.http import request

from ..tools import seam
from .approval_gate_class import build_gate, is_gate

CREATED = "community_approval.created"
FILE_OF = ("res_model", "res_id", "res_field")


class CommunityApprovalGate(models.AbstractModel):
    """Puts the gate before controlled models, and says when it is closed."""

    _name = "community.approval.gate"
    _description = "Approval Gate"

    # ------------------------------------------------------------
    # WHICH MODELS HAVE IT
    # ------------------------------------------------------------

    def _register_hook(self):
        super()._register_hook()
        self._place_gates()

    @api.model
    def _rules_changed(self):
        """Rules were edited: this process follows now, the others at their next
        request, as they do for automation rules."""
        self.env.registry.clear_cache()
        if self.env.registry.ready:
            self.env.flush_all()
            self._place_gates()
            self.env.registry.registry_invalidated = True

    @api.model
    def _place_gates(self):
        """Gates for what the rules name; those of dropped rules stand open."""
        area = self.env["community.approval.area"]
        rules = area._get_rules()
        if not rules:
            return
        held = {
            name: {method for rule in model_rules for method in rule.methods}
            for name, model_rules in rules.items()
        }
        for name in self._get_detours(rules):
            held.setdefault(name, set())
        system = area._get_system_methods()
        for name in held.keys() | system.keys():
            if name in self.env:
                self._place_gate(name, held.get(name, ()), system.get(name, ()))

    @api.model
    def _place_gate(self, model_name, held, system):
        """Put a gate class in front of the model's bases.

        Attributes of the registry class would not do: automation rules remove theirs
        by name, and a new set-up of models puts the bases back.
        """
        model_class = self.env.registry[model_name]
        bases = model_class._base_classes__
        if is_gate(bases[0]):
            if {*held, *system} <= bases[0].__dict__.keys():
                return
            held = {*held, *bases[0]._held}
            bases = bases[1:]
        model_class._base_classes__ = (build_gate(held, system), *bases)
        model_class.__bases__ = model_class._base_classes__

    @api.model
    def _get_detours(self, rules):
        """Models through which a controlled record can be changed without a call on it:
        the other side of a many2many, parents that are deleted with it, its files."""
        detours = set()
        for name in rules:
            for field in self._get_watched_fields(name):
                if field.type == "many2many":
                    detours.add(field.comodel_name)
                elif field.type == "binary" and field.attachment:
                    detours.add("ir.attachment")
            detours |= {parent for parent, _field in self._get_cascades(name)}
        return detours

    @api.model
    def _get_watched_fields(self, model_name):
        """Fields of the model that some rule controls."""
        names = {
            name
            for rule in self.env["community.approval.area"]._get_model_rules(model_name)
            for name in rule.fields
        }
        model_fields = self.env[model_name]._fields
        return [model_fields[name] for name in names if name in model_fields]

    @api.model
    def _get_cascades(self, model_name):
        """(parent model, field) whose deletion deletes records of this model."""
        rules = self.env["community.approval.area"]._get_model_rules(model_name)
        if not any("unlink" in rule.operations for rule in rules):
            return []
        return [
            (field.comodel_name, name)
            for name, field in self.env[model_name]._fields.items()
            if field.type == "many2one" and field.store and field.ondelete == "cascade"
        ]

    # ------------------------------------------------------------
    # WHEN IT IS CLOSED
    # ------------------------------------------------------------

    @api.model
    def _is_closed(self, records, operation, names=()):
        """Whether the operation has to be looked at: a rule names it, and a person
        does it. Passages that a rule would have held are noted.

        :param operation: create, write, unlink or the name of a held method
        :param names: the fields to be written
        """
        touched = self._get_touched(records, operation, names)
        if not touched:
            return False
        scope = seam.current()
        if scope is None and self._is_person():
            return True
        if scope is None or scope.audited:
            self.env["community.approval.bypass"]._note(
                scope.reason if scope else "system",
                records,
                operation,
                touched if operation == "write" else (),
            )
        return False

    @api.model
    def _get_touched(self, records, operation, names):
        """Names that rules control: fields for a write, the operation otherwise."""
        rules = self.env["community.approval.area"]._get_model_rules(records._name)
        if operation != "write":
            return {
                operation
                for rule in rules
                if operation in rule.operations or operation in rule.methods
            }
        touched = {name for rule in rules for name in rule.fields if name in names}
        if records._active_name in names and any(
            "archive" in rule.operations for rule in rules
        ):
            touched.add(records._active_name)
        return touched

    @api.model
    def _is_person(self):
        """Whether somebody, not the system, is behind what happens now.

        ``sudo()`` keeps the user, so a controller that uses it is a person's deed. The
        superuser counts as a person while a logged-in person's request runs.
        """
        return self._get_person_id() != SUPERUSER_ID

    @api.model
    def _get_person_id(self):
        """Id of the user behind what happens now, the superuser's for the system."""
        if self.env.uid == SUPERUSER_ID and request and request.session.uid:
            return request.session.uid
        return self.env.uid

    @api.model
    def _note_created(self, records):
        """What is filled in after creating, in one transaction, is creation."""
        if self._is_person() and not seam.current():
            created = self._get_created(records._name)
            created.update(records.ids)

    @api.model
    def _get_created(self, model_name):
        cr = self.env.cr
        # The time of the transaction tells it from the next one on the same cursor.
        return cr.cache.setdefault((CREATED, cr.now(), model_name), set())

    # ------------------------------------------------------------
    # DETOURS: changes of a controlled record by way of another one
    # ------------------------------------------------------------

    @api.model
    def _refuse_detour(self, records, operation, vals_list=()):
        """Refuse what would change a controlled record without a call on it.

        :raises UserError: with the way to go instead
        """
        if seam.current() or not self._is_person():
            return
        if records._name == "ir.attachment":
            self._refuse_file(records, vals_list)
        if operation == "unlink":
            self._refuse_cascade(records)
            self._refuse_loss(records)
        else:
            self._refuse_other_side(records, {k for vals in vals_list for k in vals})

    @api.model
    def _refuse_other_side(self, records, names):
        for name in names:
            field = records._fields.get(name)
            if field is None or field.type != "many2many":
                continue
            watched = set(self._get_watched_fields(field.comodel_name))
            for inverse in records.pool.field_inverses[field]:
                if inverse in watched:
                    raise UserError(
                        self.env._(
                            "%(field)s of %(records)s is changed with approval. "
                            "Change it there, not from here.",
                            field=inverse._description_string(self.env),
                            records=self.env[inverse.model_name]._description,
                        )
                    )

    @api.model
    def _refuse_cascade(self, records):
        holder = self.env["community.change.request"]
        for name in self.env["community.approval.area"]._get_rules():
            for parent, field_name in self._get_cascades(name):
                if parent != records._name:
                    continue
                # sudo: what the person cannot see would be deleted all the same.
                parts = self.env[name].sudo().search([(field_name, "in", records.ids)])
                if held := holder._get_matching(parts, "unlink"):
                    raise UserError(
                        self.env._(
                            "%(record)s goes with it and is deleted with approval. "
                            "Delete that first.",
                            record=held[0].display_name,
                        )
                    )

    @api.model
    def _refuse_loss(self, records):
        """Deleting a record empties the controlled fields that name it."""
        holder = self.env["community.change.request"]
        # A deletion that waits itself shows this among its consequences.
        records -= holder._get_matching(records, "unlink")
        for name in self.env["community.approval.area"]._get_rules():
            for field in self._get_watched_fields(name):
                lost = field.type == "many2many" or (
                    field.type == "many2one" and field.ondelete == "set null"
                )
                if not lost or not field.store or field.comodel_name != records._name:
                    continue
                # sudo: as above; archived ones too
                users = self.env[name].sudo().with_context(active_test=False)
                users = users.search([(field.name, "in", records.ids)])
                if held := holder._get_matching(users, "write", {field.name}):
                    raise UserError(
                        self.env._(
                            "%(record)s uses it, and %(field)s is changed with "
                            "approval. Change that first, or archive this.",
                            record=held[0].display_name,
                            field=field._description_string(self.env),
                        )
                    )

    @api.model
    def _refuse_file(self, attachments, vals_list=()):
        """A file that is a controlled field's value is changed on the record."""
        holder = self.env["community.change.request"]
        # sudo: whose value it is, also for those who may not read it
        facts = [
            {key: attachment[key] for key in FILE_OF}
            for attachment in attachments.sudo()
        ]
        facts += [
            {**old, **{key: vals[key] for key in FILE_OF if key in vals}}
            for vals in vals_list
            for old in facts or [{}]
        ]
        for fact in facts:
            model, field = fact.get("res_model"), fact.get("res_field")
            if not field or not fact.get("res_id") or model not in self.env:
                continue
            if field not in {each.name for each in self._get_watched_fields(model)}:
                continue
            record = self.env[model].sudo().browse(fact["res_id"])  # sudo: as above
            record = record.exists().filtered(lambda one: not holder._is_new(one))
            if holder._get_matching(record, "write", {field}):
                raise UserError(
                    self.env._(
                        "The file of %(record)s is changed with approval, on its form.",
                        record=record.display_name,
                    )
                )
