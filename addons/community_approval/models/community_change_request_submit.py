"""From prepared values to requests that somebody is asked to decide."""

from odoo import api, models

from ..tools import seam
from ..tools.values import fingerprint

SUBMITTED = "community_approval.submitted"
KEPT_CONTEXT = ("lang", "tz", "allowed_company_ids")


class CommunityChangeRequest(models.Model):
    _inherit = "community.change.request"

    # ------------------------------------------------------------
    # SUBMIT
    # ------------------------------------------------------------

    @api.model
    def _prepare_request(self, rule, record, operation, steps):
        """Values that every kind of request has."""
        env = record.env
        context = {
            key: env.context[key] for key in KEPT_CONTEXT if env.context.get(key)
        }
        company = env.company
        # sudo: facts about the record for those who decide
        if record and "company_id" in record._fields and record.sudo().company_id:
            # sudo: as above
            company = record.sudo().company_id
        return {
            "area_id": rule.area_id,
            "operation": operation,
            "res_model": record._name,
            "res_id": record.id or 0,
            # sudo: as above
            "res_name": record.sudo().display_name if record else False,
            "maker_id": self.env["community.approval.gate"]._get_person_id(),
            "company_id": company.id,
            "as_superuser": env.su,
            "call_context": context,
            "step_id": steps[:1].id,
        }

    @api.model
    def _submit(self, vals_list):
        """Make requests of prepared values; the same one twice stays one.

        :return: the new requests
        """
        for vals in vals_list:
            vals["fingerprint"] = self._get_fingerprint(vals)
        waiting = self.sudo().search(  # sudo: only whether the same already waits
            [
                ("fingerprint", "in", [v["fingerprint"] for v in vals_list]),
                ("state", "in", ["pending", "returned"]),
            ]
        )
        known = set(waiting.mapped("fingerprint"))
        fresh = {
            v["fingerprint"]: v for v in vals_list if v["fingerprint"] not in known
        }
        self._note_submitted(waiting)
        if not fresh:
            return self.browse()
        with seam.creating(self._name), seam.opened(seam.Scope("", audited=False)):
            # sudo: nobody has the right to write requests by hand.
            requests = self.sudo().with_context(
                mail_create_nolog=True, mail_create_nosubscribe=True
            )
            requests = requests.create(list(fresh.values()))
            requests._replace_older()
            requests._log("asked")
            requests._start_step()
            requests._tell_record()
        self._note_submitted(requests)
        return requests

    @api.model
    def _note_submitted(self, requests):
        """Remember what this transaction asked for, and tell the maker once."""
        if not requests:
            return
        submitted = self._get_just_submitted()
        if not submitted and not seam.in_trial():
            self.env.cr.precommit.add(self._tell_maker)
        submitted.extend(requests.ids)

    @api.model
    def _get_just_submitted(self):
        """Ids of the requests that this transaction made or met again."""
        cr = self.env.cr
        return cr.cache.setdefault((SUBMITTED, cr.now()), [])

    @api.model
    def _get_fingerprint(self, vals):
        lines = [
            (line["field_name"], line["after"])
            for _0, _1, line in vals.get("line_ids", ())
        ]
        return fingerprint(
            vals["area_id"],
            vals["operation"],
            vals["res_model"],
            vals["res_id"],
            vals["maker_id"],
            lines,
            # the same button on a record that has changed meanwhile is the same wish
            {k: v for k, v in (vals.get("payload") or {}).items() if k != "seen"},
        )

    def _replace_older(self):
        """A maker who asks anew for the same fields takes back what he asked before,
        unless somebody already decided on it."""
        older = self.search(
            [
                ("id", "not in", self.ids),
                ("maker_id", "in", self.maker_id.ids),
                ("res_model", "in", list(set(self.mapped("res_model")))),
                ("res_id", "in", [each for each in self.mapped("res_id") if each]),
                ("operation", "in", ["write", "archive"]),
                ("state", "in", ["pending", "returned"]),
            ]
        )
        voted = older._get_voters()
        asked = {}
        for request in self:
            key = (request.res_model, request.res_id)
            asked.setdefault(key, set()).update(request.line_ids.mapped("field_name"))
        replaced = older.filtered(
            lambda request: (
                not voted.get(request.id)
                and set(request.line_ids.mapped("field_name"))
                <= asked.get((request.res_model, request.res_id), set())
            )
        )
        if replaced:
            replaced._log("supersede")
            replaced._close("cancelled")

    @api.model
    def _get_label(self, record, name):
        return record._fields[name]._description_string(self.env)

    @api.model
    def _get_button_label(self, records, name):
        return (
            f"{records._description}: {name.replace('action_', '').replace('_', ' ')}"
        )

    def _log(self, kind, reason=False, **details):
        """Add to the log, and write to the requests: whoever else decides on them from
        an older state of the database fails and is tried again."""
        self.env["community.approval.decision"]._append(self, kind, reason, **details)
        for version, requests in self.grouped("version").items():
            requests._keep({"version": version + 1})
