from odoo import api, fields, models
from odoo.exceptions import UserError


class CommunityAccessMusterLine(models.Model):
    """One person of a muster; what is ticked is kept with who ticked it."""

    _name = "community.access.muster.line"
    _description = "Person of a Muster"
    _inherit = "community.pen.guard"
    _order = "muster_id, zone_id, name, id"
    _pen = "access_muster"

    muster_id = fields.Many2one(
        "community.access.muster", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="muster_id.company_id", store=True, index=True)
    partner_id = fields.Many2one("res.partner", "Person", ondelete="set null")
    name = fields.Char(required=True)
    zone_id = fields.Many2one(
        "community.access.zone", required=True, ondelete="restrict"
    )
    since = fields.Datetime(required=True)
    is_uncertain = fields.Boolean("Probably Left")
    phone = fields.Char(groups="community_access.group_access_desk")
    tick_ids = fields.One2many("community.access.muster.tick", "line_id", "Ticks")
    is_safe = fields.Boolean("Safe", readonly=True)
    safe_at = fields.Datetime(readonly=True)
    safe_user_id = fields.Many2one("res.users", "Ticked By", readonly=True)

    @api.model
    def _prepare_lines(self, muster, site):
        """Whoever is in the hall and in the pool is in the pool."""
        visits = self.env["community.access.visit"].search(
            [
                ("site_id", "=", site.id),
                ("date_out", "=", False),
                ("is_reversed", "=", False),
            ],
            order="date_in, id",
        )
        last = {visit.person: visit for visit in visits}
        return [
            {
                "muster_id": muster.id,
                "partner_id": visit.partner_id.id,
                "name": visit.partner_id.name
                or visit.credential_id.display_name
                or self.env._("Unknown"),
                "zone_id": visit.zone_id.id,
                "since": visit.date_in,
                "is_uncertain": visit.is_uncertain,
                "phone": visit.contact_phone,
            }
            for visit in last.values()
        ]

    def _tick(self, is_safe):
        """:raises UserError: when the muster is closed"""
        self.ensure_one()
        self.muster_id._check_guard()
        self.check_access("read")
        if self.muster_id.closed_at:
            raise UserError(self.env._("This muster is closed."))
        if self.is_safe != is_safe:
            self._keep_tick(is_safe)

    def _keep_tick(self, is_safe):
        now = fields.Datetime.now()
        self.env["community.access.muster.tick"]._with_pen().create(
            {
                "line_id": self.id,
                "is_safe": is_safe,
                "ticked_at": now,
                "user_id": self.env.uid,
            }
        )
        self._with_pen().write(
            {
                "is_safe": is_safe,
                "safe_at": now if is_safe else False,
                "safe_user_id": self.env.uid if is_safe else False,
            }
        )
        self.muster_id._tell()

    def _get_photo(self):
        if not self.partner_id:
            return ""
        return f"/web/image/res.partner/{self.partner_id.id}/avatar_128"
