from odoo import models

BAD = ("lost", "stolen", "blocked")


class CommunityAccessCredential(models.Model):
    """A band that is gone spends nothing from that moment on."""

    _inherit = "community.access.credential"

    def _issue(self, partner, deposit=0.0, instead_of=None):
        result = super()._issue(partner, deposit=deposit, instead_of=instead_of)
        self._open_wallet_again()
        return result

    def _after_state(self, old, new):
        """Block the holder's wallet with the band."""
        result = super()._after_state(old, new)
        if self.partner_id and new in BAD:
            wallet = self.partner_id._get_wallet(self.company_id)
            # sudo: as whoever reports the band
            wallet.sudo()._block(self._get_wallet_block_reason(new), with_band=True)
        elif self.partner_id and new == "issued":
            self._open_wallet_again()
        return result

    def _open_wallet_again(self):
        """What somebody blocked for another reason than a band stays blocked."""
        wallet = self.partner_id._get_wallet(self.company_id)
        # sudo: whoever issues the band opens what was closed with the old one.
        wallet.sudo().filtered("is_blocked_with_band")._unblock()

    def _get_wallet_block_reason(self, state):
        states = dict(self._fields["state"]._description_selection(self.env))
        return self.env._(
            "%(band)s: %(state)s", band=self.display_name, state=states[state]
        )
