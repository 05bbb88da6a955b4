import secrets

from odoo import fields, models

from ..tools import pin_code, qr_code


class ResCompany(models.Model):
    """Keys of the codes that members show or type; boxes of the company get them."""

    _inherit = "res.company"

    access_qr_salt = fields.Char(groups="base.group_system", copy=False)

    def _get_access_qr_key(self):
        """The key of QR codes, as hex: part of what a box is told."""
        self.ensure_one()
        # sudo: the key is made for the gate, and shown to nobody.
        salt = self.sudo().access_qr_salt or ""
        return qr_code.derive_key(self._get_access_secret(), self.id, salt).hex()

    def _get_access_pin_key(self):
        """The key of PINs, as hex: part of what a box is told."""
        self.ensure_one()
        return pin_code.derive_key(self._get_access_secret(), self.id).hex()

    def _get_access_secret(self):
        # sudo: keys are derived from the database's secret, which nobody sees.
        parameters_sudo = self.env["ir.config_parameter"].sudo()
        return parameters_sudo.get_param("database.secret").encode()

    def _renew_access_qr_key(self):
        """Codes made with the former key are void, such as after a box was stolen."""
        for company in self:
            # sudo: of the system alone
            company.sudo().access_qr_salt = secrets.token_hex(16)
        self.env["community.access.gate"]._forget_world()
