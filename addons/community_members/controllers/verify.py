from odoo import http
from odoo.http import request

NO_TRACE = {
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "X-Robots-Tag": "noindex, nofollow, noarchive",
}


class MemberVerify(http.Controller):
    """Whoever holds a card in hand may ask whether it is valid, and nothing more."""

    @http.route(
        "/member/verify/<string:code>",
        type="http",
        auth="public",
        methods=["GET"],
        website=True,
        sitemap=False,
        readonly=True,
    )
    def verify(self, code, **_params):
        """One of two pages. Forged, blocked, expired and unknown look the same."""
        # sudo: only whether the card is valid leaves this method.
        card_sudo = request.env["community.member.card"].sudo()._find_by_code(code)
        response = request.render(
            "community_members.member_verify",
            {"is_valid": bool(card_sudo and card_sudo.is_valid), "no_index": True},
        )
        response.headers.update(NO_TRACE)
        return response
