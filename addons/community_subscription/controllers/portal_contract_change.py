from werkzeug.exceptions import NotFound

from odoo import fields, http
from odoo.exceptions import UserError
from odoo.http import request

from .portal_contracts import PortalContract


class PortalContractChange(PortalContract):
    """Another plan: what is due now and what next is said before it is done."""

    def _get_contract_to_change(self, contract_id):
        contract_sudo, rights = self._get_contract(contract_id, "agree")
        if not contract_sudo._can_change_plan():
            raise NotFound()
        return contract_sudo, rights

    def _get_next_plan(self, contract_sudo, plan_id):
        plan_sudo = contract_sudo._get_next_plans().filtered(
            lambda plan: plan.id == plan_id
        )
        if not plan_sudo:
            raise NotFound()
        return plan_sudo

    @http.route(
        "/my/contracts/<int:contract_id>/plan",
        type="http",
        auth="user",
        methods=["GET"],
        website=True,
        readonly=True,
    )
    def plans(self, contract_id, **_params):
        contract_sudo, rights = self._get_contract_to_change(contract_id)
        return self._render_contract(
            "portal_contract_plans",
            contract_sudo,
            rights,
            page_name="contract_plan",
            choices=contract_sudo._get_plan_choices(),
        )

    @http.route(
        "/my/contracts/<int:contract_id>/plan/<int:plan_id>",
        type="http",
        auth="user",
        methods=["GET"],
        website=True,
    )
    def preview_plan(self, contract_id, plan_id, **_params):
        contract_sudo, rights = self._get_contract_to_change(contract_id)
        plan_sudo = self._get_next_plan(contract_sudo, plan_id)
        return self._render_preview(contract_sudo, rights, plan_sudo)

    def _render_preview(self, contract_sudo, rights, plan_sudo, error=""):
        reasons = plan_sudo._get_change_refusals(contract_sudo)
        preview = None if reasons else contract_sudo._preview_change(plan_sudo)
        return self._render_contract(
            "portal_contract_plan_preview",
            contract_sudo,
            rights,
            page_name="contract_plan",
            plan=plan_sudo,
            preview=preview,
            blocks=contract_sudo._tell_plan_change(preview, plan_sudo)
            if preview
            else (),
            to_pay=bool(preview) and contract_sudo._is_paid_now(preview),
            today=fields.Date.context_today(contract_sudo),
            told=contract_sudo._get_preview_key(preview) if preview else "",
            reasons=reasons,
            error=error,
        )

    @http.route(
        "/my/contracts/<int:contract_id>/plan/<int:plan_id>",
        type="http",
        auth="user",
        methods=["POST"],
        website=True,
    )
    def change_plan(self, contract_id, plan_id, told="", **_params):
        contract_sudo, rights = self._get_contract_to_change(contract_id)
        plan_sudo = self._get_next_plan(contract_sudo, plan_id)
        try:
            with request.env.cr.savepoint():
                contract_sudo._change_plan_on_portal(plan_sudo, told)
        except UserError as refused:
            return self._render_preview(contract_sudo, rights, plan_sudo, str(refused))
        if contract_sudo._bill_now():
            return request.redirect(contract_sudo._get_payment_path())
        return self._redirect_to_contract(contract_sudo, "changed")

    @http.route(
        "/my/contracts/<int:contract_id>/change/<int:change_id>/end",
        type="http",
        auth="user",
        methods=["POST"],
        website=True,
    )
    def take_back(self, contract_id, change_id, **_params):
        """A change that the member has asked for and that is still to come."""
        contract_sudo, _rights = self._get_contract(contract_id, "agree")
        change_sudo = contract_sudo._get_own_changes().filtered(
            lambda change: change.id == change_id
        )
        if not change_sudo:
            raise NotFound()
        change_sudo._cancel(request.env._("Taken back by the member."))
        contract_sudo._lay_out()
        return self._redirect_to_contract(contract_sudo, "change_ended")
