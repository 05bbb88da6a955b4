from odoo.http import request

from odoo.addons.community_members.controllers.portal_home import MemberPortalHome


class MemberPortalHomeWallet(MemberPortalHome):
    """The way to the balance, with the sum on the card."""

    def _prepare_member_home_values(self):
        # sudo: of the user himself and his wards.
        viewer_sudo = request.env.user.partner_id.sudo()
        own_sudo = viewer_sudo._get_portal_wallets()[:1]
        balance = ""
        if own_sudo.partner_id == viewer_sudo:
            balance = own_sudo.currency_id.format(own_sudo.balance)
        return super()._prepare_member_home_values() | {"wallet_balance": balance}
