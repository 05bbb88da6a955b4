from odoo import api, fields, models


class CommunityTicket(models.Model):
    """What has to be done, step by step."""

    _inherit = "community.ticket"

    step_ids = fields.One2many("community.ticket.step", "ticket_id", "Checklist")
    step_progress = fields.Char("Steps", compute="_compute_step_progress")

    @api.depends("step_ids.is_done")
    def _compute_step_progress(self):
        self.check_access("read")
        rows = self.env["community.ticket.step"]._read_group(
            [("ticket_id", "in", self.ids)], ["ticket_id", "is_done"], ["__count"]
        )
        for ticket in self:
            mine = {done: n for owner, done, n in rows if owner == ticket._origin}
            total = sum(mine.values())
            ticket.step_progress = f"{mine.get(True, 0)}/{total}" if total else False

    @api.model_create_multi
    def create(self, vals_list):
        tickets = super().create(vals_list)
        tickets._add_checklist()
        return tickets

    def _add_checklist(self):
        """The steps of the type, for tickets that have none yet."""
        # sudo: the steps of the type are everybody's.
        vals_list = [
            {"ticket_id": ticket.id, "name": name, "sequence": place}
            for ticket in self.sudo().filtered("type_id.checklist")
            if not ticket.step_ids
            for place, name in enumerate(ticket.type_id._get_checklist(), start=1)
        ]
        if vals_list:
            # sudo: whoever asks makes the steps with the ticket.
            self.env["community.ticket.step"].sudo().create(vals_list)
