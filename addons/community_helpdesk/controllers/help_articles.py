from werkzeug.exceptions import NotFound

from odoo import http
from odoo.fields import Domain
from odoo.http import request

from odoo.addons.portal.controllers.portal import CustomerPortal


class HelpArticles(CustomerPortal):
    """Help that everybody may read: search, one article, and whether it helped."""

    @http.route(
        "/help", type="http", auth="public", methods=["GET"], website=True, sitemap=True
    )
    def helpdesk_help(self, search="", **_params):
        search = search.strip()[:100]
        articles = request.env["community.help.article"]
        found_sudo = articles._find_public(search, limit=200)
        values = {
            "articles": found_sudo,
            "categories": found_sudo.category_id.sorted(),
            "search": search,
        }
        return request.render("community_helpdesk.help_index", values)

    @http.route(
        "/help/<string:slug>",
        type="http",
        auth="public",
        methods=["GET"],
        website=True,
        sitemap=False,
    )
    def helpdesk_article(self, slug, thanks="", **_params):
        _name, article_id = request.env["ir.http"]._unslug(slug)
        article_sudo = self._get_article(article_id)
        values = {"article": article_sudo, "thanks": thanks == "1"}
        return request.render("community_helpdesk.help_article", values)

    @http.route(
        "/help/<int:article_id>/opinion",
        type="http",
        auth="public",
        methods=["POST"],
        website=True,
        sitemap=False,
    )
    def helpdesk_article_opinion(self, article_id, helped="", **_form):
        """Counted once for each visitor and article."""
        article_sudo = self._get_article(article_id)
        told = set(request.session.get("community_help_told") or ())
        if article_sudo.id not in told and helped in ("0", "1"):
            article_sudo._count_opinion(helped == "1")
            request.session["community_help_told"] = [*told, article_sudo.id]
        return request.redirect(f"{article_sudo._get_path()}?thanks=1")

    def _get_article(self, article_id):
        """An article for everybody, or 404."""
        articles = request.env["community.help.article"]
        if not article_id or article_id >= 2**31:
            raise NotFound()
        domain = articles._get_public_domain() & Domain("id", "=", article_id)
        # sudo: only what is for everybody is found.
        found = articles.sudo().search(domain)
        if not found:
            raise NotFound()
        return found
