from odoo import http
from odoo.http import request

from odoo.addons.portal.controllers.portal import CustomerPortal
from odoo.addons.portal.controllers.portal import pager as portal_pager

SHOWN = 5
PAGE = 20
PRIVATE = {"Cache-Control": "no-store"}


class MemberPortal(CustomerPortal):
    """The whole view of a member, reduced to what he may see himself."""

    @http.route("/my/membership", type="http", auth="user", website=True, readonly=True)
    def membership(self, saved=None, **_params):
        values = self._prepare_portal_layout_values()
        values.update(self._prepare_membership_values())
        values["saved"] = saved == "1"
        return request.render(
            "community_members.portal_membership", values, headers=PRIVATE
        )

    def _prepare_membership_values(self):
        # sudo: own record and employers', shown by the rights of the assignments.
        viewer_sudo = request.env.user.partner_id.sudo()
        return {
            "page_name": "membership",
            "person": viewer_sudo,
            "memberships": [
                self._prepare_one_membership(member_sudo, viewer_sudo)
                for member_sudo in viewer_sudo._get_memberships()[:SHOWN]
            ],
            "assignments": viewer_sudo.assignment_ids.filtered("is_current")[:SHOWN],
            "relations": self._get_relations(viewer_sudo),
            "statement_member": viewer_sudo._get_statement_member(),
            "manages_employees": bool(viewer_sudo._get_managed_units()),
        }

    def _prepare_one_membership(self, member_sudo, viewer_sudo):
        standing = member_sudo._get_portal_standing(viewer_sudo)
        sees_all = "can_manage_employees" in standing["rights"]
        cards = member_sudo.member_card_ids.filtered(
            lambda card: (
                card.state == "active" and (sees_all or card.person_id == viewer_sudo)
            )
        )
        units = member_sudo.browse()
        if member_sudo.is_company:
            units = self._search_units(member_sudo, limit=SHOWN + 1)
        return {
            "standing": standing,
            "member": member_sudo,
            "cards": cards[:SHOWN],
            "units": units[:SHOWN],
            "has_more_units": len(units) > SHOWN,
            "invoices": self._get_latest_invoices(member_sudo),
        }

    def _search_units(self, member_sudo, **options):
        return member_sudo.search(
            [
                ("id", "in", member_sudo._get_tree_ids()),
                ("unit_type", "not in", (False, "employee")),
            ],
            **options,
        )

    def _get_latest_invoices(self, member_sudo):
        """Read with the rights of the user: record rules decide what is there."""
        return request.env["account.move"].search(
            [
                ("partner_id", "child_of", member_sudo.id),
                ("move_type", "in", ("out_invoice", "out_refund")),
            ],
            order="invoice_date DESC, id DESC",
            limit=SHOWN,
        )

    def _get_relations(self, viewer_sudo):
        return viewer_sudo.env["community.member.relation"].search(
            [
                ("partner_id", "=", viewer_sudo.id),
                ("other_id.active", "=", True),
                ("date_to", "=", False),
            ],
            limit=PAGE,
        )

    @http.route(
        ["/my/branches", "/my/branches/page/<int:page>"],
        type="http",
        auth="user",
        website=True,
        readonly=True,
    )
    def branches(self, page=1, **_params):
        # sudo: branches of the members this person stands for.
        viewer_sudo = request.env.user.partner_id.sudo()
        members_sudo = viewer_sudo._get_memberships().filtered("is_company")
        if not members_sudo:
            return request.redirect("/my/membership")
        total = len(self._search_units(members_sudo))
        pager = portal_pager("/my/branches", total, page=page, step=PAGE)
        values = self._prepare_portal_layout_values() | {
            "page_name": "branches",
            "units": self._search_units(
                members_sudo, limit=PAGE, offset=pager["offset"]
            ),
            "pager": pager,
        }
        return request.render(
            "community_members.portal_branches", values, headers=PRIVATE
        )
