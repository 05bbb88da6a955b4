from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ..tools.charge_ladder import parse_days


class ResCompany(models.Model):
    _inherit = "res.company"

    pay_link_days = fields.Integer(
        "Payment Links Hold (Days)", default=30, help="Afterwards a new one is sent."
    )
    expiry_reminder_days = fields.Char(
        "Reminders Before the End (Days)",
        default="14, 3",
        help="Members whose term ends are told so many days before.",
    )
    card_reminder_days = fields.Integer(
        "Reminder Before a Card Ends (Days)",
        default=21,
        help="Members whose saved card ends are told so many days before.",
    )

    _pay_link_days_in_range = models.Constraint(
        "CHECK (pay_link_days BETWEEN 1 AND 365)",
        "A payment link holds between 1 and 365 days.",
    )

    @api.constrains("expiry_reminder_days")
    def _check_expiry_reminder_days(self):
        for company in self:
            try:
                days = parse_days(company.expiry_reminder_days)
            except ValueError as error:
                raise ValidationError(
                    self.env._("Write days as numbers, such as 14, 3.")
                ) from error
            if days and days[-1] > 180:
                raise ValidationError(
                    self.env._("Reminders begin at most 180 days before the end.")
                )
