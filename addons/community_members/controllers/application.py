from urllib.parse import urlsplit

from odoo import http
from odoo.exceptions import LockError, UserError, ValidationError
from odoo.http import request
from odoo.tools.mimetypes import guess_mimetype

from ..models.community_application_public import CONFIRM, STATUS
from .application_form import ApplicationForm
from .verify import NO_TRACE

TRAP = "homepage"  # no person sees this field
FILES, FILE_LIMIT = 5, 10 * 1024 * 1024
FILE_TYPES = ("application/pdf", "image/jpeg", "image/png")
ANSWER_LIMIT = 5000


class MembershipApplication(http.Controller):
    """Applying for membership, and following the application by signed links."""

    # ------------------------------------------------------------
    # APPLY
    # ------------------------------------------------------------

    @http.route(
        "/membership/apply",
        type="http",
        auth="public",
        methods=["GET"],
        website=True,
        sitemap=True,
        readonly=True,
    )
    def apply(self, **params):
        return self._render_form(self._new_form().start(params))

    @http.route(
        "/membership/apply",
        type="http",
        auth="public",
        methods=["POST"],
        website=True,
        sitemap=False,
    )
    def send_application(self, **params):
        """Whether the address is known to the club or not, the answer is the same."""
        if params.get(TRAP):
            return request.redirect("/membership/apply/sent")
        attempts = request.env["community.application.attempt"]
        if not attempts._is_allowed("ip", request.httprequest.remote_addr or ""):
            return self._render_too_many()
        form = self._new_form()
        try:
            request.env["ir.http"]._verify_request_recaptcha_token("membership_apply")
        except (UserError, ValidationError) as refused:
            form.errors[""] = str(refused)
        form.take(params, request.httprequest.form.getlist, request.httprequest.files)
        if not form.errors and not attempts._is_allowed("email", form.values["email"]):
            return self._render_too_many()
        if not form.errors:
            self._keep(form, params.get("form_key") or "")
        if form.errors:
            return self._render_form(form)
        return request.redirect("/membership/apply/sent")

    @http.route(
        "/membership/apply/sent",
        type="http",
        auth="public",
        methods=["GET"],
        website=True,
        sitemap=False,
        readonly=True,
    )
    def application_sent(self, **_params):
        # sudo: a setting that the page tells everybody
        company_sudo = request.website.company_id.sudo()
        return request.render(
            "community_members.application_sent",
            {"days": company_sudo.application_confirm_days},
        )

    def _new_form(self):
        # sudo: its country; people of other companies may apply as well
        company = request.website.company_id.sudo()
        # sudo: categories and rules that the club shows to everybody.
        sudo = request.env(su=True)
        return ApplicationForm(
            sudo["community.member.category"]._get_open_for_applications(),
            sudo["community.application.terms"]._get_current(company),
            company,
        )

    def _keep(self, form, form_key):
        user = request.env.user
        values = form.values | {
            "company_id": form.company.id,
            "lang": request.env.lang,
            "applicant_partner_id": not user._is_public() and user.partner_id.id,
        }
        if not 20 <= len(form_key) <= 100:
            form.errors[""] = request.env._("Please send the form once more.")
            form.typed |= {"form_key": form.start({}).typed["form_key"]}
            return
        applications = request.env["community.application"].with_company(form.company)
        try:
            with request.env.cr.savepoint():
                applications._submit(values, form_key)
        except (UserError, ValidationError) as refused:
            form.errors[""] = str(refused)

    def _render_form(self, form):
        # sudo: countries are a public list.
        countries_sudo = request.env["res.country"].sudo().search([])
        values = {
            "form": form.typed,
            "errors": form.errors,
            "typed_list": request.httprequest.form.getlist,
            "categories": form.categories,
            "terms": form.terms,
            "countries": countries_sudo,
            "trap": TRAP,
            "company": form.company,
        }
        return request.render("community_members.application_form", values)

    def _render_too_many(self):
        response = request.render("community_members.application_too_many", {})
        response.status_code = 429
        response.headers["Retry-After"] = "3600"
        return response

    # ------------------------------------------------------------
    # CONFIRM
    # ------------------------------------------------------------

    @http.route(
        "/membership/application/confirm/<string:token>",
        type="http",
        auth="public",
        methods=["GET"],
        website=True,
        sitemap=False,
        readonly=True,
    )
    def show_confirm(self, token, **_params):
        """Programs that read mail follow links; only a person presses the button."""
        application_sudo = self._find(CONFIRM, token)
        if not application_sudo or application_sudo.state == "expired":
            return self._render_gone()
        if application_sudo.state != "unconfirmed":
            return self._show_status(application_sudo)
        return self._render_private(
            "application_confirm", {"application": application_sudo}
        )

    @http.route(
        "/membership/application/confirm/<string:token>",
        type="http",
        auth="public",
        methods=["POST"],
        website=True,
        sitemap=False,
    )
    def confirm(self, token, **_params):
        application_sudo = self._find(CONFIRM, token)
        if not application_sudo or application_sudo.state == "expired":
            return self._render_gone()
        until = application_sudo._confirm()
        if until:
            return self._render_private("application_cooldown", {"until": until})
        return self._show_status(application_sudo)

    def _show_status(self, application_sudo):
        """On the host the visitor is on, whatever address the mails name."""
        return request.redirect(urlsplit(application_sudo._get_status_url()).path)

    # ------------------------------------------------------------
    # FOLLOW
    # ------------------------------------------------------------

    @http.route(
        "/membership/application/<string:token>",
        type="http",
        auth="public",
        methods=["GET"],
        website=True,
        sitemap=False,
        readonly=True,
    )
    def show_status(self, token, done=None, **_params):
        application_sudo = self._find(STATUS, token)
        if not application_sudo:
            return self._render_gone()
        return self._render_status(application_sudo, token, done=done == "1")

    @http.route(
        "/membership/application/<string:token>/answer",
        type="http",
        auth="public",
        methods=["POST"],
        website=True,
        sitemap=False,
    )
    def answer(self, token, answer="", **_params):
        application_sudo = self._find(STATUS, token)
        if not application_sudo:
            return self._render_gone()
        if application_sudo.state != "more_info":
            return request.redirect(f"/membership/application/{token}")
        text = answer.replace("\x00", "").strip()[:ANSWER_LIMIT]
        try:
            files = self._read_files()
            if not text and not files:
                raise ValidationError(request.env._("Write an answer or add a file."))
            with request.env.cr.savepoint():
                application_sudo._answer(text, files)
        except (UserError, ValidationError) as refused:
            return self._render_status(
                application_sudo, token, answer=text, error=str(refused)
            )
        return request.redirect(f"/membership/application/{token}?done=1")

    @http.route(
        "/membership/application/<string:token>/withdraw",
        type="http",
        auth="public",
        methods=["POST"],
        website=True,
        sitemap=False,
    )
    def withdraw(self, token, **_params):
        application_sudo = self._find(STATUS, token)
        if not application_sudo:
            return self._render_gone()
        try:
            application_sudo._withdraw()
        except LockError:
            error = request.env._("Somebody is deciding on it right now. Look again.")
            return self._render_status(application_sudo, token, error=error)
        return request.redirect(f"/membership/application/{token}")

    def _find(self, scope, token):
        return request.env["community.application"]._find_by_token(scope, token)

    def _read_files(self):
        """
        :raises ValidationError: for too many, too large or other files than papers
        """
        uploads = [
            upload
            for upload in request.httprequest.files.getlist("files")
            if upload.filename
        ]
        if len(uploads) > FILES:
            raise ValidationError(
                request.env._("Add at most %(count)s files.", count=FILES)
            )
        files = []
        for upload in uploads:
            content = upload.read(FILE_LIMIT + 1)
            name = upload.filename.replace("\\", "/").rsplit("/", 1)[-1][:100]
            if len(content) > FILE_LIMIT:
                raise ValidationError(
                    request.env._("%(name)s is larger than 10 MB.", name=name)
                )
            if guess_mimetype(content) not in FILE_TYPES:
                raise ValidationError(
                    request.env._(
                        "%(name)s is neither a PDF nor a JPEG or PNG picture.",
                        name=name,
                    )
                )
            files.append((name, content))
        return files

    def _render_status(self, application_sudo, token, **values):
        return self._render_private(
            "application_status",
            application_sudo._get_applicant_view()
            | {"token": token, "answer": "", "error": "", "done": False}
            | values,
        )

    def _render_gone(self):
        response = self._render_private("application_gone", {})
        response.status_code = 404
        return response

    def _render_private(self, template, values):
        response = request.render(
            f"community_members.{template}", values | {"no_index": True}
        )
        response.headers.update(NO_TRACE)
        return response
