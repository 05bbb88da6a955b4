from odoo import api, fields, models


class CommunityTicketTaskMake(models.TransientModel):
    """A ticket that needs planned work becomes a task of a project."""

    _name = "community.ticket.task.make"
    _description = "Task from a Ticket"
    _inherit = "community.member.card.number.guard"

    ticket_id = fields.Many2one("community.ticket", required=True, ondelete="cascade")
    company_id = fields.Many2one(related="ticket_id.company_id")
    project_id = fields.Many2one(
        "project.project",
        compute="_compute_project_id",
        store=True,
        readonly=False,
        precompute=True,
        required=True,
        ondelete="cascade",
        domain="[('company_id', 'in', (company_id, False))]",
    )
    name = fields.Char(
        compute="_compute_name",
        store=True,
        readonly=False,
        precompute=True,
        required=True,
    )

    @api.depends("ticket_id")
    def _compute_name(self):
        for wizard in self:
            wizard.name = wizard.ticket_id.name

    @api.depends("ticket_id")
    def _compute_project_id(self):
        for wizard in self:
            contract = wizard.ticket_id.contract_id
            domain = [("community_contract_id", "=", contract.id)]
            projects = self.env["project.project"]
            wizard.project_id = contract and projects.search(domain, limit=1)

    def action_make(self):
        self.ensure_one()
        self.check_access("write")
        ticket = self.ticket_id
        ticket.check_access("write")
        ticket._check_may_leave()
        task = self.env["project.task"].create(self._prepare_task())
        return {
            "type": "ir.actions.act_window",
            "res_model": "project.task",
            "res_id": task.id,
            "views": [(False, "form")],
        }

    def _prepare_task(self):
        ticket = self.ticket_id
        return {
            "name": self.name,
            "project_id": self.project_id.id,
            "description": ticket.description,
            "partner_id": ticket.partner_id.id,
            "community_ticket_id": ticket.id,
            "community_contract_id": ticket.contract_id.id,
        }
