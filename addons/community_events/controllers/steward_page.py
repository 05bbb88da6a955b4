import json
from hashlib import sha256
from pathlib import Path

from odoo import http
from odoo.http import request
from odoo.tools import file_open, file_path

from .steward_api import COOKIE, SCOPE
from .steward_words import get_words

FOLDER = "community_events/static/src/steward"
BARCODES = "/web/static/lib/zxing-library/zxing-library.js"
ICON = "/community_events/static/description/icon.png"
HEADERS = {
    "Cache-Control": "no-cache",
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
        " connect-src 'self'; manifest-src 'self'; worker-src 'self'; base-uri 'none';"
        " form-action 'self'; frame-ancestors 'none'"
    ),
    "Referrer-Policy": "no-referrer",
    "X-Robots-Tag": "noindex, nofollow",
}


class StewardPage(http.Controller):
    """The scan page itself: the same for everybody, and no data in it."""

    @http.route(
        SCOPE,
        type="http",
        auth="public",
        methods=["GET"],
        website=True,
        multilang=False,
        sitemap=False,
        readonly=True,
    )
    def steward_page(self, **_params):
        response = request.render(
            "community_events.steward_page",
            {
                "folder": f"/{FOLDER}",
                "icon": ICON,
                "words": json.dumps(get_words(request.env)),
            },
        )
        response.headers.update(HEADERS)
        return response

    @http.route(
        f"{SCOPE}/sw.js",
        type="http",
        auth="public",
        methods=["GET"],
        sitemap=False,
        readonly=True,
    )
    def steward_worker(self, **_params):
        """Keeps the page and its files; when one of them changes, it is another."""
        files = sorted(Path(file_path(FOLDER)).glob("*.*"))
        names = [f"/{FOLDER}/{file.name}" for file in files if file.name != "worker.js"]
        digest = sha256(b"".join(file.read_bytes() for file in files)).hexdigest()
        with file_open(f"{FOLDER}/worker.js") as source:
            script = source.read()
        known = {"version": digest[:16], "files": [*names, BARCODES, ICON]}
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
        website=True,
        multilang=False,
        sitemap=False,
        readonly=True,
    )
    def steward_manifest(self, **_params):
        """The page as an app of its own on the phone's home screen."""
        name = request.env._("Gate")
        manifest = {
            "id": SCOPE,
            "name": name,
            "short_name": name,
            "start_url": SCOPE,
            "scope": SCOPE,
            "display": "standalone",
            "orientation": "any",
            "background_color": "#111820",
            "theme_color": "#111820",
            "icons": [{"src": ICON, "sizes": "128x128", "type": "image/png"}],
        }
        return request.make_response(
            json.dumps(manifest),
            headers=[("Content-Type", "application/manifest+json; charset=utf-8")],
        )

    @http.route(
        f"{SCOPE}/enrol/<string:token>",
        type="http",
        auth="public",
        methods=["GET"],
        website=True,
        multilang=False,
        sitemap=False,
        readonly=True,
    )
    def steward_enrol(self, token, **_params):
        """Asks first: a preview of the link in a messenger must not use it up."""
        device_sudo = request.env["community.checkin.device"]._find_by_link(token)
        words = get_words(request.env)["enrol"]
        values = {
            "folder": f"/{FOLDER}",
            "icon": ICON,
            "texts": words,
            "device": device_sudo,
            "sentence": words["ask"]
            % {"gate": device_sudo.gate_id.name, "event": device_sudo.event_id.name}
            if device_sudo
            else words["gone"],
        }
        response = request.render("community_events.steward_enrol", values)
        response.headers.update(HEADERS | {"Cache-Control": "no-store"})
        return response

    @http.route(
        f"{SCOPE}/enrol/<string:token>",
        type="http",
        auth="public",
        methods=["POST"],
        website=True,
        multilang=False,
        sitemap=False,
    )
    def steward_enrolled(self, token, **_params):
        """This browser is the gate's phone from now on."""
        device_sudo = request.env["community.checkin.device"]._find_by_link(token)
        if not device_sudo:
            return request.redirect(f"{SCOPE}/enrol/{token}", code=303)
        response = request.redirect(SCOPE, code=303)
        response.set_cookie(
            COOKIE,
            device_sudo._enrol(),
            expires=device_sudo.expires_at,
            path=SCOPE,
            secure=request.httprequest.scheme == "https",
            httponly=True,
            samesite="Strict",
        )
        return response
