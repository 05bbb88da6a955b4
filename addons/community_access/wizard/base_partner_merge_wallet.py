from odoo import models


class BasePartnerMergeAutomaticWizard(models.TransientModel):
    """One person has one wallet: the money of the others goes there, they are closed.

    Core would delete the rows that do not fit.
    """

    _inherit = "base.partner.merge.automatic.wizard"

    def _make_room_for_rows(self, sources, kept):
        # sudo: whoever may merge people; no money leaves the person.
        wallets_sudo = (
            self.env["community.wallet"]
            .sudo()
            .search(
                [("partner_id", "in", (kept | sources).ids), ("state", "!=", "closed")]
            )
        )
        for twins in self._twins(
            wallets_sudo, lambda wallet: wallet.company_id, kept, "partner_id"
        ):
            twins[1:]._close_into(twins[:1])
        return super()._make_room_for_rows(sources, kept)
