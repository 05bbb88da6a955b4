from odoo import api, fields, models
from odoo.exceptions import UserError


class CommunityTicket(models.Model):
    """Time on a ticket: the clock starts from here, and the total stands here."""

    _inherit = "community.ticket"

    service_record_ids = fields.One2many(
        "community.service.record", "ticket_id", "Service Records"
    )
    service_seconds = fields.Integer("Time", compute="_compute_service_seconds")
    service_record_count = fields.Integer(compute="_compute_service_seconds")

    @api.depends_context("uid", "allowed_company_ids")
    def _compute_service_seconds(self):
        self.check_access("read")
        records = self.env["community.service.record"]
        totals = {}
        if records.has_access("read"):
            groups = records._read_group(
                [("ticket_id", "in", self.ids)],
                ["ticket_id"],
                ["seconds:sum", "__count"],
            )
            totals = {ticket.id: (total, count) for ticket, total, count in groups}
        for ticket in self:
            total, count = totals.get(ticket._origin.id, (0, 0))
            ticket.service_seconds = total
            ticket.service_record_count = count

    def action_start_clock(self):
        """The clock runs for the requester of this ticket."""
        self.ensure_one()
        self.check_access("read")
        self._start_clock()

    def _start_clock(self):
        """The own unfinished record of the ticket goes on, else a new one begins.

        :return: community.service.record
        """
        self.ensure_one()
        if not self.partner_id:
            raise UserError(
                self.env._("Who asks? Name the requester, then start the clock.")
            )
        record = self.env["community.service.record"].search(
            [
                ("ticket_id", "=", self.id),
                ("user_id", "=", self.env.uid),
                ("state", "in", ("running", "paused")),
            ],
            limit=1,
        )
        if record:
            record._start_clock()
            return record
        return record.create(
            {
                "partner_id": self.partner_id.id,
                "ticket_id": self.id,
                "company_id": self.company_id.id,
                **({"contract_id": self.contract_id.id} if self.contract_id else {}),
            }
        )

    def action_open_service_records(self):
        self.ensure_one()
        self.check_access("read")
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "community_helpdesk.community_service_record_action"
        )
        return action | {
            "domain": [("ticket_id", "=", self.id)],
            "context": {
                "default_ticket_id": self.id,
                "default_partner_id": self.partner_id.id,
            },
        }

    def _merge_into(self, target):
        """Time that was written on a ticket goes to the one it became."""
        result = super()._merge_into(target)
        # sudo: the time goes with the ticket, whoever wrote it.
        self.sudo().service_record_ids.write({"ticket_id": target.id})
        return result
