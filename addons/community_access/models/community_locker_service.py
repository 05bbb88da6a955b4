from dateutil.relativedelta import relativedelta

from odoo import api, fields, models

KINDS = [
    ("installation", "Installation"),
    ("inspection", "Inspection"),
    ("repair", "Repair"),
    ("battery", "Battery"),
    ("replacement", "Replacement of the Lock"),
]


class CommunityLockerService(models.Model):
    """What a vendor did to a lock; the register of the locks follows from it."""

    _name = "community.locker.service"
    _description = "Service of a Locker"
    _inherit = [
        "community.member.card.number.guard",
        "community.access.company.fence",
    ]
    _fence = "locker_id"
    _order = "date DESC, id DESC"
    _rec_name = "kind"
    _check_company_auto = True

    locker_id = fields.Many2one(
        "community.locker",
        required=True,
        index=True,
        ondelete="cascade",
    )
    bank_id = fields.Many2one(related="locker_id.bank_id", store=True, index=True)
    company_id = fields.Many2one(related="locker_id.company_id", store=True, index=True)
    currency_id = fields.Many2one(related="company_id.currency_id")
    date = fields.Date(required=True, default=fields.Date.context_today)
    kind = fields.Selection(KINDS, required=True, default="inspection")
    vendor_id = fields.Many2one("res.partner", "Done By", index="btree_not_null")
    serial_number = fields.Char(help="Of the lock that was put in.")
    lock_model = fields.Char(help="Of the lock that was put in.")
    cost = fields.Monetary()
    note = fields.Char()

    _cost_positive = models.Constraint(
        "CHECK (cost >= 0)", "A service costs nothing or something."
    )

    @api.model_create_multi
    def create(self, vals_list):
        services = super().create(vals_list)
        for service in services:
            # sudo: who may enter a service keeps the register by it.
            door = service.locker_id.sudo()
            door.write(service._prepare_register_values())
            if service.kind in ("inspection", "installation", "replacement"):
                door.activity_feedback(["community_access.activity_locker_inspection"])
        return services

    def _prepare_register_values(self):
        """What the door's register says after this service."""
        self.ensure_one()
        values, door = {}, self.locker_id
        if self.kind in ("installation", "replacement"):
            values = {
                "installed_on": self.date,
                "battery_checked_on": self.date,
                "vendor_id": self.vendor_id.id or door.vendor_id.id,
                "serial_number": self.serial_number or False,
                "lock_model": self.lock_model or door.lock_model,
            }
        elif self.kind == "battery":
            values = {"battery_checked_on": self.date}
        if door.inspection_months and self.kind not in ("repair", "battery"):
            values["next_inspection_on"] = self.date + relativedelta(
                months=door.inspection_months
            )
        return values
