from odoo import http
from odoo.exceptions import UserError, ValidationError
from odoo.http import request

from odoo.addons.portal.controllers.portal import CustomerPortal

from .portal_membership import PRIVATE


class MemberPortalEdit(CustomerPortal):
    """Own data, by an allow-list; a wrong value costs nothing that was typed."""

    @http.route(
        "/my/membership/edit",
        type="http",
        auth="user",
        methods=["GET"],
        website=True,
        readonly=True,
    )
    def edit_own_data(self, **_params):
        # sudo: the own record; the form holds the fields of the allow-list.
        form = request.env.user.partner_id.sudo()._get_portal_form()
        return self._render_edit(form, {})

    @http.route(
        "/my/membership/edit",
        type="http",
        auth="user",
        methods=["POST"],
        website=True,
    )
    def save_own_data(self, **form):
        # sudo: portal users may not write contacts; the allow-list says what may go.
        person_sudo = request.env.user.partner_id.sudo()
        values, errors = person_sudo._read_portal_form(form)
        if not errors:
            try:
                with request.env.cr.savepoint():
                    # sudo: the e-mail goes through the user, the log-in stays.
                    person_sudo._save_portal_form(values, request.env.user.sudo())
            except (UserError, ValidationError) as refused:
                errors = {"": str(refused)}
        if errors:
            typed = {name: str(form.get(name, "")) for name in form}
            return self._render_edit(person_sudo._get_portal_form() | typed, errors)
        return self._redirect_in_language(person_sudo, "/my/membership?saved=1")

    @http.route(
        "/my/membership/photo",
        type="http",
        auth="user",
        methods=["POST"],
        website=True,
    )
    def save_own_photo(self, photo=None, **_params):
        # sudo: the photo of the own record only.
        person_sudo = request.env.user.partner_id.sudo()
        content = photo.read() if hasattr(photo, "read") else b""
        try:
            person_sudo._save_portal_photo(content)
        except (UserError, ValidationError) as refused:
            form = person_sudo._get_portal_form()
            return self._render_edit(form, {"photo": str(refused)})
        return request.redirect("/my/membership/edit?photo=1")

    def _render_edit(self, form, errors):
        # sudo: the own record; countries and states are public lists.
        person_sudo = request.env.user.partner_id.sudo()
        countries_sudo = request.env["res.country"].sudo().search([])
        country = countries_sudo.filtered(
            lambda country: str(country.id) == form.get("country_id")
        )
        values = self._prepare_portal_layout_values() | {
            "page_name": "membership_edit",
            "person": person_sudo,
            "form": form,
            "errors": errors,
            "allowed": person_sudo._get_portal_editable_fields(),
            "login": request.env.user.login,
            "countries": countries_sudo,
            "states": country.state_ids,
            "languages": request.website.language_ids,
        }
        response = request.render(
            "community_members.portal_edit", values, headers=PRIVATE
        )
        response.headers["X-Frame-Options"] = "SAMEORIGIN"
        response.headers["Content-Security-Policy"] = "frame-ancestors 'self'"
        return response

    def _redirect_in_language(self, person_sudo, url):
        """The portal goes on in the language that was chosen."""
        languages = request.website.language_ids
        chosen = languages.filtered(lambda lang: lang.code == person_sudo.lang)
        if not chosen:
            return request.redirect(url)
        response = request.redirect(
            request.env["ir.http"]._url_lang(url, lang_code=chosen.code)
        )
        response.set_cookie("frontend_lang", chosen.code)
        return response

    def _create_or_update_address(self, partner_sudo, *args, **form_data):
        """Core lets an employee rename his company here; a member's is not renamed."""
        if partner_sudo.unit_type or partner_sudo.parent_id.in_member_register:
            form_data.pop("company_name", None)
        return super()._create_or_update_address(partner_sudo, *args, **form_data)

    def _validate_address_values(self, address_values, partner_sudo, *args, **kwargs):
        """The name on the card is the club's to change, in core's form too."""
        invalid, missing, messages = super()._validate_address_values(
            address_values, partner_sudo, *args, **kwargs
        )
        name = address_values.get("name", "").strip()
        kept = partner_sudo.in_member_register or partner_sudo.unit_type
        if kept and name and name != (partner_sudo.name or "").strip():
            invalid.add("name")
            messages.append(
                request.env._("Your name is kept by us. Write to us when it is wrong.")
            )
        return invalid, missing, messages
