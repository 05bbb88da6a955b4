from odoo import api, models


class CommunityAccessWorldPart(models.AbstractModel):
    """What gates look up beside the pass: whoever changes it lets them look again."""

    _name = "community.access.world.part"
    _description = "Part of What Gates Know"

    @api.model_create_multi
    def create(self, vals_list):
        records = super().create(vals_list)
        self.env["community.access.gate"]._forget_world()
        return records

    def write(self, vals):
        result = super().write(vals)
        self.env["community.access.gate"]._forget_world()
        return result

    def unlink(self):
        result = super().unlink()
        self.env["community.access.gate"]._forget_world()
        return result
