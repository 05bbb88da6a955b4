from odoo import fields, models

AGENT = "community_helpdesk.group_helpdesk_agent"


class ProjectTask(models.Model):
    """The ticket that a task comes from, or became."""

    _inherit = "project.task"

    community_ticket_id = fields.Many2one(
        "community.ticket",
        "Ticket",
        index="btree_not_null",
        ondelete="set null",
        copy=False,
        groups=AGENT,
    )

    def action_make_ticket(self):
        """A task that is a request of a customer becomes a ticket, once."""
        self.ensure_one()
        self.check_access("write")
        if not self.community_ticket_id:
            self.community_ticket_id = self.env["community.ticket"].create(
                self._prepare_ticket()
            )
        return self.action_open_community_ticket()

    def _prepare_ticket(self):
        self.ensure_one()
        company = self.company_id or self.env.company
        return {
            "name": self.name,
            "description": self.description,
            "partner_id": self.partner_id.id,
            "company_id": company.id,
        }

    def action_open_community_ticket(self):
        self.ensure_one()
        self.check_access("read")
        self.community_ticket_id.check_access("read")
        return {
            "type": "ir.actions.act_window",
            "res_model": "community.ticket",
            "res_id": self.community_ticket_id.id,
            "views": [(False, "form")],
        }
