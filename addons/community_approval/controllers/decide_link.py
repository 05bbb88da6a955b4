from werkzeug.exceptions import BadRequest

from odoo import http
from odoo.exceptions import UserError
from odoo.http import request

VERDICTS = ("approve", "reject", "return")
# The address is a key: it goes into no cache, no search engine and no other site's log.
KEY_IN_ADDRESS = {
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "X-Robots-Tag": "noindex, nofollow",
}


class ApprovalDecideLink(http.Controller):
    """Deciding from a mail, as the person that the link was made for.

    Opening the link shows the request and changes nothing: mail programs open links by
    themselves to look for dangers. The button posts.
    """

    @http.route(
        "/approvals/decide/<string:token>",
        type="http",
        auth="public",
        methods=["GET"],
        website=True,
        sitemap=False,
    )
    def show(self, token, **_params):
        change = self._open(token)
        if not change:
            return self._render_gone()
        return self._render(change, token)

    @http.route(
        "/approvals/decide/<string:token>",
        type="http",
        auth="public",
        methods=["POST"],
        website=True,
        sitemap=False,
    )
    def decide(self, token, verdict="", reason="", **_form):
        change = self._open(token)
        if not change:
            return self._render_gone()
        if verdict not in VERDICTS:
            raise BadRequest
        reason = reason.strip()
        if not reason and _needs_reason(change, verdict):
            error = request.env._("Please say why in a sentence.")
            return self._render(change, token, error=error, verdict=verdict)
        try:
            with request.env.cr.savepoint():
                change._decide(verdict, reason)
        except UserError as refused:
            error = str(refused.args[0])
            return self._render(change, token, error=error, reason=reason)
        return self._render(change, token, verdict=verdict, done=True)

    def _open(self, token):
        change = request.env["community.change.request"]._open_decide_token(token)
        if change:
            request.update_context(lang=change.env.user.lang)
            change = change.with_context(lang=change.env.user.lang)
        return change

    def _render(self, change, token, **values):
        values = {
            "change": change.sudo(),  # sudo: the names of the area and the maker
            "person": change.env.user.sudo(),  # sudo: the name of who was asked
            "token": token,
            "error": "",
            "verdict": "",
            "reason": "",
            "done": False,
        } | values
        return request.render(
            "community_approval.decide_page", values, headers=KEY_IN_ADDRESS
        )

    def _render_gone(self):
        return request.render(
            "community_approval.decide_gone", {}, headers=KEY_IN_ADDRESS, status=404
        )


def _needs_reason(change, verdict):
    # sudo: whether the area asks for a reason
    return verdict != "approve" or change.sudo().reason_required
