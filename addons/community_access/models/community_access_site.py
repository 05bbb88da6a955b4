from odoo import api, fields, models, tools

from odoo.addons.base.models.res_partner import _tz_get


class CommunityAccessSite(models.Model):
    """A house of the club: its zones share an address and a clock."""

    _name = "community.access.site"
    _description = "Club House"
    _inherit = [
        "community.member.card.number.guard",
        "community.access.company.fence",
        "community.access.world.part",
    ]
    _order = "sequence, name, id"
    _check_company_auto = True

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    company_id = fields.Many2one(
        "res.company", required=True, index=True, default=lambda self: self.env.company
    )
    partner_id = fields.Many2one(
        "res.partner", "Address", check_company=True, ondelete="restrict"
    )
    tz = fields.Selection(
        _tz_get,
        "Clock",
        required=True,
        default=lambda self: self._get_usual_clock(),
    )
    zone_ids = fields.One2many("community.access.zone", "site_id", "Zones")
    gate_ids = fields.One2many("community.access.gate", "site_id", "Gates")

    @api.model
    def _get_usual_clock(self):
        """Of the other houses, else of the company, else of who sets it up."""
        company = self.env.company
        known = self.search([("company_id", "=", company.id)], limit=1)
        return known.tz or company.partner_id.tz or self.env.user.tz or "UTC"

    @api.model
    @tools.ormcache("company_id")
    def _get_clock(self, company_id):
        """The time zone in which a company's gates speak."""
        # sudo: what time it is at the house is no secret.
        site = self.sudo().search([("company_id", "=", company_id)], limit=1)
        return site.tz or "UTC"

    @api.model
    def _get_default_site(self, company):
        return self.search([("company_id", "=", company.id)], limit=1)
