from odoo import api, models

OFFICER = "community_helpdesk.group_helpdesk_officer"


class IrHttp(models.AbstractModel):
    """The clock in the bar comes with the session, without a question of its own."""

    _inherit = "ir.http"

    @api.model
    def lazy_session_info(self):
        info = super().lazy_session_info()
        if self.env.user.has_group(OFFICER):
            info["service_clock"] = self.env["community.service.record"].get_clock()
        return info
