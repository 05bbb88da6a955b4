import json
from hashlib import sha256
from pathlib import Path

from odoo import http
from odoo.http import request
from odoo.tools import file_open, file_path

from .service_form_words import get_words

SCOPE = "/service/forms"
FOLDER = "community_helpdesk/static/src/service_forms"
ICON = "/community_helpdesk/static/description/icon.png"
HEADERS = {
    "Cache-Control": "no-cache",
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self';"
        " img-src 'self' data: blob:; connect-src 'self'; manifest-src 'self';"
        " worker-src 'self'; base-uri 'none'; form-action 'self';"
        " frame-ancestors 'none'"
    ),
    "Referrer-Policy": "no-referrer",
    "X-Robots-Tag": "noindex, nofollow",
}


class ServiceFormPage(http.Controller):
    """M23: the page on the officer's phone; it opens without network, too."""

    @http.route(SCOPE, type="http", auth="user", methods=["GET"], readonly=True)
    def helpdesk_forms_page(self, **_params):
        user = request.env.user
        is_officer = user.has_group("community_helpdesk.group_helpdesk_officer")
        env = request.env(context={**request.env.context, "lang": user.lang})
        response = request.render(
            "community_helpdesk.service_forms_page",
            {
                "folder": f"/{FOLDER}",
                "icon": ICON,
                "user_id": user.id,
                "is_officer": is_officer,
                "lang": (user.lang or "en_US").replace("_", "-"),
                "words": json.dumps(get_words(env)),
            },
        )
        response.status_code = 200 if is_officer else 403
        response.headers.update(HEADERS)
        return response

    @http.route(
        f"{SCOPE}/sw.js", type="http", auth="public", methods=["GET"], readonly=True
    )
    def helpdesk_forms_worker(self, **_params):
        """Keeps the page and its files; when one of them changes, it is another."""
        files = sorted(Path(file_path(FOLDER)).glob("*.*"))
        names = [f"/{FOLDER}/{file.name}" for file in files if file.name != "worker.js"]
        digest = sha256(b"".join(file.read_bytes() for file in files)).hexdigest()
        with file_open(f"{FOLDER}/worker.js") as source:
            script = source.read()
        known = {"version": digest[:16], "files": [*names, ICON]}
        headers = {
            "Content-Type": "text/javascript; charset=utf-8",
            "Service-Worker-Allowed": SCOPE,
            "Cache-Control": "no-cache",
        }
        return request.make_response(
            f"globalThis.KEPT = {json.dumps(known)};\n{script}",
            headers=list(headers.items()),
        )

    @http.route(
        f"{SCOPE}/manifest.webmanifest",
        type="http",
        auth="public",
        methods=["GET"],
        readonly=True,
    )
    def helpdesk_forms_manifest(self, **_params):
        """The page as an app of its own on the phone's home screen."""
        name = request.env._("Service Forms")
        manifest = {
            "id": SCOPE,
            "name": name,
            "short_name": name,
            "start_url": SCOPE,
            "scope": SCOPE,
            "display": "standalone",
            "background_color": "#f3f5f7",
            "theme_color": "#714b67",
            "icons": [{"src": ICON, "sizes": "128x128", "type": "image/png"}],
        }
        return request.make_response(
            json.dumps(manifest),
            headers=[("Content-Type", "application/manifest+json; charset=utf-8")],
        )
