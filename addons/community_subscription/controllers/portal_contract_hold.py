from werkzeug.exceptions import NotFound

from odoo import fields, http
from odoo.exceptions import UserError
from odoo.http import request

from .portal_contracts import PortalContract


class PortalContractHold(PortalContract):
    """Rest for a while: what it costs and moves is said before it is done."""

    def _get_holdable(self, contract_id):
        contract_sudo, rights = self._get_contract(contract_id, "hold")
        if not contract_sudo._can_hold_on_portal():
            raise NotFound()
        return contract_sudo, rights

    def _read_days(self, contract_sudo, form):
        """(first day, last day, what is wrong with them)"""
        try:
            first = fields.Date.to_date(str(form.get("date_from") or ""))
            last = fields.Date.to_date(str(form.get("date_to") or ""))
        except ValueError:
            first = last = None
        if not first or not last:
            return None, None, [request.env._("Choose the first and the last day.")]
        if last < first:
            return None, None, [request.env._("The last day is before the first.")]
        return first, last, contract_sudo._check_hold(first, last, True)

    @http.route(
        "/my/contracts/<int:contract_id>/hold",
        type="http",
        auth="user",
        methods=["GET"],
        website=True,
    )
    def hold_page(self, contract_id, **form):
        contract_sudo, rights = self._get_holdable(contract_id)
        return self._render_hold(contract_sudo, rights, form)

    def _render_hold(self, contract_sudo, rights, form, error=""):
        is_asked = "date_from" in form or "date_to" in form
        first, last, reasons = None, None, []
        if is_asked:
            first, last, reasons = self._read_days(contract_sudo, form)
        if error:
            reasons = [*reasons, error]
        preview = None
        if is_asked and not reasons:
            preview = contract_sudo._get_hold_preview(first, last)
        return self._render_contract(
            "portal_contract_hold",
            contract_sudo,
            rights,
            page_name="contract_hold",
            rules=contract_sudo._get_hold_rules_words(),
            today=fields.Date.context_today(contract_sudo),
            form={name: str(form.get(name) or "")[:200] for name in form},
            reasons=reasons,
            preview=preview,
        )

    @http.route(
        "/my/contracts/<int:contract_id>/hold",
        type="http",
        auth="user",
        methods=["POST"],
        website=True,
    )
    def hold(self, contract_id, **form):
        contract_sudo, rights = self._get_holdable(contract_id)
        first, last, reasons = self._read_days(contract_sudo, form)
        if reasons:
            return self._render_hold(contract_sudo, rights, form)
        try:
            with request.env.cr.savepoint():
                contract_sudo._hold(
                    "self", first, last, reason=str(form.get("reason") or "")[:200]
                )
        except UserError as refused:
            return self._render_hold(contract_sudo, rights, form, str(refused))
        return self._redirect_to_contract(contract_sudo, "held")

    @http.route(
        "/my/contracts/<int:contract_id>/hold/<int:hold_id>/end",
        type="http",
        auth="user",
        methods=["POST"],
        website=True,
    )
    def end_hold(self, contract_id, hold_id, **_params):
        contract_sudo, _rights = self._get_contract(contract_id, "hold")
        hold_sudo = contract_sudo._get_portal_holds().filtered(
            lambda hold: hold.id == hold_id and hold.kind == "self"
        )
        if not hold_sudo:
            raise NotFound()
        try:
            with request.env.cr.savepoint():
                hold_sudo._end(fields.Date.context_today(contract_sudo))
        except UserError:
            return self._redirect_to_contract(contract_sudo, "not_ended")
        return self._redirect_to_contract(contract_sudo, "hold_ended")
