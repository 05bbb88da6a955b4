from odoo import http
from odoo.http import request

from ..models.community_checkin_claim import COOKIE, COOKIE_LIFE
from ..models.community_checkin_claim_limit import TooManyError
from ..tools.checkin_trace import read_trace

PRIVATE = {
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "X-Robots-Tag": "noindex, nofollow, noarchive",
}


class MemberCheckin(http.Controller):
    """The way of a member from the code on the screen into the room."""

    @http.route(
        "/checkin/<string(length=28):code>",
        type="http",
        auth="public",
        methods=["GET"],
        website=True,
        multilang=False,
        sitemap=False,
    )
    def open_code(self, code, **_params):
        """A phone's camera opened the link: the time of the scan is taken down here."""
        claims = request.env["community.checkin.claim"]
        claim_sudo, token = self._find_claim(), ""
        if not claim_sudo._is_of(code):
            address = request.httprequest.remote_addr
            try:
                claim_sudo, token = claims._open(code, address)
            except TooManyError as refused:
                return self._render_too_many(refused)
        if not claim_sudo:
            return self._render("community_events.checkin_no_code", {"code": code})
        response = self._render_claim(claim_sudo, code)
        if token:
            self._set_cookie(response, token)
        return response

    @http.route(
        "/checkin/bind",
        type="jsonrpc",
        auth="public",
        methods=["POST"],
        website=True,
        multilang=False,
        sitemap=False,
    )
    def bind(self, public_key):
        """The browser shows its key when it opens the page."""
        claim_sudo = self._find_claim()
        return bool(claim_sudo) and claim_sudo._bind(public_key)

    @http.route(
        "/checkin/foreign",
        type="http",
        auth="user",
        methods=["POST"],
        website=True,
        multilang=False,
        sitemap=False,
    )
    def keep_foreign(self, code="", **_form):
        """Somebody says that a code which is none of ours hung at the entrance.

        The answer is the same for any text, so it tells of no event.
        """
        claims = request.env["community.checkin.claim"]
        text = code if isinstance(code, str) and "\0" not in code else ""
        partner = request.env.user.partner_id
        claims._find_event(text)._keep_foreign_code(partner, text)
        return self._render("community_events.checkin_foreign", {})

    @http.route(
        "/checkin/confirm",
        type="http",
        auth="public",
        methods=["POST"],
        sitemap=False,
    )
    def confirm(self, **form):
        """The one tap. Sent twice it shows the same answer.

        No route of the website, which would look up its menus and visitors first; a
        guest's language is that of the page before.
        """
        self._keep_language()
        claim_sudo = self._find_claim()
        partner = self._get_person(claim_sudo)
        if not (claim_sudo and partner):
            return self._render("community_events.checkin_no_code", {"code": ""})
        trace = read_trace(
            form,
            claim_sudo.challenge,
            address=request.httprequest.remote_addr,
            country=request.geoip.country_code or "",
        )
        event_sudo = claim_sudo.event_id
        # sudo: the own try, which the person is shown in words.
        attempt_sudo = event_sudo._check_in_member(partner, claim_sudo, trace).sudo()
        return self._render_answer(attempt_sudo, partner)

    # ------------------------------------------------------------
    # PAGES
    # ------------------------------------------------------------

    def _render_claim(self, claim, code):
        """The page with the one button, or with the ways to say who one is."""
        person = self._get_person(claim)
        attempt = (
            claim._get_attempt(person)
            if person
            else request.env["community.checkin.attempt"]
        )
        if attempt:
            return self._render_answer(attempt, person)
        event = claim.event_id
        asks_place = bool(event._get_fence())
        return self._render(
            "community_events.checkin_page",
            {
                "event": event,
                "claim": claim,
                "code": code,
                "person": person,
                "asks_place": asks_place,
                "needs_place": asks_place and event._get_checkin_policy().needs_place,
                "is_user": not request.env.user._is_public(),
            },
        )

    def _render_answer(self, attempt, person):
        return self._render(
            "community_events.checkin_answer",
            {
                "event": attempt.event_id,
                "attempt": attempt,
                "person": person,
                "words": attempt._get_words(),
                "is_user": not request.env.user._is_public(),
            },
        )

    def _render_too_many(self, refused):
        """What others did in this network; logging in is always possible."""
        response = self._render(
            "community_events.checkin_too_many", {"sentence": str(refused)}
        )
        response.status_code = 429
        return response

    def _render(self, template, values):
        company = values["event"].company_id if values.get("event") else None
        # sudo: name, logo and colour, for whoever sees the page.
        values["company"] = (company or request.env.company).sudo()
        response = request.render(template, values)
        response.headers.update(PRIVATE)
        return response

    # ------------------------------------------------------------
    # WHO
    # ------------------------------------------------------------

    def _find_claim(self):
        token = request.httprequest.cookies.get(COOKIE)
        return request.env["community.checkin.claim"]._find(token)

    def _get_person(self, claim):
        """Who is logged in; else who proved by a letter that the address is his."""
        if not request.env.user._is_public():
            return request.env.user.partner_id
        return claim.proven_id

    def _keep_language(self):
        if request.env.user._is_public():
            language = request.httprequest.cookies.get("frontend_lang")
            if language in dict(request.env["res.lang"].get_installed()):
                request.update_context(lang=language)

    def _set_cookie(self, response, token):
        response.set_cookie(
            COOKIE,
            token,
            max_age=COOKIE_LIFE,
            path="/checkin",
            httponly=True,
            secure=request.httprequest.scheme == "https",
            samesite="Lax",
        )
