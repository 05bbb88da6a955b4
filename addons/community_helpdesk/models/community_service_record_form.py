from odoo import api, fields, models


class CommunityServiceRecord(models.Model):
    """Records that came from an on-site form; a fee there pays for the time."""

    _inherit = "community.service.record"

    form_id = fields.Many2one(
        "community.service.form",
        "On-Site Form",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
    )

    _one_of_form = models.UniqueIndex(
        "(form_id) WHERE form_id IS NOT NULL", "A form makes one service record."
    )

    @api.model
    def _get_derived(self):
        return super()._get_derived() | {"form_id"}

    def _get_coverage(self):
        # sudo: what was paid for the visit decides, whoever saves.
        if self.sudo().form_id.fee:
            return "fee"
        return super()._get_coverage()
