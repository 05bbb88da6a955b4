import json

from odoo import Command, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL

from ..tools.gate_decision import exit_surplus
from ..tools.gate_types import OUT, Presence, Question
from .community_access_event_apply import seconds
from .community_access_surcharge import MINUTES_TO_LEAVE


class CommunityAccessVisit(models.Model):
    """What a longer stay costs, and how it is paid before the gate opens."""

    _inherit = "community.access.visit"

    def _get_surplus(self, moment=None):
        """What the gate would ask for now, in the company's currency; 0: nothing."""
        self.ensure_one()
        gate = self.zone_id.gate_ids.filtered("active")[:1]
        if self.date_out or not gate:
            return 0.0
        moment = moment or fields.Datetime.now()
        now = seconds(moment)
        setting = gate._get_setting_at(now)
        memory = self._get_memory()
        ask = Question(None, setting.door, OUT, now, memory, setting.world)
        return self.company_id.currency_id._from_minor(exit_surplus(ask))

    def _get_memory(self):
        rows = self.env.execute_query(
            SQL(
                "SELECT row FROM community_access_presence "
                "WHERE company_id = %s AND person = %s",
                self.company_id.id,
                self.person,
            )
        )
        return Presence.from_row(json.loads(rows[0][0]) if rows else {})

    def _ask_surplus(self):
        """The invoice for the longer stay up to now; asked twice, it is one.

        :return: the surcharge, with its posted invoice
        :raises UserError: when nothing is owed
        """
        self.ensure_one()
        # sudo: the desk and the member take what the gate asks for.
        visit = self.sudo()
        # The lock: two desks, or the member and the desk, ask once.
        visit.lock_for_update()
        # sudo: what is owed is told to the desk and to the member.
        surcharges = self.env["community.access.surcharge"].sudo()
        known = surcharges.search(
            [
                ("event_in_id", "=", visit.event_in_id.id),
                ("state", "=", "due"),
                ("until", "!=", False),
            ]
        )
        now = fields.Datetime.now()
        if known and known.until > now:
            return known
        amount = visit._get_surplus(now)
        if not amount:
            raise UserError(
                self.env._("%(name)s owes nothing.", name=self.partner_id.name or "")
            )
        known._drop()
        origin = f"surplus:{visit.event_in_id.uuid}:{seconds(now)}"
        return visit._make_surcharge(amount, origin, now + MINUTES_TO_LEAVE)

    def _make_surcharge(self, amount, origin, until=False):
        """What is owed for a stay, with its posted invoice; each origin once."""
        surcharges = self.env["community.access.surcharge"]._with_pen()
        domain = [("company_id", "=", self.company_id.id), ("origin", "=", origin)]
        return surcharges.search(domain) or surcharges.create(
            {
                "event_in_id": self.event_in_id.id,
                "origin": origin,
                "amount": amount,
                "until": until,
                "move_id": self._make_surplus_invoice(amount).id,
            }
        )

    def _make_surplus_invoice(self, amount):
        if not self.partner_id:
            raise UserError(
                self.env._("Nobody holds this band: open the gate instead.")
            )
        payer = self.partner_id.guardian_id or self.partner_id
        product = self.tariff_id.product_id or self.env.ref(
            "community_access.product_longer_stay"
        )
        move = (
            self.env["account.move"]
            .with_company(self.company_id)
            .create(
                {
                    "move_type": "out_invoice",
                    "partner_id": payer.id,
                    "company_id": self.company_id.id,
                    "invoice_date": fields.Date.context_today(self),
                    "invoice_payment_term_id": False,
                    "invoice_date_due": fields.Date.context_today(self),
                    "invoice_line_ids": [
                        Command.create(
                            self.company_id._prepare_gross_line(product, amount)
                        )
                    ],
                }
            )
        )
        move.action_post()
        return move

    def action_settle(self):
        """The desk takes the money for the longer stay."""
        self.check_access("read")
        surcharge = self._ask_surplus()
        payer = surcharge.sudo().move_id.partner_id  # sudo: who pays for the visitor
        return self.env["community.access.pay"]._open(
            payer, self.company_id, surcharge=surcharge
        )
