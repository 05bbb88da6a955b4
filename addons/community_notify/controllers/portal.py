from odoo import http
from odoo.http import request

from odoo.addons.portal.controllers.portal import CustomerPortal
from odoo.addons.portal.controllers.portal import pager as portal_pager

PAGE = 20
PRIVATE = {"Cache-Control": "no-store"}


class NoticePortal(CustomerPortal):
    """What a member hears from us, over which channels, and what he was told."""

    @http.route(
        ["/my/notifications", "/my/notifications/page/<int:page>"],
        type="http",
        auth="user",
        methods=["GET"],
        website=True,
        readonly=True,
    )
    def notifications(self, page=1, saved=None, **_params):
        # sudo: the own contact and messages only.
        person_sudo = request.env.user.partner_id.sudo()
        messages_sudo = request.env["community.notice.delivery"].sudo()
        domain = [
            ("partner_id", "=", person_sudo.id),
            ("state", "in", ("sent", "delivered", "read")),
        ]
        pager = portal_pager(
            url="/my/notifications",
            total=messages_sudo.search_count(domain),
            page=page,
            step=PAGE,
        )
        values = self._prepare_portal_layout_values() | {
            "page_name": "notifications",
            "saved": saved == "1",
            "choices": person_sudo._get_notice_choices(request.env.company),
            "messages": messages_sudo.search(
                domain, limit=PAGE, offset=pager["offset"]
            ),
            "pager": pager,
        }
        return request.render(
            "community_notify.portal_notifications", values, headers=PRIVATE
        )

    @http.route(
        "/my/notifications",
        type="http",
        auth="user",
        methods=["POST"],
        website=True,
    )
    def save_notifications(self, **form):
        # sudo: the own consents only; entries are added and never changed.
        person_sudo = request.env.user.partner_id.sudo()
        person_sudo._save_notice_choices(
            request.env.company, {name for name, value in form.items() if value == "on"}
        )
        return request.redirect("/my/notifications?saved=1")
