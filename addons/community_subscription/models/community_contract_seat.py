from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

ONE_DAY = timedelta(days=1)


class CommunityContractSeat(models.Model):
    """Who else uses the contract: the household, or employees of a company."""

    _name = "community.contract.seat"
    _description = "Seat of a Subscription Contract"
    _inherit = "community.member.card.number.guard"
    _order = "contract_id, date_from, id"
    _rec_name = "partner_id"

    contract_id = fields.Many2one(
        "community.contract", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="contract_id.company_id", store=True)
    partner_id = fields.Many2one(
        "res.partner", "Person", required=True, index=True, ondelete="restrict"
    )
    date_from = fields.Date("From", required=True, default=fields.Date.context_today)
    date_to = fields.Date("To")

    _dates_in_order = models.Constraint(
        "CHECK (date_to IS NULL OR date_to >= date_from - 1)",
        "A seat cannot end before it begins.",
    )
    _open_uniq = models.UniqueIndex(
        "(contract_id, partner_id) WHERE date_to IS NULL",
        "This person has a seat in the contract already.",
    )

    @api.model_create_multi
    def create(self, vals_list):
        seats = super().create(vals_list)
        seats._after_change()
        return seats

    def write(self, vals):
        left = self.contract_id
        result = super().write(vals)
        (left - self.contract_id)._after_seats()
        if {"contract_id", "date_from", "date_to", "partner_id"} & vals.keys():
            self._after_change()
        return result

    def unlink(self):
        contracts = self.contract_id
        result = super().unlink()
        contracts._after_seats()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_except_used(self):
        """Who sat in a contract can be read later: a seat ends, it does not vanish."""
        today = fields.Date.context_today(self)
        for seat in self:
            if seat.contract_id.confirmed_on and seat.date_from < today:
                raise UserError(
                    self.env._(
                        "%(name)s has used the seat. End it instead.",
                        name=seat.partner_id.name,
                    )
                )

    def _after_change(self):
        contracts = self.contract_id
        # The lock, and a row that changes under it, keep two from the last seat.
        contracts.lock_for_update()
        for contract in contracts:
            if refusals := contract.plan_id._get_seat_refusals(contract):
                raise ValidationError("\n".join(refusals))
        contracts._after_seats()

    def _end(self, day):
        """Nobody sits here after `day`; before its first day it was never used."""
        self.ensure_one()
        self.date_to = max(day, self.date_from - ONE_DAY)

    def action_end(self):
        """Ask for the day, and say what it does to the price."""
        self.ensure_one()
        self.contract_id._check_officer()
        if self.contract_id.state == "draft":
            # Nothing is agreed yet: the person is just taken off the list.
            self.unlink()
            return True
        action = self.contract_id._open_wizard(
            "community.contract.seat.end", self.env._("End the Seat")
        )
        return action | {"context": {**action["context"], "default_seat_id": self.id}}

    def _swap(self, partner, day=None):
        """Somebody else takes the seat from `day` on.

        :return: the new seat
        """
        self.ensure_one()
        day = day or fields.Date.context_today(self)
        day = max(day, self.date_from)
        contract = self.contract_id
        last = self.date_to
        self.with_context(community_seat_swap=True).date_to = day - ONE_DAY
        return self.create(
            {
                "contract_id": contract.id,
                "partner_id": partner.id,
                "date_from": day,
                "date_to": last,
            }
        )
