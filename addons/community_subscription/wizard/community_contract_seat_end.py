from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import format_amount, format_date


class CommunityContractSeatEnd(models.TransientModel):
    """The end of a seat: who leaves, when, and what it does to the price."""

    _name = "community.contract.seat.end"
    _description = "End of a Seat"
    _inherit = "community.contract.wizard"

    seat_id = fields.Many2one(
        "community.contract.seat", required=True, readonly=True, ondelete="cascade"
    )
    person_id = fields.Many2one(related="seat_id.partner_id", string="Person")
    date_from = fields.Date(related="seat_id.date_from")
    date = fields.Date(
        "Last Day",
        required=True,
        default=fields.Date.context_today,
        help="Before the first day of the seat: it was never used.",
    )

    @api.depends("seat_id", "date")
    def _compute_outcome(self):
        return super()._compute_outcome()

    def _is_filled(self):
        return self.seat_id and self.date

    def _prepare_step(self):
        seat_id, date = self.seat_id.id, self.date

        def step(contract):
            seat = contract.env["community.contract.seat"].browse(seat_id)
            if seat.contract_id != contract:
                raise UserError(contract.env._("The seat is of another contract."))
            seat._end(date)
            return date

        return step

    def _foresee(self):
        contract = self.contract_id
        waiting = contract._get_amount_waiting()
        running = contract._get_running_amount(self.date)
        found = super()._foresee()
        return found and found | {
            "waiting": found["waiting"] - waiting,
            "running_before": running,
        }

    def _say(self, found):
        lines = [
            self.env._(
                "%(name)s leaves the seat after %(date)s.",
                name=self.person_id.name,
                date=format_date(self.env, self.date),
            )
        ]
        if not any(self.contract_id.line_ids.mapped("by_seat")):
            return [*lines, self.env._("The price does not depend on the seats.")]
        return lines + self._say_running(found) + super()._say(found)

    def _say_running(self, found):
        """What happens to the stretch in which the seat ends."""
        currency = found["currency"]

        def say(amount):
            return format_amount(self.env, amount, currency)

        if currency.compare_amounts(found["waiting"], 0) < 0:
            amount = say(-found["waiting"])
            return [
                self.env._("Credited with the next invoice: %(amount)s", amount=amount)
            ]
        if currency.compare_amounts(found["running"], found["running_before"]) != 0:
            return [
                self.env._(
                    "This period: %(after)s instead of %(before)s",
                    after=say(found["running"]),
                    before=say(found["running_before"]),
                )
            ]
        return []
