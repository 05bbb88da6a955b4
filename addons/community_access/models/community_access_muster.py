from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import format_datetime

from .community_access_bell import ROOM

NEWS = "community_access.muster"


class CommunityAccessMuster(models.Model):
    """A roll call of everybody who was inside at a moment: who is safe?

    It is a picture of that moment; what the gates see later does not change it.
    """

    _name = "community.access.muster"
    _description = "Muster"
    _inherit = "community.pen.guard"
    _order = "started_at DESC, id DESC"
    _rec_name = "started_at"
    _pen = "access_muster"

    site_id = fields.Many2one(
        "community.access.site", "House", required=True, readonly=True, index=True
    )
    company_id = fields.Many2one(related="site_id.company_id", store=True, index=True)
    started_at = fields.Datetime(required=True, readonly=True)
    user_id = fields.Many2one("res.users", "Started By", readonly=True)
    closed_at = fields.Datetime(readonly=True)
    closed_user_id = fields.Many2one("res.users", "Closed By", readonly=True)
    line_ids = fields.One2many("community.access.muster.line", "muster_id", "People")
    person_count = fields.Integer("People Inside", compute="_compute_counts")
    missing_count = fields.Integer("Missing", compute="_compute_counts")

    @api.depends("line_ids.is_safe")
    def _compute_counts(self):
        rows = self.env["community.access.muster.line"]._read_group(
            [("muster_id", "in", self.ids)], ["muster_id", "is_safe"], ["__count"]
        )
        counts = {(muster, is_safe): count for muster, is_safe, count in rows}
        for muster in self:
            missing = counts.get((muster, False), 0)
            muster.missing_count = missing
            muster.person_count = missing + counts.get((muster, True), 0)

    @api.depends("started_at", "site_id")
    def _compute_display_name(self):
        for muster in self:
            when = format_datetime(self.env, muster.started_at, dt_format="short")
            muster.display_name = f"{muster.site_id.name}, {when}"

    @api.model
    def _check_guard(self):
        if not self.env.user.has_group("community_access.group_access_guard"):
            raise AccessError(self.env._("Musters are for guards and the desk."))

    @api.model
    def _start(self, site):
        """Everybody who is inside now, once each, where he was seen last."""
        self._check_guard()
        site.check_access("read")
        return self._open(site)

    @api.model
    def _open(self, site):
        """The muster that runs, else a new one."""
        running = self.search([("site_id", "=", site.id), ("closed_at", "=", False)])
        if running:
            return running[0]
        muster = self._with_pen().create(
            {
                "site_id": site.id,
                "started_at": fields.Datetime.now(),
                "user_id": self.env.uid,
            }
        )
        lines = self.env["community.access.muster.line"]._with_pen()
        lines.create(lines._prepare_lines(muster, site))
        muster._tell()
        return self.browse(muster.id)

    def _close(self):
        self.ensure_one()
        self._check_guard()
        self.check_access("read")
        if self.closed_at:
            raise UserError(self.env._("This muster is closed."))
        self._with_pen().write(
            {"closed_at": fields.Datetime.now(), "closed_user_id": self.env.uid}
        )
        self._tell()

    def _tell(self):
        # _sendone: the channel is a record; who hears it is checked when he asks.
        self.env["bus.bus"]._sendone((self.company_id, ROOM), NEWS, {"muster": self.id})

    def action_open(self):
        """The list to tick, on a phone, too."""
        self.ensure_one()
        self.check_access("read")
        return {
            "type": "ir.actions.client",
            "tag": "community_access.muster",
            "name": self.env._("Muster"),
            "params": {"muster_id": self.id},
            "context": {"muster_id": self.id},
        }
