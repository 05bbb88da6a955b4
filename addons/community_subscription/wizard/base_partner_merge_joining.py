from odoo import api, models


class BasePartnerMergeAutomaticWizard(models.TransientModel):
    """One person joins once, also if two records were kept of him."""

    _inherit = "base.partner.merge.automatic.wizard"

    @api.model
    def _update_foreign_keys(self, src_partners, dst_partner):
        result = super()._update_foreign_keys(src_partners, dst_partner)
        self._drop_second_joining_fees(dst_partner)
        return result

    @api.model
    def _drop_second_joining_fees(self, partner):
        """Of the joining fees of one kind that are not billed yet, one may stay.

        What was billed already is for the treasurer to decide: it stays.
        """
        self.env.invalidate_all()
        Period = self.env["community.contract.period"]._with_pen()
        fees = Period.search(
            [("kind", "=", "joining"), ("contract_id.partner_id", "=", partner.id)]
        )
        dropped = Period
        for twins in fees.grouped("once_product_id").values():
            billed = twins.filtered(
                lambda row: row.state == "billed" and row.move_id.state != "cancel"
            )
            left = twins.filtered(lambda row: row.state != "billed")
            dropped += left if billed else left.sorted("bill_date")[1:]
        contracts = dropped.contract_id
        dropped.unlink()
        contracts._lay_out()
