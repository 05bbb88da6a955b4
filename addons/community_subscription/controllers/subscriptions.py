from werkzeug.exceptions import NotFound

from odoo import fields, http
from odoo.http import request

from odoo.addons.community_members.controllers.portal_membership import PRIVATE

LATEST = 90


class Subscriptions(http.Controller):
    """What the club sells: looked at by anybody, bought by those who may."""

    # ------------------------------------------------------------
    # WHO AND WHAT
    # ------------------------------------------------------------

    def _get_person(self):
        """The visitor who is signed in; nobody else."""
        user = request.env.user
        # sudo: of the visitor himself.
        person_sudo = user.partner_id.sudo()
        return person_sudo.browse() if user._is_public() else person_sudo

    def _get_plan(self, plan_id):
        plans_sudo = request.env["community.plan"]._get_published()
        plan_sudo = plans_sudo.filtered(lambda plan: plan.id == plan_id)
        if not plan_sudo:
            raise NotFound()
        return plan_sudo

    def _get_offers(self, plans_sudo):
        # sudo: the price list of the visitor, of the public contact when nobody is in.
        payer_sudo = request.env.user.partner_id.sudo()
        today = fields.Date.context_today(plans_sudo)
        return plans_sudo._get_offers(payer_sudo, today)

    # ------------------------------------------------------------
    # LOOK
    # ------------------------------------------------------------

    @http.route(
        "/subscriptions",
        type="http",
        auth="public",
        methods=["GET"],
        website=True,
        sitemap=True,
        readonly=True,
    )
    def plans(self, **_params):
        plans_sudo = request.env["community.plan"]._get_published()
        person_sudo = self._get_person()
        today = fields.Date.context_today(plans_sudo)
        offers = self._get_offers(plans_sudo)
        ways = {}
        if person_sudo:
            holders_sudo = person_sudo._get_portal_holders()
            ways = plans_sudo._get_ways_to_buy(holders_sudo, today)
        return request.render(
            "community_subscription.subscriptions",
            {
                # What one may buy stands first.
                "offers": sorted(
                    (offers[plan.id] for plan in plans_sudo),
                    key=lambda offer: bool(
                        ways.get(offer["plan"].id, {}).get("reasons")
                    ),
                ),
                "person": person_sudo,
                "ways": ways,
            },
            headers=PRIVATE if person_sudo else None,
        )

    @http.route(
        "/subscriptions/<int:plan_id>",
        type="http",
        auth="public",
        methods=["GET"],
        website=True,
        sitemap=False,
        readonly=True,
    )
    def plan(self, plan_id, **_params):
        return self._render_plan(self._get_plan(plan_id), {})

    def _render_plan(self, plan_sudo, form, errors=()):
        person_sudo = self._get_person()
        today = fields.Date.context_today(plan_sudo)
        holders_sudo = person_sudo._get_portal_holders() if person_sudo else person_sudo
        ways = plan_sudo._get_ways_to_buy(holders_sudo, today) if person_sudo else {}
        return request.render(
            "community_subscription.subscription_plan",
            {
                "plan": plan_sudo,
                "offer": self._get_offers(plan_sudo)[plan_sudo.id],
                "person": person_sudo,
                "way": ways.get(plan_sudo.id),
                "today": today,
                "latest": fields.Date.add(today, days=LATEST),
                "form": form,
                "errors": errors,
            },
            headers=PRIVATE if person_sudo else None,
        )

    # ------------------------------------------------------------
    # BUY
    # ------------------------------------------------------------

    @http.route(
        "/subscriptions/<int:plan_id>",
        type="http",
        auth="user",
        methods=["POST"],
        website=True,
        sitemap=False,
    )
    def start(self, plan_id, holder_id="", date_start="", **_params):
        """Begin a purchase: it leads to the page where it is accepted."""
        plan_sudo = self._get_plan(plan_id)
        person_sudo = self._get_person()
        holder_sudo = person_sudo._get_portal_holders().filtered(
            lambda holder: str(holder.id) == (holder_id or str(person_sudo.id))
        )
        if not holder_sudo:
            raise NotFound()
        form = {"date_start": date_start[:10], "holder_id": holder_id[:12]}
        day, errors = self._read_day(plan_sudo, date_start)
        errors = errors or plan_sudo._get_purchase_refusals(holder_sudo, day)
        if errors:
            return self._render_plan(plan_sudo, form, errors)
        # sudo: members have no rights on contracts; plan and holder were checked.
        contracts_sudo = request.env["community.contract"].sudo()
        draft_sudo = contracts_sudo._start_purchase(
            plan_sudo, holder_sudo, holder_sudo, day
        )
        if not draft_sudo:
            return request.redirect("/my/contracts")
        return request.redirect(f"/my/contracts/{draft_sudo.id}/accept")

    def _read_day(self, plan_sudo, typed):
        today = fields.Date.context_today(plan_sudo)
        try:
            day = fields.Date.to_date(typed) or today
        except ValueError:
            day = None
        if not day or not today <= day <= fields.Date.add(today, days=LATEST):
            return today, [
                request.env._(
                    "Choose a day from today on, within %(days)s days.", days=LATEST
                )
            ]
        return day, []
