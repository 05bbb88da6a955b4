from werkzeug.exceptions import NotFound

from odoo import http
from odoo.exceptions import ValidationError
from odoo.http import request

from odoo.addons.community_members.controllers.portal_membership import PAGE, PRIVATE
from odoo.addons.portal.controllers.portal import CustomerPortal
from odoo.addons.portal.controllers.portal import pager as portal_pager


class PortalWallet(CustomerPortal):
    """The own balance and those of wards; a wallet of others answers 404."""

    def _get_wallet_viewer(self):
        # sudo: of the user himself; `_get_portal_wallets` says what is his.
        return request.env.user.partner_id.sudo()

    def _get_wallet(self, wallet_id, as_guardian=False):
        """A wallet of the user or of his ward, or 404."""
        viewer_sudo = self._get_wallet_viewer()
        wallet_sudo = viewer_sudo._get_portal_wallets().filtered(
            lambda wallet: wallet.id == wallet_id
        )
        if not wallet_sudo or (as_guardian and wallet_sudo.partner_id == viewer_sudo):
            raise NotFound()
        return wallet_sudo

    # ------------------------------------------------------------
    # LOOKING
    # ------------------------------------------------------------

    @http.route("/my/wallet", type="http", auth="user", methods=["GET"], website=True)
    def wallets(self, **_params):
        viewer_sudo = self._get_wallet_viewer()
        wallets_sudo = viewer_sudo._get_portal_wallets()
        without_sudo = self._get_people(viewer_sudo) - wallets_sudo.partner_id
        if len(wallets_sudo) == 1 and not without_sudo:
            return request.redirect(f"/my/wallet/{wallets_sudo.id}")
        values = self._prepare_portal_layout_values() | {
            "page_name": "wallets",
            "wallets": wallets_sudo,
            "without": without_sudo,
            "viewer": viewer_sudo,
        }
        return request.render(
            "community_access.portal_wallets", values, headers=PRIVATE
        )

    @http.route(
        "/my/wallet/open", type="http", auth="user", methods=["POST"], website=True
    )
    def wallet_open(self, person="", **_params):
        """The wallet of the user or of a ward, made when he asks; twice is the same."""
        person_sudo = self._get_people(self._get_wallet_viewer()).filtered(
            lambda partner: str(partner.id) == person
        )
        if not person_sudo:
            raise NotFound()
        company_sudo = request.website.company_id.sudo()  # sudo: whose website it is
        wallet_sudo = person_sudo._get_wallet(company_sudo, create=True)
        return request.redirect(f"/my/wallet/{wallet_sudo.id}")

    @staticmethod
    def _get_people(viewer_sudo):
        """The user and his wards."""
        return viewer_sudo | viewer_sudo.search(viewer_sudo._get_wards_domain())

    @http.route(
        ["/my/wallet/<int:wallet_id>", "/my/wallet/<int:wallet_id>/page/<int:page>"],
        type="http",
        auth="user",
        methods=["GET"],
        website=True,
    )
    def wallet(self, wallet_id, page=1, saved=None, **_params):
        return self._render_wallet(
            self._get_wallet(wallet_id), page, saved=saved == "1"
        )

    def _render_wallet(self, wallet_sudo, page=1, saved=False, error=None):
        # sudo: the rows of a wallet that is the user's or his ward's.
        entries_sudo = request.env["community.wallet.entry"].sudo()
        domain = [("wallet_id", "=", wallet_sudo.id)]
        pager = portal_pager(
            f"/my/wallet/{wallet_sudo.id}",
            entries_sudo.search_count(domain),
            page=page,
            step=PAGE,
        )
        company_sudo = wallet_sudo.company_id
        viewer_sudo = self._get_wallet_viewer()
        values = self._prepare_portal_layout_values() | {
            "page_name": "wallet",
            "wallet": wallet_sudo,
            "entries": entries_sudo.search(domain, limit=PAGE, offset=pager["offset"]),
            "pager": pager,
            "kinds": dict(
                entries_sudo._fields["kind"]._description_selection(request.env)
            ),
            "amounts": company_sudo._get_wallet_amounts()[:4],
            "is_guardian": wallet_sudo.partner_id != viewer_sudo,
            "offered": company_sudo.wallet_category_ids | wallet_sudo.category_ids,
            "saved": saved,
            "error": error,
            # sudo: the clock of the house, as for visits
            "clock": request.env["community.access.site"]
            .sudo()
            ._get_clock(company_sudo.id),
            "invoices": wallet_sudo._get_open_invoices()
            if wallet_sudo.partner_id == viewer_sudo
            else (),
        }
        return request.render("community_access.portal_wallet", values, headers=PRIVATE)

    # ------------------------------------------------------------
    # LIMITS OF A WARD
    # ------------------------------------------------------------

    @http.route(
        "/my/wallet/<int:wallet_id>/limits",
        type="http",
        auth="user",
        methods=["POST"],
        website=True,
    )
    def limits(self, wallet_id, daily_limit="", **_params):
        """What a ward may spend; guardians alone, of categories that are offered."""
        wallet_sudo = self._get_wallet(wallet_id, as_guardian=True)
        try:
            limit = float(daily_limit.replace(",", ".") or 0)
        except ValueError:
            limit = -1.0
        if not 0 <= limit < 1e9:
            return request.redirect(f"/my/wallet/{wallet_sudo.id}#limits")
        offered = wallet_sudo.company_id.wallet_category_ids | wallet_sudo.category_ids
        asked = request.httprequest.form.getlist("category")
        chosen = offered.filtered(lambda category: str(category.id) in asked)
        values = {"daily_limit": wallet_sudo.currency_id.round(limit)}
        if offered:
            # All of them is no limit, also for what is offered later.
            everything = chosen == offered and not wallet_sudo.category_ids
            values["category_ids"] = False if everything else chosen
        wallet_sudo.write(values)
        return request.redirect(f"/my/wallet/{wallet_sudo.id}?saved=1")

    @http.route(
        "/my/wallet/<int:wallet_id>/block",
        type="http",
        auth="user",
        methods=["POST"],
        website=True,
    )
    def block(self, wallet_id, **_params):
        """A lost band: nothing can be spent from now on. The desk opens it again."""
        wallet_sudo = self._get_wallet(wallet_id)
        name = self._get_wallet_viewer().name
        wallet_sudo._block(
            request.env._("Blocked on the portal by %(name)s", name=name)
        )
        return request.redirect(f"/my/wallet/{wallet_sudo.id}")

    # ------------------------------------------------------------
    # CHECKS OF AMOUNTS
    # ------------------------------------------------------------

    def _read_amount(self, wallet_sudo, amount):
        """An amount that may be topped up online.

        :raises ValidationError: for any other
        """
        try:
            amount = float(amount or 0)
        except (TypeError, ValueError, OverflowError):
            amount = 0.0
        most = wallet_sudo.company_id.wallet_online_max
        # Neither "nan" nor "inf" is between the two.
        if not wallet_sudo.currency_id.rounding <= amount <= most:
            raise ValidationError(
                request.env._(
                    "Choose an amount of up to %(most)s.",
                    most=wallet_sudo.currency_id.format(most),
                )
            )
        return wallet_sudo.currency_id.round(amount)
