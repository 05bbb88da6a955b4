from odoo import http
from odoo.http import request
from odoo.tools import consteq

from ..tools.words import CHANNELS

NO_TRACE = {
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "X-Robots-Tag": "noindex, nofollow, noarchive",
}
ADDRESS = "/notices/stop/<int:partner_id>/<string:channel>/<string:token>"


class NoticeWayOut(http.Controller):
    """The link in a commercial message: one page to look at, one button to stop."""

    @http.route(
        ADDRESS,
        type="http",
        auth="public",
        methods=["GET"],
        website=True,
        sitemap=False,
        readonly=True,
    )
    def ask(self, partner_id, channel, token, **_params):
        """Show what would be stopped. Programs that follow links change nothing."""
        person_sudo = self._find(partner_id, channel, token)
        return self._render(person_sudo, channel, token)

    @http.route(
        ADDRESS,
        type="http",
        auth="public",
        methods=["POST"],
        website=True,
        sitemap=False,
        csrf=False,
        save_session=False,
    )
    def stop(self, partner_id, channel, token, **_form):
        """Stop advertising over this channel.

        Without a CSRF token because mail programs post here by themselves (RFC 8058);
        the signature in the address is the right to do so, and all it can do is stop.
        """
        person_sudo = self._find(partner_id, channel, token)
        if person_sudo:
            # sudo: the signature is the right to stop, and to nothing else.
            request.env["community.notice.consent"].sudo()._record(
                person_sudo,
                [channel],
                "withdrawn",
                "link",
                note=request.httprequest.path,
            )
        return self._render(person_sudo, channel, token, done=True)

    def _find(self, partner_id, channel, token):
        """Return the contact whose signature this is, or none."""
        # sudo: strangers hold the signed link; nothing of the contact is shown.
        person_sudo = request.env["res.partner"].sudo().browse(partner_id).exists()
        valid = channel in CHANNELS and person_sudo
        if not valid or not consteq(person_sudo._get_way_out_token(channel), token):
            return request.env["res.partner"]
        return person_sudo

    def _render(self, person_sudo, channel, token, done=False):
        company = person_sudo.company_id or request.env.company
        response = request.render(
            "community_notify.way_out",
            {
                "found": bool(person_sudo),
                "done": done,
                "channel": channel,
                # sudo: the name of the club is no secret to who got mail from it
                "company_name": company.sudo().name,
                "action": request.httprequest.path,
                "no_index": True,
            },
            status=200 if person_sudo else 404,
        )
        response.headers.update(NO_TRACE)
        return response
