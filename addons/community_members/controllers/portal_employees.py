from werkzeug.exceptions import NotFound

from odoo import http
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.http import request

from odoo.addons.portal.controllers.portal import CustomerPortal
from odoo.addons.portal.controllers.portal import pager as portal_pager

from ..models.community_member_assignment import RIGHTS
from .portal_membership import PAGE, PRIVATE


class MemberPortalEmployees(CustomerPortal):
    """A corporate manager looks after the employees of the units he manages.

    Whatever is outside his units answers 404, as if it did not exist.
    """

    # ------------------------------------------------------------
    # LIST
    # ------------------------------------------------------------

    @http.route(
        ["/my/employees", "/my/employees/page/<int:page>"],
        type="http",
        auth="user",
        methods=["GET"],
        website=True,
        readonly=True,
    )
    def employees(self, page=1, search="", show="current", done=None, **_params):
        manager_sudo, units_sudo = self._get_manager()
        # sudo: only assignments in the units he manages are searched.
        assignments_sudo = request.env["community.member.assignment"].sudo()
        show = "former" if show == "former" else "current"
        domain = Domain("unit_id", "in", units_sudo.ids)
        domain &= Domain("is_current", "=" if show == "current" else "!=", True)
        if search:
            domain &= Domain("person_id", "ilike", search) | Domain(
                "function", "ilike", search
            )
        pager = portal_pager(
            "/my/employees",
            assignments_sudo.search_count(domain),
            page=page,
            step=PAGE,
            url_args={"search": search, "show": show},
        )
        values = self._prepare_portal_layout_values() | {
            "page_name": "employees",
            "manager": manager_sudo,
            "assignments": assignments_sudo.search(
                domain, limit=PAGE, offset=pager["offset"]
            ),
            "words": assignments_sudo._get_right_words(),
            "has_units": len(units_sudo) > 1,
            "pager": pager,
            "search": search,
            "show": show,
            "done": done,
        }
        return request.render(
            "community_members.portal_employees", values, headers=PRIVATE
        )

    # ------------------------------------------------------------
    # ADD
    # ------------------------------------------------------------

    @http.route(
        "/my/employees/new",
        type="http",
        auth="user",
        methods=["GET"],
        website=True,
        readonly=True,
    )
    def new_employee(self, **_params):
        manager_sudo, units_sudo = self._get_manager()
        form = {"unit_id": str(units_sudo[0].id), "lang": request.lang.code}
        return self._render_new(manager_sudo, units_sudo, form, {})

    @http.route(
        "/my/employees/new", type="http", auth="user", methods=["POST"], website=True
    )
    def add_employee(self, **form):
        manager_sudo, units_sudo = self._get_manager()
        values, errors = self._read_new(form, manager_sudo, units_sudo)
        if not errors:
            try:
                with request.env.cr.savepoint():
                    assignment_sudo = manager_sudo._hire_employee(values)
                    assignment_sudo._invite_to_portal(manager_sudo)
                return request.redirect("/my/employees?done=invited")
            except UserError as refused:
                errors = {"": str(refused)}
        return self._render_new(manager_sudo, units_sudo, form, errors)

    def _read_new(self, form, manager_sudo, units_sudo):
        return manager_sudo._read_employee_form(
            form, units_sudo, [code.code for code in request.website.language_ids]
        )

    def _render_new(self, manager_sudo, units_sudo, form, errors):
        # sudo: read for the words of the rights; no record is touched.
        assignments_sudo = request.env["community.member.assignment"].sudo()
        grantable = set().union(
            *(manager_sudo._get_grantable_rights(unit) for unit in units_sudo[:1])
        )
        values = self._prepare_portal_layout_values() | {
            "page_name": "employee_new",
            "manager": manager_sudo,
            "units": units_sudo,
            "form": form,
            "errors": errors,
            "words": assignments_sudo._get_right_words(),
            "grantable": grantable,
            "languages": request.website.language_ids,
        }
        return request.render(
            "community_members.portal_employee_new", values, headers=PRIVATE
        )

    # ------------------------------------------------------------
    # ONE EMPLOYEE
    # ------------------------------------------------------------

    @http.route(
        "/my/employees/<int:assignment_id>",
        type="http",
        auth="user",
        methods=["GET"],
        website=True,
        readonly=True,
    )
    def employee(self, assignment_id, done=None, **_params):
        manager_sudo, units_sudo, assignment_sudo = self._get_managed(assignment_id)
        person_sudo = assignment_sudo.person_id
        values = self._prepare_portal_layout_values() | {
            "page_name": "employee",
            "manager": manager_sudo,
            "assignment": assignment_sudo,
            "units": units_sudo,
            "words": assignment_sudo._get_right_words(),
            "grantable": manager_sudo._get_grantable_rights(assignment_sudo.unit_id),
            "may_change": self._may_change(manager_sudo, assignment_sudo),
            "has_account": bool(person_sudo.user_ids),
            "history": person_sudo.assignment_ids.filtered(
                lambda work: work.unit_id in units_sudo
            ),
            "done": done,
        }
        return request.render(
            "community_members.portal_employee", values, headers=PRIVATE
        )

    @http.route(
        "/my/employees/<int:assignment_id>",
        type="http",
        auth="user",
        methods=["POST"],
        website=True,
    )
    def change_employee(self, assignment_id, **form):
        manager_sudo, _units, assignment_sudo = self._get_changeable(assignment_id)
        grantable = manager_sudo._get_grantable_rights(assignment_sudo.unit_id)
        values = {right: right in form for right in RIGHTS if right in grantable}
        if "function" in form:
            values["function"] = form["function"].strip()[:100] or False
        errors = {}
        limit = manager_sudo._read_order_limit(form, grantable, errors)
        if errors:
            return request.redirect(
                f"/my/employees/{assignment_sudo.id}?done=bad_limit"
            )
        if limit is not None:
            values["order_limit"] = limit
        assignment_sudo.write(values)
        return request.redirect(f"/my/employees/{assignment_sudo.id}?done=saved")

    @http.route(
        "/my/employees/<int:assignment_id>/move",
        type="http",
        auth="user",
        methods=["POST"],
        website=True,
    )
    def move_employee(self, assignment_id, unit_id="", **_params):
        manager_sudo, units_sudo, assignment_sudo = self._get_changeable(assignment_id)
        unit_sudo = units_sudo.filtered(lambda unit: str(unit.id) == unit_id)
        if not unit_sudo:
            raise NotFound()
        keeps = manager_sudo._get_grantable_rights(unit_sudo)
        moved_sudo = assignment_sudo._move_to_unit(unit_sudo)
        moved_sudo.write({right: False for right in RIGHTS if right not in keeps})
        if "can_approve_orders" in keeps:
            moved_sudo.order_limit = assignment_sudo.order_limit
        return request.redirect(f"/my/employees/{moved_sudo.id}?done=moved")

    @http.route(
        "/my/employees/<int:assignment_id>/invite",
        type="http",
        auth="user",
        methods=["POST"],
        website=True,
    )
    def invite_employee(self, assignment_id, **_params):
        manager_sudo, _units, assignment_sudo = self._get_changeable(assignment_id)
        try:
            with request.env.cr.savepoint():
                assignment_sudo._invite_to_portal(manager_sudo)
            done = "invited"
        except UserError:
            done = "not_invited"
        return request.redirect(f"/my/employees/{assignment_sudo.id}?done={done}")

    @http.route(
        "/my/employees/<int:assignment_id>/end",
        type="http",
        auth="user",
        methods=["POST"],
        website=True,
    )
    def end_employment(self, assignment_id, **_params):
        _manager, _units, assignment_sudo = self._get_changeable(assignment_id)
        assignment_sudo.action_leave()
        return request.redirect("/my/employees?done=ended")

    # ------------------------------------------------------------
    # WHO MAY
    # ------------------------------------------------------------

    def _get_manager(self):
        """The user as a manager and the units he manages; nobody else gets further."""
        # sudo: asked for the user alone, by the rights he holds today.
        manager_sudo = request.env.user.partner_id.sudo()
        units_sudo = manager_sudo._get_managed_units()
        if not units_sudo:
            raise NotFound()
        return manager_sudo, units_sudo

    def _get_managed(self, assignment_id):
        manager_sudo, units_sudo = self._get_manager()
        # sudo: read only after the unit is found among the managed ones.
        assignment_sudo = (
            request.env["community.member.assignment"].sudo().browse(assignment_id)
        ).exists()
        if not assignment_sudo or assignment_sudo.unit_id not in units_sudo:
            raise NotFound()
        return manager_sudo, units_sudo, assignment_sudo

    def _get_changeable(self, assignment_id):
        manager_sudo, units_sudo, assignment_sudo = self._get_managed(assignment_id)
        if not self._may_change(manager_sudo, assignment_sudo):
            raise NotFound()
        return manager_sudo, units_sudo, assignment_sudo

    def _may_change(self, manager_sudo, assignment_sudo):
        """Nobody changes his own rights, nor what has ended."""
        return assignment_sudo.person_id != manager_sudo and not assignment_sudo.left_on
