from odoo import models


class ResUsers(models.Model):
    _inherit = "res.users"

    def _get_approval_units(self, record):
        """An order is for the manager of the job it was given in; a quotation for the
        managers of the branch it is addressed to."""
        if record._name != "sale.order" or not record:
            return super()._get_approval_units(record)
        return record.ordered_as_id.unit_id or record._get_accepting_unit()
