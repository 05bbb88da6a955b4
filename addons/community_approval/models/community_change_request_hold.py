"""Holding: from a call at the gate to a request, with the record left as it is."""

from ast import literal_eval

from odoo import api, models
from odoo.fields import Domain

from ..tools import seam
from ..tools.rules import applicable_steps
from ..tools.values import same


class CommunityChangeRequest(models.Model):
    _inherit = "community.change.request"

    # ------------------------------------------------------------
    # WHICH RULE HOLDS WHAT
    # ------------------------------------------------------------

    @api.model
    def _get_rules_for(self, model_name, operation, names=()):
        """Rules of a model that name the operation, in the order of their areas."""
        rules = self.env["community.approval.area"]._get_model_rules(model_name)
        if operation == "write":
            return [rule for rule in rules if rule.fields & set(names)]
        return [
            rule
            for rule in rules
            if operation in rule.operations or operation in rule.methods
        ]

    @api.model
    def _match(self, rule, records, asked=None):
        """Records that the rule's condition, company and steps are about.

        :param asked: values to come; a record that matches only with them is held too
        """
        if seam.is_creating(rule.parent or "-"):
            # Only what comes with the new record: its commands may name rows of others.
            records = records.filtered(lambda record: not self._is_new(record))
        matching = self._match_company(rule, records)
        if rule.domain:
            domain = Domain(literal_eval(rule.domain))
            old = matching.sudo().filtered_domain(domain)  # sudo: rules see everything
            if asked and (rest := matching - old.sudo(matching.env.su)):
                coming = {
                    record.id: record.new(asked, origin=record)
                    # sudo: rules see everything
                    for record in rest.sudo()
                }
                # sudo: rules see everything
                old |= rest.sudo().filtered(
                    lambda record: bool(coming[record.id].filtered_domain(domain))
                )
            # the ids as they are: a draft of a new record has none in the database
            matching = matching.browse(old._ids)
        return matching

    @api.model
    def _is_new(self, record):
        """Whether the record was made in this transaction, or is not there yet."""
        if not record.id:
            return True
        created = self.env["community.approval.gate"]._get_created(record._name)
        if record.id in created or "create_date" not in record._fields:
            return record.id in created
        record = record.sudo()  # sudo: only who made it, and when
        is_own = record.create_uid.id == self.env.uid
        return is_own and record.create_date == self.env.cr.now()

    @api.model
    def _match_company(self, rule, records):
        if not rule.company_id:
            return records
        company = self.env["res.company"].browse(rule.company_id)
        if "company_id" not in records._fields:
            return records if self.env.company == company else records.browse()
        return records.filtered(
            # sudo: rules see everything
            lambda record: (record.sudo().company_id or self.env.company) == company
        )

    @api.model
    def _get_matching(self, records, operation, names=()):
        """Records of which some rule would hold the operation."""
        held = records.browse()
        for rule in self._get_rules_for(records._name, operation, names):
            held |= self._match(rule, records)
        return held

    @api.model
    def _get_steps(self, rule, amount):
        """Steps that a request under this rule has to pass."""
        # sudo: the steps of an area are not the maker's to read.
        area = self.env["community.approval.area"].sudo().browse(rule.area_id)
        steps = area.step_ids
        passed = applicable_steps([step._get_facts() for step in steps], amount)
        return steps.browse([facts.step_id for facts in passed])

    @api.model
    def _get_amount(self, rule, record, asked):
        """The larger of the amount that is and the one that is asked; None without."""
        if not rule.amount_field:
            return None
        # sudo: rules see everything
        known = [record.sudo()[rule.amount_field]] if record else []
        if isinstance(asked.get(rule.amount_field), (int, float)):
            known.append(asked[rule.amount_field])
        return max(map(abs, known), default=None)

    # ------------------------------------------------------------
    # WRITE
    # ------------------------------------------------------------

    @api.model
    def _hold_write(self, records, vals):
        """Hold the controlled part of a write.

        :return: [(records, values)] that may be written at once
        """
        held = {}
        created = self.env["community.approval.gate"]._get_created(records._name)
        known = records.filtered("id")
        settled = known.filtered(lambda record: record.id not in created)
        active = records._active_name
        plans = []
        for operation, names in (("write", vals.keys()), ("archive", {active})):
            if operation == "archive" and active not in vals:
                continue
            for rule in self._get_rules_for(records._name, operation, names):
                controlled = {active} if operation == "archive" else rule.fields & names
                plans.append((operation, rule, controlled))
        prepared = []
        for operation, rule, controlled in plans:
            # A new record that did not meet the condition must not come to meet it.
            conditional = rule.domain and not rule.parent
            is_open = conditional and "create" in rule.operations
            for record in self._match(rule, known if is_open else settled, vals):
                names = controlled - held.get(record.id, set())
                steps = self._get_steps(rule, self._get_amount(rule, record, vals))
                if names and steps:
                    held.setdefault(record.id, set()).update(names)
                    prepared.append((operation, rule, record, sorted(names), steps))
        self._check_may_write(records, held, vals)
        self._submit_values(prepared, vals)
        return self._split(records, vals, held)

    @api.model
    def _check_may_write(self, records, held, vals):
        """What the ORM would have asked, had it been called."""
        touched = records.browse(held)
        if touched and not records.env.su:
            touched.check_access("write")
            for name in set().union(*held.values()):
                field = touched._fields[name]
                touched._check_field_access(field, "write")
                if field.type in ("one2many", "many2many"):
                    self._check_may_write_rows(records, field, vals[name])

    @api.model
    def _check_may_write_rows(self, records, field, commands):
        """The commands of a list may name any row, also of other records."""
        comodel = records.env[field.comodel_name]
        for command in commands if isinstance(commands, (list, tuple)) else ():
            if not isinstance(command, (list, tuple)) or command[0] not in (1, 2):
                continue
            row = comodel.browse(command[1]).exists()
            row.check_access("write" if command[0] == 1 else "unlink")
            for name in command[2] if command[0] == 1 else ():
                if name in row._fields:
                    row._check_field_access(row._fields[name], "write")

    @api.model
    def _split(self, records, vals, held):
        """Group records by what remains to be written at once."""
        groups = {}
        for record in records:
            key = frozenset(held.get(record.id, ()))
            groups.setdefault(key, []).append(record.id)
        return [
            (records.browse(ids), {k: v for k, v in vals.items() if k not in names})
            for names, ids in groups.items()
        ]

    @api.model
    def _submit_values(self, prepared, vals):
        vals_list = []
        for operation, rule, record, names, steps in prepared:
            lines = [
                line
                for name in names
                if (line := self._prepare_line(record, name, vals[name]))
            ]
            if not lines:
                continue
            vals_list.append(
                {
                    **self._prepare_request(rule, record, operation, steps),
                    "amount": self._get_amount(rule, record, vals) or 0,
                    "line_ids": [(0, 0, line) for line in lines],
                    "summary": "; ".join(
                        f"{self._get_label(record, line['field_name'])}: "
                        f"{line['before_text'] or '–'} → {line['after_text'] or '–'}"
                        for line in lines
                    ),
                }
            )
        return self._submit(vals_list)

    @api.model
    def _prepare_line(self, record, name, value):
        """Values of one line, None when nothing would change."""
        asked = self._encode_asked(record, name, value)
        before = self._encode(record, name, asked)
        if same(before, asked):
            return None
        field = record._fields[name]
        line = {
            "field_name": name,
            "field_type": field.type,
            "before": before,
            "after": asked,
            "before_text": self._describe(record, name, before),
            "after_text": self._describe(record, name, asked),
        }
        if field.type == "binary" and value:
            line["file"] = value
        return line
