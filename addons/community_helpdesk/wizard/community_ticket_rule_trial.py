from datetime import timedelta

from odoo import api, fields, models

from ..tools.routing import route

AT_MOST = 5000
SHOWN = 200
LONGEST = 3650  # days


class CommunityTicketRuleTrial(models.TransientModel):
    """What a rule would have done with past tickets, before it is switched on."""

    _name = "community.ticket.rule.trial"
    _description = "Trial of a Routing Rule"

    rule_id = fields.Many2one(
        "community.ticket.rule", required=True, ondelete="cascade", readonly=True
    )
    days = fields.Integer("Tickets of the Last Days", default=30, required=True)
    looked_at = fields.Integer("Tickets Looked At", readonly=True)
    taken = fields.Integer("It Would Take", readonly=True)
    moved = fields.Integer("Which Are in Another Group Today", readonly=True)
    line_ids = fields.One2many(
        "community.ticket.rule.trial.line", "trial_id", readonly=True
    )

    @api.model_create_multi
    def create(self, vals_list):
        trials = super().create(vals_list)
        for trial in trials:
            trial._run()
        return trials

    def action_run(self):
        self.check_access("write")
        self._run()
        return self._reopen()

    def _reopen(self):
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Try on Past Tickets"),
            "res_model": self._name,
            "res_id": self.id,
            "view_mode": "form",
            "target": "new",
        }

    def _run(self):
        """Route the tickets that one may see by the rules in force and this one."""
        self.ensure_one()
        since = fields.Datetime.now() - timedelta(days=min(max(1, self.days), LONGEST))
        tickets = self.env["community.ticket"].search(
            [
                ("create_date", ">=", since),
                ("company_id", "=", self.rule_id.company_id.id),
            ],
            order="id DESC",
            limit=AT_MOST,
        )
        rules = self._get_rules()
        facts = tickets._get_route_facts(rules) if tickets else {}
        taken = [
            ticket
            for ticket in tickets
            if route(facts[ticket], [rule for rule, *_rest in rules]).rule_id
            == self.rule_id.id
        ]
        moved = [ticket for ticket in taken if ticket.group_id != self.rule_id.group_id]
        self.line_ids.unlink()
        self.write(
            {
                "looked_at": len(tickets),
                "taken": len(taken),
                "moved": len(moved),
                "line_ids": [
                    fields.Command.create({"ticket_id": ticket.id})
                    for ticket in taken[:SHOWN]
                ],
            }
        )

    def _get_rules(self):
        """The rules in force with this one in its place."""
        rules = self.env["community.ticket.rule"]
        known = rules.search([("company_id", "=", self.rule_id.company_id.id)])
        return [rule._get_facts() for rule in (known | self.rule_id).sorted()]


class CommunityTicketRuleTrialLine(models.TransientModel):
    """A ticket that the rule would take."""

    _name = "community.ticket.rule.trial.line"
    _description = "Ticket of a Trial"

    trial_id = fields.Many2one(
        "community.ticket.rule.trial", required=True, index=True, ondelete="cascade"
    )
    ticket_id = fields.Many2one("community.ticket", required=True, ondelete="cascade")
    date = fields.Datetime("Came In", related="ticket_id.create_date")
    group_id = fields.Many2one(related="ticket_id.group_id", string="Group Today")
    user_id = fields.Many2one(related="ticket_id.user_id", string="Agent Today")
