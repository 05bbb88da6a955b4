"""Holding what is not a plain change: creations, deletions, buttons, translations."""

from odoo import api, models
from odoo.exceptions import UserError

from ..tools import seam
from ..tools.values import fingerprint, is_plain, plain
from .community_approval_area_line import get_editable_fields, is_secret


class CommunityChangeRequest(models.Model):
    _inherit = "community.change.request"

    # ------------------------------------------------------------
    # CREATE, DELETE, BUTTONS, TRANSLATIONS, MERGE
    # ------------------------------------------------------------

    @api.model
    def _hold_create(self, model, vals_list):
        """Hold the creation of records that a rule is about.

        :return: the values list with None in the place of each held one
        """
        free, requests = [], []
        if not model.env.su:
            model.check_access("create")
        self._refuse_secrets(model, vals_list)
        for vals in vals_list:
            # With the defaults: they come from the context, which is the client's.
            values = model._add_missing_default_values(dict(vals))
            draft = model.sudo().new(values)  # sudo: rules see everything
            for rule in self._get_rules_for(model._name, "create"):
                steps = self._get_steps(rule, self._get_amount(rule, draft, vals))
                if steps and self._match(rule, draft):
                    self._try_to_create(model, vals)
                    requests.append(self._prepare_create(rule, draft, vals, steps))
                    free.append(None)
                    break
            else:
                free.append(vals)
        self._submit(requests)
        return free

    @api.model
    def _refuse_secrets(self, model, vals_list):
        """A request would show a password to those who decide."""
        for name in {key for vals in vals_list for key in vals if vals[key]}:
            field = model._fields.get(name)
            if field is not None and is_secret(field):
                raise UserError(
                    self.env._(
                        "Creating this needs approval, and “%(field)s” must not be "
                        "read by those who decide. Leave it out and set it afterwards.",
                        field=field._description_string(self.env),
                    )
                )

    @api.model
    def _try_to_create(self, model, vals):
        """Create and take back: what is wrong with it is said now, not weeks later.

        :raises ValidationError: and whatever else creating raises
        """
        with self._take_back(), seam.opened(seam.Scope("trial", audited=False)):
            model.create([dict(vals)])

    @api.model
    def _prepare_create(self, rule, draft, vals, steps):
        lines = []
        for name, value in vals.items():
            if name not in draft._fields or not value:
                continue
            asked = self._encode_asked(draft, name, value)
            lines.append(
                {
                    "field_name": name,
                    "field_type": draft._fields[name].type,
                    "before": False,
                    "after": asked,
                    "after_text": self._describe(draft, name, asked),
                }
            )
        defaults = {
            key: value
            for key, value in self.env.context.items()
            if key.startswith("default_") and is_plain(value)
        }
        request = self._prepare_request(rule, draft.browse(), "create", steps)
        request["call_context"].update(plain(defaults))
        title = vals.get("name") or draft.display_name
        return {
            **request,
            "res_name": str(title or draft._description),
            "payload": {"vals": plain(vals)},
            "line_ids": [(0, 0, line) for line in lines],
            "summary": "; ".join(
                f"{self._get_label(draft, line['field_name'])}: {line['after_text']}"
                for line in lines[:6]
            ),
        }

    @api.model
    def _line_up(self, records, free):
        """The created records, with an empty place for each held one.

        A place has the id False: callers that pair records with values stay in step,
        and clients read that nothing was created.
        """
        created = iter(records)
        return records.browse(
            [False if vals is None else next(created).id for vals in free]
        )

    @api.model
    def _hold_unlink(self, records):
        """Hold deletions; the rest is returned and deleted at once."""
        if not records.env.su:
            records.check_access("unlink")
        requests, held = [], records.browse()
        for rule in self._get_rules_for(records._name, "unlink"):
            for record in self._match(rule, records - held):
                if steps := self._get_steps(rule, self._get_amount(rule, record, {})):
                    held |= record
                    request = self._prepare_request(rule, record, "unlink", steps)
                    requests.append({**request, "summary": self.env._("Delete")})
        self._submit(requests)
        return records - held

    @api.model
    def _hold_method(self, records, name, args, kwargs):
        """Hold the press of a button; the rest is returned and pressed at once."""
        if not is_plain(args) or not is_plain(kwargs):
            raise UserError(
                self.env._("This needs approval and cannot be started from here.")
            )
        if not records.env.su:
            records.check_access("read")
        requests, held = [], records.browse()
        records.env.flush_all()
        for rule in self._get_rules_for(records._name, name):
            for record in self._match(rule, records - held):
                if steps := self._get_steps(rule, self._get_amount(rule, record, {})):
                    held |= record
                    requests.append(
                        {
                            **self._prepare_request(rule, record, "method", steps),
                            "payload": {
                                "method": name,
                                "args": plain(args),
                                "kwargs": plain(kwargs),
                                "seen": self._get_sight(record),
                            },
                            "summary": self._get_button_label(records, name),
                        }
                    )
        self._submit(requests)
        return records - held

    @api.model
    def _get_sight(self, record):
        """One short text for what a button is about, as those who decide see it."""
        sight = {}
        for name in sorted(get_editable_fields(record)):
            if record._fields[name].type == "one2many":
                # sudo: as in _encode
                rows = record.sudo()[name]
                has_date = "write_date" in rows._fields
                sight[name] = [
                    (row.id, has_date and str(row.write_date))
                    for row in rows.sorted("id")
                ]
            else:
                sight[name] = self._encode(record, name)
        return fingerprint(sight)

    @api.model
    def _hold_translation(self, record, name, translations, source_lang):
        """Hold the translation of a field: it is a change like any other."""
        record.check_access("write")
        requests = []
        for rule in self._get_rules_for(record._name, "write", {name}):
            steps = self._get_steps(rule, self._get_amount(rule, record, {}))
            if steps and self._match(rule, record):
                label = self._get_label(record, name)
                requests.append(
                    {
                        **self._prepare_request(rule, record, "method", steps),
                        "payload": {
                            "method": "_update_field_translations",
                            "args": [name, plain(translations)],
                            "kwargs": {"source_lang": source_lang},
                        },
                        "summary": "; ".join(
                            f"{label} [{lang}]: {text}"
                            for lang, text in translations.items()
                        ),
                    }
                )
                break
        if not requests:
            with seam.opened(seam.Scope("no rule", audited=False)):
                return record._update_field_translations(
                    name, translations, source_lang=source_lang
                )
        self._submit(requests)
        return True

    @api.model
    def _hold_merge(self, partner_ids, destination, extra_checks):
        """Hold a merge of contacts when a rule controls changes or deletions of one.

        :return: the request, empty when the merge may go on
        """
        partners = self.env["res.partner"].browse(partner_ids).exists()
        if not self.env["community.approval.gate"]._is_person() or len(partners) < 2:
            return self.browse()
        for rule in self.env["community.approval.area"]._get_model_rules("res.partner"):
            if not rule.fields and "unlink" not in rule.operations:
                continue
            matching = self._match(rule, partners)
            steps = matching and self._get_steps(rule, None)
            if not steps:
                continue
            wizard = self.env["base.partner.merge.automatic.wizard"]
            kept = destination or wizard._get_ordered_partner(partners.ids)[-1]
            names = ", ".join((partners - kept).mapped("display_name"))
            request = {
                **self._prepare_request(rule, kept, "merge", steps),
                "payload": {"ids": partners.ids, "extra_checks": extra_checks},
                "summary": self.env._(
                    "Merge %(others)s into %(kept)s",
                    others=names,
                    kept=kept.display_name,
                ),
            }
            self._submit([request])
            return self.browse(self._get_just_submitted())
        return self.browse()
