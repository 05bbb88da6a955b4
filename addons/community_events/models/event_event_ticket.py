from odoo import fields, models


class EventEventTicket(models.Model):
    _inherit = "event.event.ticket"

    members_only = fields.Boolean(help="Members alone can take this ticket.")
    early_rank_id = fields.Many2one(
        "community.rank",
        "Early For Rank",
        help="Members of this rank and above may book before registration opens.",
    )
    early_days = fields.Integer("Days Early")

    def _costs_money(self):
        """Hook: whether this ticket is sold; without sales all are free."""
        self.ensure_one()
        return False
