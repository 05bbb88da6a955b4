from datetime import timedelta

from odoo import api, fields, models

# A box asks for news each minute; two may get lost.
HEARD_SECONDS = 150


class CommunityAccessBox(models.Model):
    """A computer in the house that speaks to readers, turnstiles and lockers."""

    _name = "community.access.box"
    _description = "IoT Box"
    _inherit = [
        "community.member.card.number.guard",
        "community.access.company.fence",
        "mail.thread",
        "mail.activity.mixin",
    ]
    _order = "name, id"
    _check_company_auto = True

    name = fields.Char(required=True, tracking=True)
    active = fields.Boolean(default=True)
    company_id = fields.Many2one(
        "res.company", required=True, index=True, default=lambda self: self.env.company
    )
    state = fields.Selection(
        [
            ("new", "New"),
            ("pairing", "Pairing"),
            ("paired", "Paired"),
            ("revoked", "Revoked"),
        ],
        default="new",
        required=True,
        readonly=True,
        copy=False,
        tracking=True,
    )
    identifier = fields.Char(readonly=True, copy=False)
    mac = fields.Char("MAC Address", readonly=True, copy=False)
    ip = fields.Char("IP Address", readonly=True, copy=False)
    version = fields.Char("Version of the Box", readonly=True, copy=False)
    handlers_version = fields.Char("Programs Fetched", readonly=True, copy=False)
    paired_at = fields.Datetime("Paired", readonly=True, copy=False)
    pairing_until = fields.Datetime("Link Valid Until", readonly=True, copy=False)
    # What the token follows from, and the name under which the box listens.
    salt = fields.Char(groups=fields.NO_ACCESS, copy=False)
    pairing_salt = fields.Char(groups=fields.NO_ACCESS, copy=False)
    channel = fields.Char(groups=fields.NO_ACCESS, copy=False)

    last_seen = fields.Datetime("Last Heard Of", readonly=True, copy=False)
    is_online = fields.Boolean(
        "Online", compute="_compute_is_online", search="_search_is_online"
    )
    is_lost = fields.Boolean("Signal Lost", readonly=True, copy=False)
    lost_minutes = fields.Integer(
        "Alert After (Minutes)",
        default=5,
        required=True,
        help="A box that was not heard of for so long is reported to the managers.",
    )
    health = fields.Selection(
        [
            ("unpaired", "Not connected yet"),
            ("online", "Online"),
            ("quiet", "Not heard of for a moment"),
            ("lost", "Signal lost"),
            ("revoked", "Revoked"),
        ],
        compute="_compute_health",
    )
    clock_offset = fields.Float(
        "Clock Differs (Seconds)", readonly=True, copy=False, digits=(16, 1)
    )
    epoch = fields.Char("Journal", readonly=True, copy=False)
    acked = fields.Integer("Events Received", readonly=True, copy=False)
    pending_events = fields.Integer("Events Waiting", readonly=True, copy=False)
    device_ids = fields.One2many("community.access.box.device", "box_id", "Devices")
    device_count = fields.Integer("Devices Connected", compute="_compute_device_count")
    command_ids = fields.One2many("community.access.box.command", "box_id", "Commands")
    log_ids = fields.One2many("community.access.box.log", "box_id")

    _lost_minutes_in_range = models.Constraint(
        "CHECK (lost_minutes BETWEEN 3 AND 1440)",
        "The alert comes after 3 minutes to a day.",
    )
    _identifier_uniq = models.UniqueIndex(
        "(identifier) WHERE state = 'paired'", "This box is paired already."
    )

    @api.depends("last_seen", "state")
    def _compute_is_online(self):
        limit = self._get_limit()
        for box in self:
            heard = box.last_seen and box.last_seen >= limit
            box.is_online = box.state == "paired" and bool(heard)

    def _search_is_online(self, operator, value):
        if operator != "in":
            return NotImplemented
        return [("state", "=", "paired"), ("last_seen", ">=", self._get_limit())]

    @api.model
    def _get_limit(self):
        return fields.Datetime.now() - timedelta(seconds=HEARD_SECONDS)

    @api.depends("state", "is_online", "is_lost")
    def _compute_health(self):
        for box in self:
            if box.state != "paired":
                box.health = "revoked" if box.state == "revoked" else "unpaired"
            elif box.is_online:
                box.health = "online"
            else:
                box.health = "lost" if box.is_lost else "quiet"

    @api.depends("device_ids.is_connected")
    def _compute_device_count(self):
        for box in self:
            box.device_count = len(box.device_ids.filtered("is_connected"))
