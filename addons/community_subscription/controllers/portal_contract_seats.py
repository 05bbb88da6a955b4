from werkzeug.exceptions import NotFound

from odoo import http
from odoo.exceptions import UserError
from odoo.http import request

from .portal_contracts import PortalContract


class PortalContractSeats(PortalContract):
    """The manager of an organisation says which of its people use the contract."""

    @http.route(
        "/my/contracts/<int:contract_id>/seats",
        type="http",
        auth="user",
        methods=["GET"],
        website=True,
        readonly=True,
    )
    def seats(self, contract_id, search="", done="", **_params):
        contract_sudo, rights = self._get_contract(contract_id, "seats")
        return self._render_seats(contract_sudo, rights, search=search, done=done)

    def _render_seats(self, contract_sudo, rights, search="", done="", error=""):
        viewer_sudo = self._get_viewer()
        return self._render_contract(
            "portal_contract_seats",
            contract_sudo,
            rights,
            page_name="contract_seats",
            seats=contract_sudo._get_current_seats(),
            limit=contract_sudo.plan_id.seat_limit,
            removable=contract_sudo._get_removable_seats(viewer_sudo),
            people=contract_sudo._get_seat_candidates(viewer_sudo, search),
            search=search,
            done=done,
            error=error,
        )

    @http.route(
        "/my/contracts/<int:contract_id>/seats",
        type="http",
        auth="user",
        methods=["POST"],
        website=True,
    )
    def add_seat(self, contract_id, person_id="", **_params):
        contract_sudo, rights = self._get_contract(contract_id, "seats")
        person_sudo = contract_sudo._get_seat_candidate(self._get_viewer(), person_id)
        if not person_sudo:
            raise NotFound()
        try:
            with request.env.cr.savepoint():
                contract_sudo._add_seat(person_sudo)
        except UserError as refused:
            return self._render_seats(contract_sudo, rights, error=str(refused))
        return request.redirect(f"/my/contracts/{contract_sudo.id}/seats?done=added")

    @http.route(
        "/my/contracts/<int:contract_id>/seats/<int:seat_id>/end",
        type="http",
        auth="user",
        methods=["POST"],
        website=True,
    )
    def end_seat(self, contract_id, seat_id, **_params):
        contract_sudo, rights = self._get_contract(contract_id, "seats")
        seat_sudo = contract_sudo._get_removable_seats(self._get_viewer()).filtered(
            lambda seat: seat.id == seat_id
        )
        if not seat_sudo:
            raise NotFound()
        try:
            with request.env.cr.savepoint():
                contract_sudo._end_seat(seat_sudo)
        except UserError as refused:
            return self._render_seats(contract_sudo, rights, error=str(refused))
        return request.redirect(f"/my/contracts/{contract_sudo.id}/seats?done=ended")
