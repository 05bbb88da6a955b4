from odoo import models


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
