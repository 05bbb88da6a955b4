from odoo import api, models


class ResUsers(models.Model):
    """A user that is made for a member leaves the member's extra fields as they are."""

    _inherit = "res.users"

    @api.model_create_multi
    def create(self, vals_list):
        return super().create([self._with_extra_fields(vals) for vals in vals_list])

    @api.model
    def _with_extra_fields(self, vals):
        """Core gives inherited extra fields their defaults, also where the contact
        exists, and would empty them."""
        if not vals.get("partner_id") or "member_properties" in vals:
            return vals
        # sudo: what the contact holds is written back to the same contact.
        partner_sudo = self.env["res.partner"].sudo().browse(vals["partner_id"])
        kept = partner_sudo.member_properties._values
        if not kept:
            return vals
        # Values without their category would be dropped.
        category = partner_sudo.member_category_id
        return {
            **vals,
            "member_category_id": category.id,
            "member_properties": dict(kept),
        }
