from odoo import api, fields, models
from odoo.exceptions import UserError

PROJECT_USER = "project.group_project_user"


class CommunityTicket(models.Model):
    """The tasks that a ticket became."""

    _inherit = "community.ticket"

    task_ids = fields.One2many(
        "project.task", "community_ticket_id", "Tasks", groups=PROJECT_USER
    )
    task_count = fields.Integer(
        "Number of Tasks", compute="_compute_task_count", groups=PROJECT_USER
    )

    @api.depends_context("uid", "allowed_company_ids")
    def _compute_task_count(self):
        self.check_access("read")
        groups = self.env["project.task"]._read_group(
            [("community_ticket_id", "in", self.ids)],
            ["community_ticket_id"],
            ["__count"],
        )
        counts = {ticket.id: count for ticket, count in groups}
        for ticket in self:
            ticket.task_count = counts.get(ticket._origin.id, 0)

    def action_make_task(self):
        """Ask for the project, then make the task."""
        self.ensure_one()
        self.check_access("write")
        self._check_may_leave()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Make a Task"),
            "res_model": "community.ticket.task.make",
            "views": [(False, "form")],
            "target": "new",
            "context": {"default_ticket_id": self.id},
        }

    def action_open_tasks(self):
        self.ensure_one()
        self.check_access("read")
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "project.action_view_all_task"
        )
        return action | {
            "domain": [("community_ticket_id", "=", self.id)],
            "context": {"default_community_ticket_id": self.id},
        }

    def _check_may_leave(self):
        """:raises UserError: for a ticket that its group keeps to itself"""
        for ticket in self:
            if ticket.visibility == "confidential":
                raise UserError(
                    self.env._(
                        "%(ticket)s is confidential: a task would show it to others.",
                        ticket=ticket.display_name,
                    )
                )

    def _drop_strangers(self):
        """A ticket that becomes confidential is no longer named on its tasks."""
        result = super()._drop_strangers()
        secret = self.filtered(lambda each: each.visibility == "confidential")
        # sudo: tasks of every project lose the name of the ticket.
        tasks = self.env["project.task"].sudo()
        tasks = tasks.search([("community_ticket_id", "in", secret.ids)])
        tasks.write({"community_ticket_id": False})
        return result
