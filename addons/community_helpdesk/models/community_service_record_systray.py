from odoo import api, fields, models
from odoo.exceptions import UserError

RECENT = 5


class CommunityServiceRecord(models.Model):
    """What the clock in the bar above every screen shows and does."""

    _inherit = "community.service.record"

    @api.model
    def get_clock(self):
        """The own clock, what is paused, and customers served lately."""
        self.check_access("read")
        if not self.has_access("create"):
            return False
        self._guard_own_clock()
        own = [("user_id", "=", self.env.uid), ("company_id", "=", self.env.company.id)]
        running = self.search([*own[:1], ("state", "=", "running")], limit=1)
        paused = self.search([*own, ("state", "=", "paused")], limit=RECENT)
        return {
            "running": running._prepare_clock()[0] if running else False,
            "paused": paused._prepare_clock(),
            "recent": self._get_recent_customers(own),
        }

    def _prepare_clock(self):
        """:return: list of dicts, one for each record"""
        now = fields.Datetime.now()
        standings = dict(self._fields["agreement_standing"].selection)
        return [
            {
                "id": record.id,
                "customer": record.partner_id.display_name,
                "seconds": record.seconds,
                "running": int((now - record.running_since).total_seconds())
                if record.running_since
                else 0,
                "is_forgotten": record.is_forgotten,
                "standing": record.agreement_standing,
                "standing_words": standings[record.agreement_standing],
                "agreement_end": fields.Date.to_string(record.agreement_end) or "",
                "hours_left": record.agreement_hours,
            }
            for record in self
        ]

    @api.model
    def _get_recent_customers(self, own):
        groups = self._read_group(
            own,
            ["partner_id"],
            order="id:max DESC",
            aggregates=["id:max"],
            limit=RECENT,
        )
        return [
            {"id": partner.id, "name": partner.display_name} for partner, _id in groups
        ]

    @api.model
    def start_for_customer(self, partner_id):
        """Pick the customer, and the clock runs.

        A paused record of today for the same customer goes on.
        """
        self.check_access("create")
        partner = self.env["res.partner"].browse(partner_id).exists()
        partner.check_access("read")
        if not partner:
            raise UserError(self.env._("Choose a customer."))
        own = self.search(
            [
                ("user_id", "=", self.env.uid),
                ("company_id", "=", self.env.company.id),
                ("partner_id", "=", partner.id),
                ("state", "in", ("running", "paused")),
                ("date", "=", fields.Date.context_today(self)),
            ],
            limit=1,
        )
        if own:
            own._start_clock()
        else:
            own = self.create({"partner_id": partner.id})
        return own.id

    @api.model
    def start_for_ticket(self, ticket_id):
        """The clock for the ticket on the screen."""
        self.check_access("create")
        ticket = self.env["community.ticket"].browse(ticket_id)
        ticket.check_access("read")
        return ticket._start_clock().id
