from odoo import api, fields, models

GENDERS = [("any", "Everybody"), ("women", "Women"), ("men", "Men")]
MODES = [
    ("free", "Free Choice"),
    ("assigned", "Assigned by the House"),
    ("rented", "Rented"),
]


class CommunityLockerBank(models.Model):
    """Lockers that stand together in one room and are used in one way."""

    _name = "community.locker.bank"
    _description = "Bank of Lockers"
    _inherit = [
        "community.member.card.number.guard",
        "community.access.company.fence",
        "mail.thread",
    ]
    _order = "sequence, name, id"
    _check_company_auto = True

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    company_id = fields.Many2one(
        "res.company",
        required=True,
        index=True,
        default=lambda self: self.env.company,
    )
    place = fields.Char(translate=True, help="Where members find it, in a few words.")
    zone_id = fields.Many2one(
        "community.access.zone",
        index="btree_not_null",
        check_company=True,
        ondelete="restrict",
        help="Whoever is not in this zone takes no locker here.",
    )
    gender = fields.Selection(GENDERS, "Room For", required=True, default="any")
    mode = fields.Selection(
        MODES,
        "Mode of Use",
        required=True,
        default="free",
        tracking=True,
        help="Free choice: whoever comes shuts a free door with the band. Assigned: "
        "the house opens the first free one. Rented: only for who rents it.",
    )
    prefix = fields.Char(
        size=8, help="Stands before the number on the doors: M for M1, M2, …"
    )
    device = fields.Char(
        help="Identifier of the locker controller on the box that opens these doors."
    )
    grace_minutes = fields.Integer(
        "Grace in Minutes",
        required=True,
        default=60,
        tracking=True,
        help="So long after the end of the stay or the rental the band still opens its "
        "own locker. Afterwards the desk does.",
    )
    overdue_hours = fields.Integer(
        "Overdue After Hours",
        required=True,
        default=12,
        help="A locker that is held longer is reported; 0: never. Rented ones are "
        "reported when their rental is over.",
    )
    user_id = fields.Many2one(
        "res.users",
        "Responsible",
        required=True,
        index=True,
        default=lambda self: self.env.user,
        help="Is told of overdue lockers and of inspections that are due.",
    )
    locker_ids = fields.One2many("community.locker", "bank_id", "Doors")
    locker_count = fields.Integer("Lockers", compute="_compute_counts")
    free_count = fields.Integer("Free", compute="_compute_counts")
    used_count = fields.Integer("In Use", compute="_compute_counts")
    broken_count = fields.Integer("Out of Order", compute="_compute_counts")

    _grace_range = models.Constraint(
        "CHECK (grace_minutes BETWEEN 0 AND 1440)",
        "The grace lasts between 0 minutes and a day.",
    )
    _overdue_range = models.Constraint(
        "CHECK (overdue_hours BETWEEN 0 AND 8760)",
        "A locker is overdue after 0 (never) to 8760 hours.",
    )

    @api.depends("locker_ids.state")
    def _compute_counts(self):
        rows = self.env["community.locker"]._read_group(
            [("bank_id", "in", self.ids)], ["bank_id", "state"], ["__count"]
        )
        counts = {(bank.id, state): count for bank, state, count in rows}
        for bank in self:
            bank.free_count = counts.get((bank.id, "free"), 0)
            bank.used_count = counts.get((bank.id, "used"), 0)
            bank.broken_count = counts.get((bank.id, "out_of_order"), 0)
            bank.locker_count = bank.free_count + bank.used_count + bank.broken_count

    # ------------------------------------------------------------
    # ACTIONS
    # ------------------------------------------------------------

    def action_open_map(self):
        self.ensure_one()
        self.check_access("read")
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "community_access.community_locker_action"
        )
        return {
            **action,
            "domain": [("bank_id", "=", self.id)],
            "context": {"default_bank_id": self.id},
        }

    def action_open_uses(self):
        self.ensure_one()
        self.check_access("read")
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "community_access.community_locker_use_action"
        )
        return {**action, "domain": [("bank_id", "=", self.id)], "context": {}}

    # ------------------------------------------------------------
    # DOORS
    # ------------------------------------------------------------

    def _send_door_command(self, lockers, do):
        """Hook: tell the box to open these doors.

        Called inside the transaction that changes who has them, which may be tried
        again: whatever leaves the database has to wait until it is committed.

        :param do: ``locker_open`` or ``locker_release_all``
        :return: False when no device is connected
        """
        self.ensure_one()
        return False
