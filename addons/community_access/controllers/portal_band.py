from werkzeug.exceptions import NotFound

from odoo import http
from odoo.exceptions import UserError
from odoo.http import request

from .portal_access import PortalAccess


class PortalBand(PortalAccess):
    """My bands, cards and codes: what they open, and stopping them at once."""

    @http.route(
        "/my/band",
        type="http",
        auth="user",
        methods=["GET"],
        website=True,
        readonly=True,
    )
    def band(self, person="", done="", **_params):
        person_sudo, people_sudo = self._get_person(person)
        return self._render_band(person_sudo, people_sudo, done=done)

    def _render_band(self, person_sudo, people_sudo, **values):
        company = request.env.company
        # sudo: of this person alone
        credentials_sudo = request.env["community.access.credential"].sudo()
        media_sudo = request.env["community.access.medium"].sudo()  # sudo: as above
        own = person_sudo._get_access_credentials(company)
        qr_sudo = own.filtered(
            lambda one: one.kind == "qr" and one.state in ("issued", "blocked")
        )[:1]
        return self._render_access(
            "portal_band",
            person_sudo,
            people_sudo,
            page_name="band",
            credentials=own,
            qr=qr_sudo,
            may_qr=bool(media_sudo._get_soft(company, "qr")),
            codes=self._get_codes(person_sudo, qr_sudo),
            code_words=self._get_code_words(),
            may_pin=bool(media_sudo._get_soft(company, "pin")),
            has_pin=any(one.kind == "pin" for one in own),
            pin_length=credentials_sudo._get_pin_length(person_sudo, company),
            outlook=person_sudo._get_access_outlook(company),
            **{"error": "", "pin_error": "", "done": "", **values},
        )

    def _get_codes(self, person_sudo, qr_sudo):
        """Codes for the own phone alone."""
        if not qr_sudo or person_sudo != self._get_access_viewer():
            return None
        return qr_sudo._get_qr_codes()

    def _get_code_words(self):
        """Sentences of the page; `{time}` is put in by it."""
        env = request.env
        return {
            "late": env._("No network. Your codes last for {time} more."),
            "out": env._(
                "No network, and the codes have run out. They come back by themselves; "
                "until then your band opens, or the desk helps."
            ),
            "closed": env._("You were logged out. Please log in again."),
        }

    def _back(self, credential_or_person_sudo, done):
        person_sudo = (
            credential_or_person_sudo.partner_id
            if credential_or_person_sudo._name != "res.partner"
            else credential_or_person_sudo
        )
        ward = (
            ""
            if person_sudo == self._get_access_viewer()
            else f"&person={person_sudo.id}"
        )
        return request.redirect(f"/my/band?done={done}{ward}")

    # ------------------------------------------------------------
    # STOP AND GO ON
    # ------------------------------------------------------------

    @http.route(
        "/my/band/<int:credential_id>/stop",
        type="http",
        auth="user",
        methods=["POST"],
        website=True,
    )
    def stop(self, credential_id, lost="", **_params):
        """It opens nothing from this moment on, also where it is stopped already."""
        credential_sudo = self._get_credential(credential_id)
        credential_sudo._block_by_holder(is_lost=lost == "1")
        return self._back(credential_sudo, "lost" if lost == "1" else "stopped")

    @http.route(
        "/my/band/<int:credential_id>/go",
        type="http",
        auth="user",
        methods=["POST"],
        website=True,
    )
    def go_on(self, credential_id, **_params):
        credential_sudo = self._get_credential(credential_id)
        person_sudo = credential_sudo.partner_id
        try:
            credential_sudo._unblock_by_holder()
        except UserError as refused:
            people_sudo = self._get_access_viewer()._get_access_people()
            return self._render_band(person_sudo, people_sudo, error=str(refused))
        return self._back(credential_sudo, "on")

    # ------------------------------------------------------------
    # CODES
    # ------------------------------------------------------------

    @http.route("/my/band/qr", type="http", auth="user", methods=["POST"], website=True)
    def make_qr(self, **_params):
        viewer_sudo = self._get_access_viewer()
        # sudo: one code for the user himself, where the club gives them out
        credentials_sudo = request.env["community.access.credential"].sudo()
        if not credentials_sudo._make_soft(viewer_sudo, request.env.company, "qr"):
            raise NotFound()
        return self._back(viewer_sudo, "qr")

    @http.route(
        "/my/band/codes", type="jsonrpc", auth="user", methods=["POST"], website=True
    )
    def codes(self):
        """Codes of the next minutes, for the phone of the user."""
        viewer_sudo = self._get_access_viewer()
        # sudo: of the user himself
        credentials_sudo = request.env["community.access.credential"].sudo()
        return credentials_sudo._get_soft(
            viewer_sudo, request.env.company, "qr"
        )._get_qr_codes()

    @http.route(
        "/my/band/pin", type="http", auth="user", methods=["POST"], website=True
    )
    def set_pin(self, pin="", again="", **_params):
        viewer_sudo = self._get_access_viewer()
        company = request.env.company
        # sudo: the own PIN, where the club gives them out
        credentials_sudo = request.env["community.access.credential"].sudo()
        media_sudo = request.env["community.access.medium"].sudo()  # sudo: as above
        if not media_sudo._get_soft(company, "pin"):
            raise NotFound()
        error = request.env._("The two PINs are not the same.")
        if pin == again:
            error = credentials_sudo._set_pin(viewer_sudo, company, pin.strip())
        if not error:
            return self._back(viewer_sudo, "pin")
        people_sudo = viewer_sudo._get_access_people()
        return self._render_band(viewer_sudo, people_sudo, pin_error=error)
