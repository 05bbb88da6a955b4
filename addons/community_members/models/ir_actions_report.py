from odoo import api, models

from odoo.addons.base.models.ir_actions_report import _wkhtml

# Debian's wkhtmltopdf (unpatched Qt) lays a page out this much larger than it is
# and ignores dpi and zoom.
UNPATCHED_ZOOM = 1.306


class IrActionsReport(models.Model):
    _inherit = "ir.actions.report"

    def _build_wkhtmltopdf_args(
        self,
        paperformat_id,
        landscape,
        specific_paperformat_args=None,
        set_viewport_size=False,
    ):
        """Plastic cards measure 85.6 x 54 mm; core keeps whole millimetres only."""
        args = super()._build_wkhtmltopdf_args(
            paperformat_id,
            landscape,
            specific_paperformat_args=specific_paperformat_args,
            set_viewport_size=set_viewport_size,
        )
        card_format = self.env.ref(
            "community_members.paperformat_member_card", raise_if_not_found=False
        )
        if card_format and paperformat_id == card_format and "--page-width" in args:
            args[args.index("--page-width") + 1] = "85.6mm"
        return args

    @api.model
    def _get_card_zoom(self):
        """How much a millimetre must grow to be one on the plastic."""
        return 1 if _wkhtml().is_patched_qt else UNPATCHED_ZOOM
