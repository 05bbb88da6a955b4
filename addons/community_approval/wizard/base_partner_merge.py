from odoo import models

from ..tools import seam


class BasePartnerMerge(models.TransientModel):
    _inherit = "base.partner.merge.automatic.wizard"

    def _merge(self, partner_ids, dst_partner=None, extra_checks=True):
        """A merge rewrites and deletes; half of it held would be neither."""
        holder = self.env["community.change.request"]
        held = seam.current() is None and holder._hold_merge(
            partner_ids, dst_partner, extra_checks
        )
        if held:
            # What is wrong with the merge is said now, not weeks later.
            with holder._take_back(), seam.opened(seam.Scope("trial", audited=False)):
                super()._merge(partner_ids, dst_partner, extra_checks=extra_checks)
            return None
        return super()._merge(partner_ids, dst_partner, extra_checks=extra_checks)
