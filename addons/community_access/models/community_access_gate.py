from odoo import fields, models

MODES = [
    ("normal", "Normal"),
    ("free", "Free Passage"),
    ("closed", "Closed"),
    ("lockdown", "Lockdown"),
]


class CommunityAccessGate(models.Model):
    """A passage into a zone, and out of it: turnstile, door, barrier."""

    _name = "community.access.gate"
    _description = "Gate"
    _inherit = [
        "community.member.card.number.guard",
        "community.access.company.fence",
        "community.access.world.part",
        "mail.thread",
    ]
    _fence = "zone_id"
    _order = "site_id, sequence, name, id"
    _check_company_auto = True

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    zone_id = fields.Many2one(
        "community.access.zone",
        "Leads Into",
        required=True,
        index=True,
        ondelete="restrict",
    )
    site_id = fields.Many2one(related="zone_id.site_id", store=True, index=True)
    company_id = fields.Many2one(related="zone_id.company_id", store=True, index=True)
    kind = fields.Selection(
        [("turnstile", "Turnstile"), ("door", "Door"), ("barrier", "Barrier")],
        default="turnstile",
        required=True,
    )
    sides = fields.Selection(
        [("both", "In and Out"), ("in", "Only In"), ("out", "Only Out")],
        "Readers",
        default="both",
        required=True,
    )
    has_feedback = fields.Boolean(
        "Reports Passages",
        default=True,
        help="The gate tells whether somebody went through. Otherwise each opening "
        "counts as a passage.",
    )
    pulse_seconds = fields.Integer(
        "Stays Open (Seconds)", default=5, help="At least 3: people need the time."
    )
    device_in = fields.Char("Reader In", help="Name of the reader on the box.")
    device_out = fields.Char("Reader Out", help="Name of the reader on the box.")
    uid_form = fields.Selection(
        [
            ("hex", "Hexadecimal"),
            ("decimal4", "Decimal, 4 Bytes"),
            ("decimal5", "Decimal, 5 Bytes"),
            ("decimal7", "Decimal, 7 Bytes"),
            ("decimal8", "Decimal, 8 Bytes"),
        ],
        "Readers Send",
        default="hex",
        required=True,
    )
    is_uid_reversed = fields.Boolean("Bytes in Reverse")
    mode = fields.Selection(
        MODES,
        default="normal",
        required=True,
        tracking=True,
        help="Free passage lets everybody through, closed nobody in. Lockdown beats "
        "every schedule. The way out stays open, and fire opens always.",
    )
    mode_ids = fields.One2many(
        "community.access.gate.mode", "gate_id", "Modes by the Clock", copy=True
    )
    lockout_after = fields.Integer(
        "Lock Out After", default=5, help="Refusals in a row; 0: never."
    )
    lockout_minutes = fields.Integer("For Minutes", default=2)
    is_fire = fields.Boolean(
        "Fire", readonly=True, copy=False, help="Everything is open until a reset."
    )

    _pulse_long_enough = models.Constraint(
        "CHECK (pulse_seconds BETWEEN 3 AND 60)",
        "A gate stays open for 3 to 60 seconds.",
    )
    _lockout_in_range = models.Constraint(
        "CHECK (lockout_after >= 0 AND lockout_minutes >= 0)",
        "Numbers cannot be negative.",
    )
    _device_in_uniq = models.UniqueIndex(
        "(company_id, device_in) WHERE device_in IS NOT NULL AND active",
        "This reader belongs to another gate already.",
    )
    _device_out_uniq = models.UniqueIndex(
        "(company_id, device_out) WHERE device_out IS NOT NULL AND active",
        "This reader belongs to another gate already.",
    )
