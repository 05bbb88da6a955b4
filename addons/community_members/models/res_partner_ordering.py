from odoo import models
from odoo.fields import Domain

from ..tools.order_approvers import nearest_holders


class ResPartner(models.Model):
    """Who agrees to what the people of a corporate member order.

    All methods are called with rights already lifted.
    """

    _inherit = "res.partner"

    def _get_unit_chain(self):
        """This unit and what is above it, nearest first."""
        self.ensure_one()
        chain, above = self, self.parent_id
        while above and above not in chain:
            chain, above = chain + above, above.parent_id
        return chain

    def _get_order_approvers(self, without=None):
        """People who agree to orders of this unit; the word of one is enough.

        Those of the unit itself, else of the nearest one above, else anybody in the
        company with that right, or the log-in of the company itself.

        :param without: the person who orders
        """
        self.ensure_one()
        chain = self._get_unit_chain()
        works = self.env["community.member.assignment"]
        works = works.search(
            works._current_domain()
            & Domain("can_approve_orders", "=", True)
            & Domain("commercial_partner_id", "in", chain.commercial_partner_id.ids)
        )
        holders = {}
        for work in works:
            # Who cannot sign in would leave the order waiting.
            if work.person_id.user_ids:
                holders.setdefault(work.unit_id.id, []).append(work.person_id.id)
        found = nearest_holders(chain.ids, holders, (without or self.browse()).id)
        approvers = self.browse(sorted(found))
        if not approvers:
            approvers = chain.filtered(
                lambda unit: unit._is_own_corporate_member() and unit.user_ids
            )
        return approvers - (without or self.browse())

    def _may_approve_orders_of(self, unit):
        """Whether this person's own word is enough for orders of `unit` today."""
        self.ensure_one()
        chain = unit._get_unit_chain()
        if self in chain and self._is_own_corporate_member():
            return True
        works = self.assignment_ids.filtered("is_current").filtered(
            "can_approve_orders"
        )
        if works.unit_id & chain:
            return True
        return bool(works) and self in unit._get_order_approvers()

    def _get_order_works(self, unit):
        """Current assignments in or above `unit` that let this person order."""
        self.ensure_one()
        return self.assignment_ids.filtered("is_current").filtered(
            lambda work: work.can_order and work.unit_id in unit._get_unit_chain()
        )
