from odoo import api, fields, models, tools

KINDS = [
    ("new", "New"),
    ("open", "Open"),
    ("waiting", "Waiting for Customer"),
    ("hold", "On Hold"),
    ("solved", "Solved"),
    ("closed", "Closed"),
]
OPEN_KINDS = ("new", "open", "waiting", "hold")
DONE_KINDS = ("solved", "closed")


class CommunityTicketStage(models.Model):
    """Where a ticket stands. Names are free; what follows hangs on the meaning."""

    _name = "community.ticket.stage"
    _description = "Ticket Stage"
    _inherit = "community.member.card.number.guard"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    kind = fields.Selection(KINDS, "Meaning", required=True, default="open")
    portal_name = fields.Char(
        "Name for Customers", translate=True, help="Empty: the same name."
    )
    is_folded = fields.Boolean("Folded in Kanban")

    def _get_portal_name(self):
        self.ensure_one()
        return self.portal_name or self.name

    @api.model
    def _get_first(self, kind):
        """The first stage with a meaning.

        :raises ValueError: for a meaning that no stage has
        """
        return self.browse(self._get_first_id(kind))

    @api.model
    @tools.ormcache("kind")
    def _get_first_id(self, kind):
        # sudo: stages are known to everybody who moves a ticket, customers included.
        stage = self.sudo().search([("kind", "=", kind)], limit=1)
        if not stage:
            raise ValueError(kind)
        return stage.id

    @api.model_create_multi
    def create(self, vals_list):
        stages = super().create(vals_list)
        self.env.registry.clear_cache()
        return stages

    def write(self, vals):
        result = super().write(vals)
        self.env.registry.clear_cache()
        return result

    def unlink(self):
        result = super().unlink()
        self.env.registry.clear_cache()
        return result
