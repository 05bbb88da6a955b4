import logging
from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError

_logger = logging.getLogger(__name__)


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
        kind = self.env.ref("community_access.activity_locker_inspection")
        told = self.env["mail.activity"].search(
            [("res_model", "=", self._name), ("activity_type_id", "=", kind.id)]
        )
        day = fields.Date.context_today(self) + timedelta(days=ahead)
        due = self.search(
            [
                ("next_inspection_on", "<=", day),
                ("id", "not in", told.mapped("res_id")),
            ],
            limit=limit,
        )
        for locker in due:
            locker._plan_task(
                "community_access.activity_locker_inspection",
                locker.next_inspection_on,
                self.env._("Inspect the lock of %(locker)s", locker=locker.name),
            )

    def _plan_task(self, kind, day, summary):
        """For the responsible of the bank; who may not see lockers any more gets none.

        The list of what is overdue or due shows it all the same.
        """
        # sudo: a scheduled job tells the responsible, who sees the locker.
        door = self.sudo()
        try:
            with self.env.cr.savepoint():
                door.activity_schedule(
                    kind, day, summary=summary, user_id=door.bank_id.user_id.id
                )
        except UserError:
            _logger.exception("No task for the responsible of locker %s", self.id)
