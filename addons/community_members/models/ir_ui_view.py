from werkzeug.exceptions import Forbidden

from odoo import fields, models
from odoo.http import request


class IrUiView(models.Model):
    """Pages for members only: one more answer to "who may see this page"."""

    _inherit = "ir.ui.view"

    visibility = fields.Selection(selection_add=[("members", "Active Members")])

    def _handle_visibility(self, do_raise=True):
        """Counted live, so that access falls on the day when membership ends."""
        # sudo: as core does here, the visibility is read whoever the visitor is.
        if self.sudo()._get_cached_visibility() == "members":
            user = request.env.user
            may_see = user.has_group("website.group_website_designer") or (
                not user._is_public() and user.partner_id._counts_as_member_today()
            )
            if not may_see and do_raise:
                raise Forbidden()
            return may_see
        return super()._handle_visibility(do_raise=do_raise)
