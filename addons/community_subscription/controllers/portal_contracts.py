from werkzeug.exceptions import NotFound

from odoo import fields, http
from odoo.fields import Domain
from odoo.http import request

from odoo.addons.community_members.controllers.portal_membership import PAGE, PRIVATE
from odoo.addons.portal.controllers.portal import CustomerPortal
from odoo.addons.portal.controllers.portal import pager as portal_pager

PAST_ROWS = 12


class PortalContract(CustomerPortal):
    """What every page of a contract needs: who asks, and whether it is his.

    Whatever is not his answers 404, as if it did not exist.
    """

    def _get_viewer(self):
        # sudo: of the user himself; `_get_portal_contracts` says what is his.
        return request.env.user.partner_id.sudo()

    def _get_contract(self, contract_id, right=None):
        """(contract, rights of the user), or 404 where the right is not held."""
        viewer_sudo = self._get_viewer()
        # A number that the database cannot hold belongs to nobody.
        known = contract_id < 2**31
        contract_sudo = (
            viewer_sudo._get_portal_contracts(extra=[("id", "=", contract_id)], limit=1)
            if known
            else None
        )
        if not contract_sudo:
            raise NotFound()
        rights = viewer_sudo._get_portal_contract_rights(contract_sudo)
        if right and right not in rights[contract_sudo.id]:
            raise NotFound()
        return contract_sudo, rights[contract_sudo.id]

    def _render_contract(self, template, contract_sudo, rights, **values):
        """A page of one contract, which no cache keeps."""
        values = self._prepare_portal_layout_values() | {
            "page_name": "contract",
            "contract": contract_sudo,
            "rights": rights,
            "viewer": self._get_viewer(),
            **values,
        }
        response = request.render(
            f"community_subscription.{template}", values, headers=PRIVATE
        )
        # Consent is not to be drawn out of somebody in a hidden frame.
        response.headers["X-Frame-Options"] = "SAMEORIGIN"
        response.headers["Content-Security-Policy"] = "frame-ancestors 'self'"
        return response

    def _redirect_to_contract(self, contract_sudo, done=""):
        query = f"?done={done}" if done else ""
        return request.redirect(f"/my/contracts/{contract_sudo.id}{query}")


class PortalContractPages(PortalContract):
    # ------------------------------------------------------------
    # LIST
    # ------------------------------------------------------------

    @http.route(
        ["/my/contracts", "/my/contracts/page/<int:page>"],
        type="http",
        auth="user",
        methods=["GET"],
        website=True,
        readonly=True,
    )
    def contracts(self, page=1, show="current", done="", **_params):
        viewer_sudo = self._get_viewer()
        show = "ended" if show == "ended" else "current"
        only = Domain("state", "=" if show == "ended" else "!=", "ended")
        domain = viewer_sudo._get_portal_contract_domain() & only
        # sudo: only contracts that this person may see are counted and read.
        contracts_sudo = request.env["community.contract"].sudo()
        pager = portal_pager(
            "/my/contracts",
            contracts_sudo.search_count(domain),
            page=page,
            step=PAGE,
            url_args={"show": show},
        )
        found_sudo = contracts_sudo.search(domain, limit=PAGE, offset=pager["offset"])
        values = self._prepare_portal_layout_values() | {
            "page_name": "contracts",
            "rows": found_sudo._get_portal_rows(viewer_sudo),
            "has_plans": bool(request.env["community.plan"]._get_published()),
            "pager": pager,
            "show": show,
            "done": done,
        }
        return request.render(
            "community_subscription.portal_contracts", values, headers=PRIVATE
        )

    # ------------------------------------------------------------
    # ONE
    # ------------------------------------------------------------

    @http.route(
        "/my/contracts/<int:contract_id>",
        type="http",
        auth="user",
        methods=["GET"],
        website=True,
    )
    def contract(self, contract_id, done="", **_params):
        contract_sudo, rights = self._get_contract(contract_id)
        values = self._prepare_contract_values(contract_sudo, rights)
        return self._render_contract(
            "portal_contract", contract_sudo, rights, done=done, **values
        )

    def _prepare_contract_values(self, contract_sudo, rights):
        sees_money, may_agree = "money" in rights, "agree" in rights
        moves_sudo = contract_sudo._get_open_invoices() if sees_money else ()
        due, overdue = contract_sudo._get_open_sums(moves_sudo)[contract_sudo.id]
        values = {
            "open_invoices": moves_sudo,
            "due": due,
            "standing": contract_sudo._get_portal_standing(rights, due, overdue),
            "allowances": contract_sudo._get_portal_allowances(),
            "today": fields.Date.context_today(contract_sudo),
            "planned_changes": contract_sudo._get_planned_changes(),
            "own_changes": contract_sudo._get_own_changes() if may_agree else (),
            "holds": contract_sudo._get_portal_holds(),
            "may_change": may_agree and contract_sudo._can_change_plan(),
            "may_hold": "hold" in rights and contract_sudo._can_hold_on_portal(),
            "may_reopen": "close" in rights and contract_sudo._can_reopen(),
            "may_close": "close" in rights and contract_sudo._can_close_on_portal(),
        }
        if sees_money:
            values |= self._prepare_money_values(contract_sudo)
        return values

    def _prepare_money_values(self, contract_sudo):
        rows_sudo = contract_sudo.period_ids
        past_sudo = rows_sudo.filtered(lambda row: row.state != "planned")
        return {
            "ahead": rows_sudo - past_sudo,
            "past": past_sudo.sorted("bill_date", reverse=True)[:PAST_ROWS],
            "next": contract_sudo._get_next_payments().get(contract_sudo.id),
            "sees_invoices": self._sees_invoices(contract_sudo),
            "invoices": contract_sudo._get_portal_invoices(PAST_ROWS),
            "documents": contract_sudo._get_member_documents(),
        }

    def _sees_invoices(self, contract_sudo):
        """Core's page of an invoice opens for people of the paying firm alone."""
        payer_sudo = contract_sudo.payer_id.commercial_partner_id
        return payer_sudo == self._get_viewer().commercial_partner_id

    # ------------------------------------------------------------
    # PAY
    # ------------------------------------------------------------

    @http.route(
        "/my/contracts/<int:contract_id>/pay",
        type="http",
        auth="user",
        methods=["POST"],
        website=True,
    )
    def pay(self, contract_id, **_params):
        """To the page where everything open of this contract is paid."""
        contract_sudo, _rights = self._get_contract(contract_id, "money")
        return request.redirect(contract_sudo._get_payment_path())
