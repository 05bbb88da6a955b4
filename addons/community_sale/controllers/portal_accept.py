import binascii
from base64 import b64decode

from odoo.exceptions import AccessError, MissingError, ValidationError
from odoo.fields import Domain
from odoo.http import request, route

from odoo.addons.sale.controllers.portal import CustomerPortal, PaymentPortal

from ..models.sale_order_portal_page import OPEN


def _get_acceptance(order_sudo):
    """What the person at the other end may say to this quotation."""
    user = request.env.user
    if user._is_internal():
        allowed = order_sudo.sudo(False).has_access("write")
        return "accept" if allowed else "none"
    # sudo: rights of the user himself; nobody when only the link is known.
    person_sudo = user.partner_id.sudo()
    return order_sudo._get_acceptance(
        person_sudo.browse() if user._is_public() else person_sudo
    )


class MemberQuotationPortal(CustomerPortal):
    """Accepting and refusing in the name of a corporate member needs the right."""

    def _prepare_quotations_domain(self, partner):
        """What the company ordered itself is not for it to review."""
        ordered = Domain("portal_state", "!=", False)
        for_review = Domain("require_signature", "=", True)
        for_review |= Domain("require_payment", "=", True)
        return super()._prepare_quotations_domain(partner) + list(~ordered | for_review)

    def _get_page_view_values(self, document, access_token, values, *args, **kwargs):
        values = super()._get_page_view_values(
            document, access_token, values, *args, **kwargs
        )
        if document._name == "sale.order" and document.state in ("draft", "sent"):
            values |= self._get_acceptance_values(document)
        return values

    def _get_acceptance_values(self, order_sudo):
        unit_sudo = order_sudo._get_accepting_unit()
        acceptance = _get_acceptance(order_sudo)
        change_sudo = order_sudo._get_portal_requests().get(order_sudo.id)
        waits = bool(change_sudo and change_sudo.state in OPEN)
        return {
            "acceptance": acceptance,
            "order_managers": unit_sudo and unit_sudo._get_order_approvers(),
            "member_waits": waits,
            "member_no_sign": acceptance == "none" or waits,
            "member_no_pay": acceptance != "accept" or waits,
        }

    @route()
    def portal_quote_accept(
        self, order_id, access_token=None, name=None, signature=None
    ):
        access_token = access_token or request.httprequest.args.get("access_token")
        try:
            order_sudo = self._document_check_access(
                "sale.order", order_id, access_token=access_token
            )
        except (AccessError, MissingError):
            return {"error": request.env._("Invalid order.")}
        acceptance = _get_acceptance(order_sudo)
        if acceptance == "accept":
            return super().portal_quote_accept(order_id, access_token, name, signature)
        if acceptance == "none" or not order_sudo._has_to_be_signed():
            return {
                "error": request.env._(
                    "Only a manager of your company accepts this. Sign in."
                )
            }
        return self._ask_manager(order_sudo, name, signature)

    def _ask_manager(self, order_sudo, name, signature):
        try:
            b64decode(signature or "", validate=True)
        except (TypeError, binascii.Error):
            return {"error": request.env._("Invalid signature data.")}
        if not signature or not name:
            return {"error": request.env._("Signature is missing.")}
        order_sudo.needs_manager_approval = True
        order_sudo._accept_for_member(str(name)[:100], signature)
        link = order_sudo.get_portal_url(query_string="&message=asked_manager")
        return {"force_refresh": True, "redirect_url": link}

    @route()
    def portal_quote_decline(self, order_id, access_token=None, **kwargs):
        try:
            order_sudo = self._document_check_access(
                "sale.order", order_id, access_token=access_token
            )
        except (AccessError, MissingError):
            return request.redirect("/my")
        if _get_acceptance(order_sudo) != "accept":
            link = order_sudo.get_portal_url(query_string="&message=not_yours")
            return request.redirect(link)
        return super().portal_quote_decline(order_id, access_token, **kwargs)


class MemberQuotationPayment(PaymentPortal):
    @route()
    def portal_order_transaction(self, order_id, access_token, **kwargs):
        """Paying confirms, so it needs the same right."""
        try:
            order_sudo = self._document_check_access(
                "sale.order", order_id, access_token
            )
        except AccessError:
            raise ValidationError(
                request.env._("The access token is invalid.")
            ) from None
        is_open = order_sudo.state in ("draft", "sent")
        if is_open and _get_acceptance(order_sudo) != "accept":
            raise ValidationError(
                request.env._(
                    "Only a manager of your company accepts and pays this quotation."
                )
            )
        return super().portal_order_transaction(order_id, access_token, **kwargs)
