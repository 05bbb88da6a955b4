from odoo import api, fields, models
from odoo.exceptions import ValidationError


class EventEventTicket(models.Model):
    """How often and when a ticket lets in; gates say which tickets they take."""

    _inherit = "event.event.ticket"

    max_entries = fields.Integer(
        default=1, help="How often one ticket comes in; 0 means as often as one likes."
    )
    entries_per = fields.Selection(
        [("event", "Whole Event"), ("day", "Day")],
        required=True,
        default="event",
        help="Whether the entries are counted for the whole event or begin anew each "
        "day, at midnight by the clock of the event.",
    )
    leave_first = fields.Boolean(
        "Scan Out First",
        help="Who is inside must be scanned out before coming in again.",
    )
    pause_minutes = fields.Integer(
        "Pause (min)", help="Minutes that lie between two entries with one ticket."
    )
    valid_from = fields.Datetime(
        copy=False, help="Empty: from the time at which the event's doors open."
    )
    valid_until = fields.Datetime(
        copy=False, help="Empty: until the time at which the event's doors close."
    )

    _entry_range = models.Constraint(
        "CHECK (max_entries BETWEEN 0 AND 1000 AND pause_minutes BETWEEN 0 AND 10080)",
        "A ticket comes in up to 1000 times (0: no limit), with a pause of at most a"
        " week.",
    )

    _valid_range = models.Constraint(
        "CHECK (valid_from BETWEEN '1990-01-01' AND '2200-01-01'"
        " AND valid_until BETWEEN '1990-01-01' AND '2200-01-01')",
        "A ticket is good at some time between the years 1990 and 2200.",
    )

    @api.constrains("valid_from", "valid_until")
    def _check_valid_order(self):
        for ticket in self:
            first, last = ticket.valid_from, ticket.valid_until
            if first and last and last <= first:
                raise ValidationError(
                    self.env._(
                        "The ticket “%(ticket)s” ends before it begins.",
                        ticket=ticket.name,
                    )
                )
