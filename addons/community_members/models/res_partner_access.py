from odoo import models

SUITE_PREFIX = "community_"
# Said of the firm its employees work for, or as public as core's own fields.
OPEN_TO_PORTAL = frozenset(
    {
        "member_unit_ids",
        "mobile",
        "tax_office",
        "trade_registry_number",
        "unit_manager_id",
        "unit_type",
    }
)


class ResPartner(models.Model):
    """What the register adds to a contact is for the staff.

    Core lets portal users read the contacts of their whole firm by RPC. They learn
    about members from the pages of the portal, which decide what each may see; so a
    field of the suite is closed to them unless it is listed here.
    """

    _inherit = "res.partner"

    def _has_field_access(self, field, operation):
        return super()._has_field_access(field, operation) and (
            self.env.su
            or field.name in OPEN_TO_PORTAL
            or not self._is_field_of_suite(field)
            or self.env.user._is_internal()
        )

    @staticmethod
    def _is_field_of_suite(field):
        return bool(field._modules) and field._modules[0].startswith(SUITE_PREFIX)
