from odoo import models

BAD = ("lost", "stolen", "blocked")


class CommunityAccessCredential(models.Model):
    """A band that is gone spends nothing from that moment on."""

    _inherit = "community.access.credential"

    def _after_state(self, old, new):
        """Block the holder's wallet with the band; a new band opens it again.

        Only what was blocked with a band: what somebody blocked for another reason
        stays blocked.
        """
        result = super()._after_state(old, new)
        if self.partner_id and new in BAD:
            wallet = self.partner_id._get_wallet(self.company_id)
            wallet._block(self._get_wallet_block_reason(new), with_band=True)
        elif self.partner_id and new == "issued":
            wallet = self.partner_id._get_wallet(self.company_id)
            wallet.filtered("is_blocked_with_band")._unblock()
        return result

    def _get_wallet_block_reason(self, state):
        states = dict(self._fields["state"]._description_selection(self.env))
        return self.env._(
            "%(band)s: %(state)s", band=self.display_name, state=states[state]
        )
