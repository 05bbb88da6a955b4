import logging
import re

from odoo import models
from odoo.exceptions import UserError

from ..tools.gate_decision import exit_surplus

_logger = logging.getLogger(__name__)
RULE_OF_RIGHT = re.compile(r"^r(\d+)")


class CommunityAccessVisit(models.Model):
    """What coming in, or staying longer, takes from the wallet.

    The gate let pass by the balance that it knew. Where the wallet has less by now, as
    after a day without network, the rest is an invoice: nobody is stopped afterwards.
    """

    _inherit = "community.access.visit"

    def _after_entry(self, event):
        result = super()._after_entry(event)
        price = self._get_entry_price()
        if price:
            self._take(price, f"entry:{event.uuid}", "fee")
        return result

    def _get_entry_price(self):
        """Of the rule by which somebody came in."""
        found = RULE_OF_RIGHT.match(self.right_key or "")
        rules = self.env["community.access.rule"]
        # sudo: prices are for managers to set, and for the gate to take.
        return rules.sudo().browse(found and int(found[1])).exists().entry_price

    def _after_exit(self, event, ask):
        """Who left through the gate by himself paid a longer stay with the band."""
        result = super()._after_exit(event, ask)
        owed = exit_surplus(ask)
        if owed and event.kind == "passed":
            amount = self.company_id.currency_id._from_minor(owed)
            self._take(amount, f"surplus:{self.event_in_id.uuid}", "surplus")
        return result

    def _take(self, amount, origin, kind):
        """From the wallet, else by an invoice; the same origin takes once."""
        self.ensure_one()
        wallet = (
            self.partner_id._get_wallet(self.company_id) if self.partner_id else None
        )
        if wallet:
            try:
                with self.env.cr.savepoint():
                    return wallet._spend(
                        amount, origin, note=self.zone_id.name, kind=kind
                    )
            except UserError as error:
                # Blocked or empty meanwhile; what is owed stays owed.
                _logger.info("Wallet %s was not charged: %s", wallet.id, error)
        if self.partner_id:
            self.sudo()._make_surcharge(amount, origin)  # sudo: the gate bills
        return None
