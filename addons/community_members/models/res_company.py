from odoo import fields, models


class ResCompany(models.Model):
    """How the club deals with applications."""

    _inherit = "res.company"

    application_confirm_days = fields.Integer(
        "Days to Confirm the E-mail", default=7, required=True
    )
    application_link_days = fields.Integer(
        "Days a Link to an Application Works", default=180, required=True
    )
    application_delete_days = fields.Integer(
        "Delete Unconfirmed Applications After", default=30, required=True
    )
    application_keep_months = fields.Integer(
        "Erase Personal Data of Those Not Admitted After", default=24
    )
    application_invite = fields.Boolean(
        "Open a Portal Account on Acceptance", default=True
    )

    _application_days = models.Constraint(
        "CHECK (application_confirm_days > 0 AND application_link_days > 0"
        " AND application_delete_days >= 0 AND application_keep_months >= 0)",
        "These spans of time cannot be negative, and a link works for at least a day.",
    )
