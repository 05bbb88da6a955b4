from odoo import api, fields, models


class CommunityTicketRuleLog(models.Model):
    """What the rules did: a row for each ticket that one of them took."""

    _name = "community.ticket.rule.log"
    _description = "Log of Routing"
    _inherit = "community.pen.guard"
    _order = "id DESC"
    _rec_name = "rule_id"
    _pen = "ticket_rule_log"

    rule_id = fields.Many2one(
        "community.ticket.rule", readonly=True, index=True, ondelete="cascade"
    )
    ticket_id = fields.Many2one(
        "community.ticket", required=True, readonly=True, index=True, ondelete="cascade"
    )
    group_id = fields.Many2one(
        "community.ticket.group", readonly=True, index=True, ondelete="cascade"
    )
    user_id = fields.Many2one("res.users", "Agent", readonly=True)
    company_id = fields.Many2one("res.company", readonly=True, index=True)
    date = fields.Datetime(readonly=True, default=fields.Datetime.now, index=True)

    @api.model
    def _note(self, routed):
        """:param routed: {ticket: Routed}"""
        self._with_pen().create(
            [
                {
                    "rule_id": result.rule_id,
                    "ticket_id": ticket.id,
                    "group_id": result.group_id,
                    "user_id": ticket.user_id.id,
                    "company_id": ticket.company_id.id,
                }
                for ticket, result in routed.items()
            ]
        )
