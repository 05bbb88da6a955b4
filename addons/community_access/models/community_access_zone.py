from odoo import api, fields, models
from odoo.exceptions import ValidationError

PASSBACK = [
    ("off", "Not Watched"),
    ("soft", "Noted"),
    ("hard", "Refused"),
    ("timed", "Refused for Some Minutes"),
]


class CommunityAccessZone(models.Model):
    """An area that somebody is in or not: the hall, the pool in it, the sauna."""

    _name = "community.access.zone"
    _description = "Access Zone"
    _inherit = [
        "community.member.card.number.guard",
        "community.access.company.fence",
        "community.access.world.part",
    ]
    _fence = "site_id"
    _order = "site_id, sequence, name, id"
    _parent_store = True
    _check_company_auto = True

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    site_id = fields.Many2one(
        "community.access.site",
        "House",
        required=True,
        index=True,
        ondelete="restrict",
        default=lambda self: self.env["community.access.site"]._get_default_site(
            self.env.company
        ),
    )
    company_id = fields.Many2one(related="site_id.company_id", store=True, index=True)
    parent_id = fields.Many2one(
        "community.access.zone",
        "Inside of",
        index="btree_not_null",
        check_company=True,
        ondelete="restrict",
        help="One comes into this zone from that one.",
    )
    parent_path = fields.Char(index=True)
    color = fields.Integer()
    hours_id = fields.Many2one(
        "resource.calendar",
        "Opening Hours",
        check_company=True,
        ondelete="restrict",
        help="With its holidays; empty: always open.",
    )
    gate_ids = fields.One2many("community.access.gate", "zone_id", "Gates")
    rule_ids = fields.Many2many(
        "community.access.rule",
        "community_access_rule_zone_rel",
        "zone_id",
        "rule_id",
        "Who May",
    )
    capacity = fields.Integer(help="0: no limit.")
    is_capacity_hard = fields.Boolean(
        "Refuse When Full", default=True, help="Otherwise it is only noted."
    )
    needs_escort = fields.Boolean(
        "Minors Need an Escort",
        help="Who is under age comes in while a guardian is inside.",
    )
    passback = fields.Selection(
        PASSBACK,
        "Coming In Twice",
        default="soft",
        required=True,
        help="What happens when somebody comes in who is inside already.",
    )
    passback_minutes = fields.Integer("Minutes Between", default=15)
    has_reset = fields.Boolean(
        "Forget at Night", default=True, help="Who forgot to leave by the gate is out."
    )
    reset_hour = fields.Float("At", default=4.0)
    settle_at_exit = fields.Boolean(
        "Settle Before Leaving",
        help="Who stayed longer than was paid for pays before the gate opens. Fire, "
        "power loss and staff open it always.",
    )
    occupancy = fields.Integer("Inside", compute="_compute_occupancy")

    _capacity_not_negative = models.Constraint(
        "CHECK (capacity >= 0 AND passback_minutes >= 0)",
        "Numbers cannot be negative.",
    )
    _reset_in_day = models.Constraint(
        "CHECK (reset_hour >= 0 AND reset_hour < 24)",
        "The hour lies between 0:00 and 24:00.",
    )

    @api.constrains("parent_id", "site_id")
    def _check_parent(self):
        for zone in self:
            if zone.parent_id and zone.parent_id.site_id != zone.site_id:
                raise ValidationError(
                    self.env._(
                        "%(zone)s and %(parent)s are in different houses.",
                        zone=zone.name,
                        parent=zone.parent_id.name,
                    )
                )

    def _compute_occupancy(self):
        self.check_access("read")
        counts = dict(
            self.env["community.access.visit"]._read_group(
                [
                    ("zone_id", "in", self.ids),
                    ("date_out", "=", False),
                    ("is_reversed", "=", False),
                ],
                ["zone_id"],
                ["__count"],
            )
        )
        for zone in self:
            zone.occupancy = counts.get(zone, 0)

    @api.model_create_multi
    def create(self, vals_list):
        zones = super().create(vals_list)
        self.env["community.access.pass"]._mark_stale(zones.company_id)
        return zones

    def write(self, vals):
        result = super().write(vals)
        # Rights name zones by themselves; the rest is looked up at the gate.
        if {"site_id", "active", "needs_escort"} & vals.keys():
            self.env["community.access.pass"]._mark_stale(self.company_id)
        return result
