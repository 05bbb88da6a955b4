from datetime import timedelta

from odoo import api, fields, models


class CommunityLockerHardware(models.Model):
    """The lock of a door: what it is, who put it in, when it was looked after."""

    _inherit = "community.locker"

    serial_number = fields.Char(copy=False)
    lock_model = fields.Char()
    vendor_id = fields.Many2one("res.partner", index="btree_not_null")
    installed_on = fields.Date()
    warranty_until = fields.Date()
    battery_checked_on = fields.Date()
    inspection_months = fields.Integer(
        "Inspection Every",
        help="Months between two inspections; 0: none is planned.",
    )
    next_inspection_on = fields.Date(index="btree_not_null")
    service_ids = fields.One2many(
        "community.locker.service", "locker_id", "Service Records"
    )
    service_count = fields.Integer("Services", compute="_compute_service_count")
    in_warranty = fields.Boolean(compute="_compute_in_warranty")

    _serial_uniq = models.UniqueIndex(
        "(company_id, serial_number) WHERE serial_number IS NOT NULL",
        "A lock of this serial number is in another door.",
    )
    _inspection_range = models.Constraint(
        "CHECK (inspection_months BETWEEN 0 AND 120)",
        "Inspections are up to 120 months apart (0: none).",
    )

    def _compute_service_count(self):
        rows = self.env["community.locker.service"]._read_group(
            [("locker_id", "in", self.ids)], ["locker_id"], ["__count"]
        )
        counts = {locker.id: count for locker, count in rows}
        for locker in self:
            locker.service_count = counts.get(locker.id, 0)

    @api.depends("warranty_until")
    def _compute_in_warranty(self):
        today = fields.Date.context_today(self)
        for locker in self:
            locker.in_warranty = bool(
                locker.warranty_until and locker.warranty_until >= today
            )

    @api.model
    def _cron_tell_inspections(self, ahead=7, limit=500):
        """A task for the responsible for each lock whose inspection is near."""
        day = fields.Date.context_today(self) + timedelta(days=ahead)
        due = self.search([("next_inspection_on", "<=", day)], limit=limit)
        for locker in due:
            locker._plan_inspection()
        return len(due)

    def _plan_inspection(self):
        """One task for one date, however often it is asked for."""
        kind = "community_access.activity_locker_inspection"
        if self.activity_search([kind]):
            return False
        return self.activity_schedule(
            kind,
            self.next_inspection_on,
            summary=self.env._("Inspect the lock of %(locker)s", locker=self.name),
            user_id=self.bank_id.user_id.id,
        )
