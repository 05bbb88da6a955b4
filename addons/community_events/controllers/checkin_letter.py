from odoo import http
from odoo.http import request

from ..models.community_checkin_claim_limit import TooManyError
from .checkin import MemberCheckin

ROUTE = {
    "type": "http",
    "auth": "public",
    "website": True,
    "multilang": False,
    "sitemap": False,
}


class MemberCheckinLetter(MemberCheckin):
    """For whoever is not logged in: a letter with a link and six digits."""

    @http.route("/checkin/letter", methods=["POST"], **ROUTE)
    def send_letter(self, email="", **_form):
        """The same page follows, whether the address is known or not."""
        claim_sudo = self._find_claim()
        if not claim_sudo:
            return self._render("community_events.checkin_no_code", {"code": ""})
        try:
            claim_sudo._send_letter(email)
        except TooManyError as refused:
            return self._render_too_many(refused)
        return self._render_letter(claim_sudo, email=email)

    @http.route("/checkin/digits", methods=["POST"], **ROUTE)
    def prove_by_digits(self, digits="", **_form):
        claim_sudo = self._find_claim()
        if not claim_sudo:
            return self._render("community_events.checkin_no_code", {"code": ""})
        try:
            is_proven = claim_sudo._prove_by_digits(digits)
        except TooManyError as refused:
            return self._render_too_many(refused)
        if is_proven:
            return self._render_claim(claim_sudo, "")
        return self._render_letter(claim_sudo, is_wrong=True)

    @http.route("/checkin/letter/<string:token>", methods=["GET"], **ROUTE)
    def open_letter(self, token, **_params):
        """The link of the letter; it works in the browser that scanned alone."""
        claim_sudo = self._find_claim()
        if claim_sudo._prove_by_link(token) or claim_sudo.proven_id:
            return self._render_claim(claim_sudo, "")
        claim_sudo = request.env["community.checkin.claim"]._find_letter(token)
        return self._render(
            "community_events.checkin_other_browser", {"event": claim_sudo.event_id}
        )

    def _render_letter(self, claim, **values):
        return self._render(
            "community_events.checkin_letter", {"event": claim.event_id, **values}
        )
