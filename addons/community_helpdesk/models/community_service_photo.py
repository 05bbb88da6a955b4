from odoo import fields, models

PHOTO_KINDS = [("before", "Before"), ("after", "After")]


class CommunityServicePhoto(models.Model):
    """A photo taken at the customer's."""

    _name = "community.service.photo"
    _description = "Photo of an On-Site Service"
    _inherit = "community.service.abstract.line"
    _order = "form_id, kind DESC, id"
    _rec_name = "kind"

    form_id = fields.Many2one(
        "community.service.form", required=True, index=True, ondelete="cascade"
    )
    kind = fields.Selection(PHOTO_KINDS, required=True, default="after")
    image = fields.Image(
        required=True, max_width=1600, max_height=1600, verify_resolution=True
    )
    image_256 = fields.Image(
        "Small Image", related="image", max_width=256, max_height=256, store=True
    )
