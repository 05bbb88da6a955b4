from odoo import api, fields, models
from odoo.exceptions import UserError


class CommunityTicket(models.Model):
    """A ticket that needs somebody at the customer's."""

    _inherit = "community.ticket"

    visit_ids = fields.One2many("community.service.form", "ticket_id", "Visits")
    visit_count = fields.Integer(compute="_compute_visit_count")

    @api.depends_context("uid", "allowed_company_ids")
    def _compute_visit_count(self):
        self.check_access("read")
        forms = self.env["community.service.form"]
        rows = forms._read_group(
            [("ticket_id", "in", self.ids)], ["ticket_id"], ["__count"]
        )
        counts = {ticket.id: count for ticket, count in rows}
        for ticket in self:
            ticket.visit_count = counts.get(ticket._origin.id, 0)

    def action_plan_visit(self):
        """A visit for the requester, not yet saved."""
        self.ensure_one()
        self.check_access("read")
        person = self.about_partner_id or self.partner_id
        if not person:
            raise UserError(
                self.env._("Who asks? Name the requester, then plan the visit.")
            )
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Plan a Visit"),
            "res_model": "community.service.form",
            "views": [(False, "form")],
            "context": {
                "default_partner_id": person.id,
                "default_ticket_id": self.id,
                "default_company_id": self.company_id.id,
                "default_requested_at": fields.Datetime.to_string(self.create_date),
                "default_task": self.name,
                "community_plan_visit": True,
            },
        }

    def action_view_visits(self):
        self.ensure_one()
        self.check_access("read")
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Visits"),
            "res_model": "community.service.form",
            "views": [(False, "list"), (False, "form"), (False, "calendar")],
            "domain": [("ticket_id", "=", self.id)],
            "context": {"default_ticket_id": self.id},
        }
