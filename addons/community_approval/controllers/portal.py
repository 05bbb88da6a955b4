from werkzeug.exceptions import BadRequest, NotFound

from odoo import http
from odoo.exceptions import AccessError, MissingError, UserError
from odoo.http import request

from odoo.addons.portal.controllers.portal import CustomerPortal
from odoo.addons.portal.controllers.portal import pager as portal_pager

PAGE = 20
PRIVATE = {"Cache-Control": "no-store"}
NEED_REASON = ("reject", "return", "explain", "resubmit")


class ApprovalPortal(CustomerPortal):
    """Those who decide, and those who ask, without the backend.

    What is not theirs answers 404, as if it did not exist.
    """

    def _prepare_home_portal_values(self, counters):
        values = super()._prepare_home_portal_values(counters)
        changes = request.env["community.change.request"]
        for name, show in (
            ("approval_waiting_count", "waiting"),
            ("approval_request_count", "mine"),
        ):
            if name in counters:
                values[name] = changes.search_count(self._get_domain(show))
        return values

    def _get_domain(self, show):
        if show == "mine":
            return [("maker_id", "=", request.env.uid)]
        return [("can_decide", "=", True)]

    # ------------------------------------------------------------
    # LIST
    # ------------------------------------------------------------

    @http.route(
        ["/my/approvals", "/my/approvals/page/<int:page>"],
        type="http",
        auth="user",
        methods=["GET"],
        website=True,
        readonly=True,
    )
    def approvals(self, page=1, show="waiting", done="", **_params):
        changes = request.env["community.change.request"]
        show = "mine" if show == "mine" else "waiting"
        counts = {
            each: changes.search_count(self._get_domain(each))
            for each in ("waiting", "mine")
        }
        pager = portal_pager(
            "/my/approvals", counts[show], page=page, step=PAGE, url_args={"show": show}
        )
        found = changes.search(
            self._get_domain(show), limit=PAGE, offset=pager["offset"]
        )
        values = self._prepare_portal_layout_values() | {
            "page_name": "approvals",
            "changes": found.sudo(),  # sudo: names of areas and makers, lines
            "counts": counts,
            "show": show,
            "pager": pager,
            "done": done,
        }
        return request.render(
            "community_approval.portal_approvals", values, headers=PRIVATE
        )

    # ------------------------------------------------------------
    # ONE REQUEST
    # ------------------------------------------------------------

    @http.route(
        "/my/approvals/<int:request_id>",
        type="http",
        auth="user",
        methods=["GET"],
        website=True,
    )
    def approval(self, request_id, **_params):
        return self._render_approval(self._get_request(request_id))

    @http.route(
        "/my/approvals/<int:request_id>",
        type="http",
        auth="user",
        methods=["POST"],
        website=True,
    )
    def act_on_approval(self, request_id, verb="", reason="", **_form):
        change = self._get_request(request_id)
        act = self._get_acts().get(verb)
        if not act:
            raise BadRequest
        reason = reason.strip()
        # sudo: whether the area asks for a reason
        asked = verb == "approve" and change.sudo().reason_required
        if not reason and (asked or verb in NEED_REASON):
            error = request.env._("Please say why in a sentence.")
            return self._render_approval(change, error=error)
        try:
            with request.env.cr.savepoint():
                act(change, reason)
        except UserError as refused:
            error = str(refused.args[0])
            return self._render_approval(change, error=error, reason=reason)
        # sudo: just decided by this user
        if verb == "rebase" or change.sudo().apply_error:
            return request.redirect(f"/my/approvals/{change.id}")
        show = "waiting" if verb in ("approve", "reject", "return") else "mine"
        return request.redirect(f"/my/approvals?show={show}&done={verb}")

    def _get_acts(self):
        """{name of the button: what it does with the request and the words given}"""
        nothing = request.env["ir.attachment"]
        return {
            "approve": lambda change, reason: change._decide("approve", reason),
            "reject": lambda change, reason: change._decide("reject", reason),
            "return": lambda change, reason: change._decide("return", reason),
            "rebase": lambda change, _reason: change.action_rebase(),
            "withdraw": lambda change, reason: change.action_withdraw(reason),
            "resubmit": lambda change, reason: change.action_resubmit(reason),
            "explain": lambda change, reason: change._explain(reason, nothing),
        }

    def _get_request(self, request_id):
        change = request.env["community.change.request"].browse(request_id)
        try:
            change.check_access("read")
        except (AccessError, MissingError) as error:
            raise NotFound from error
        if not change.exists():
            raise NotFound
        return change

    def _render_approval(self, change, **values):
        effects = {"error": False, "effects": []}
        if change.can_decide:
            effects = change.get_consequences()
        values = (
            self._prepare_portal_layout_values()
            | {
                "page_name": "approval",
                "change": change.sudo(),  # sudo: names of the area and of people
                "can_decide": change.can_decide,
                "is_maker": change.is_maker,
                "consequences": effects,
                "error": "",
                "reason": "",
            }
            | values
        )
        return request.render(
            "community_approval.portal_approval", values, headers=PRIVATE
        )
