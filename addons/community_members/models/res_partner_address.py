from odoo import models


class ResPartner(models.Model):
    """Branches and employees keep their own address.

    Core holds the address of a contact and of its company equal in both directions.
    In a member's tree that would overwrite the company's address with a branch's,
    and an employee's home with the office.
    """

    _inherit = "res.partner"

    def _get_address_values(self):
        if self.env.context.get("member_keeps_address"):
            return {}
        return super()._get_address_values()

    def _update_address(self, vals):
        return super(
            ResPartner, self.filtered(lambda partner: not partner.unit_type)
        )._update_address(vals)

    def _fields_sync(self, values):
        keeping = bool(self.unit_type)
        partner = self.with_context(member_keeps_address=True) if keeping else self
        return super(ResPartner, partner)._fields_sync(values)
