from odoo import fields, models

from ..tools.basket import needs_manager
from .sale_order_portal import NOT_FOR_SELLERS


class SaleOrder(models.Model):
    """Accepting a quotation addressed to a corporate member."""

    _inherit = "sale.order"

    def _has_to_be_signed(self):
        """What the member's own manager has not agreed to is nobody's to sign."""
        return not self._is_held_by_member() and super()._has_to_be_signed()

    def _has_to_be_paid(self):
        return not self._is_held_by_member() and super()._has_to_be_paid()

    def _is_held_by_member(self):
        return self.portal_state in NOT_FOR_SELLERS

    def _get_accepting_unit(self):
        """Unit whose managers accept this quotation; empty when nobody's right is
        asked for, as for individuals and for companies without people here."""
        self.ensure_one()
        unit = self.partner_id
        if unit.unit_type == "employee":
            unit = unit.parent_id
        if not unit.commercial_partner_id.member_staff_ids.filtered("is_current"):
            return unit.browse()
        return unit

    def _get_acceptance(self, person):
        """What `person` may say to this quotation today.

        :param person: empty for whoever holds the link without signing in
        :return: "accept", "ask" (a manager has the last word) or "none"
        """
        self.ensure_one()
        unit = self._get_accepting_unit()
        if not unit:
            return "accept"
        if not person or self._is_held_by_member():
            return "none"
        if person._may_approve_orders_of(unit):
            return "accept"
        works = person._get_order_works(unit)
        if not works:
            return "none"
        limit = max(works.mapped("order_limit"))
        return "ask" if needs_manager(self._get_limited_amount(), limit) else "accept"

    def _accept_for_member(self, name, signature):
        """An employee's acceptance, held by the area “portal_order” for the manager."""
        self.ensure_one()
        if not self._has_to_be_signed():
            return
        self.write(
            {
                "signed_by": name,
                "signed_on": fields.Datetime.now(),
                "signature": signature,
                "needs_manager_approval": False,
            }
        )
        if not self._has_to_be_paid():
            self._validate_order()
