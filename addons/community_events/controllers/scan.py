from odoo import http
from odoo.http import request


class MemberScan(http.Controller):
    """For phones whose camera opens no links: the same code, read by the page."""

    @http.route(
        "/my/checkin",
        type="http",
        auth="user",
        methods=["GET"],
        website=True,
        multilang=False,
        sitemap=False,
        readonly=True,
    )
    def scan(self, **_params):
        # sudo: name, logo and colour, for whoever sees the page.
        company_sudo = request.env.company.sudo()
        response = request.render(
            "community_events.checkin_scan",
            {"company": company_sudo, "origins": self._get_origins()},
        )
        response.headers["Cache-Control"] = "no-store"
        return response

    def _get_origins(self):
        """Where codes of ours lead to, besides the address of the page itself."""
        # sudo: addresses that are printed on every page.
        parameters_sudo = request.env["ir.config_parameter"].sudo()
        found = {
            request.website.get_base_url(),
            parameters_sudo.get_param("web.base.url") or "",
        }
        return " ".join(sorted(filter(None, found)))
