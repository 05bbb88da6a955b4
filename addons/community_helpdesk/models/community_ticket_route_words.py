from odoo import api, fields, models
from odoo.tools import format_list


class CommunityTicket(models.Model):
    """Which rule took a ticket and why, in words."""

    _inherit = "community.ticket"

    route_text = fields.Text("Why Here", compute="_compute_route_text")

    @api.depends("route_reason", "rule_id")
    @api.depends_context("lang")
    def _compute_route_text(self):
        for ticket in self:
            reason = ticket.route_reason or {}
            parts = []
            if "rule" in reason:
                parts.append(ticket._get_rule_words(reason["rule"]["reasons"]))
            if "agent" in reason:
                parts.append(ticket._get_agent_words(reason["agent"]["reasons"]))
            ticket.route_text = "\n".join(filter(None, parts))

    def _get_rule_words(self, reasons):
        self.ensure_one()
        if reasons and reasons[0]["code"] == "no_rule_fits":
            return self.env._(
                "None of %(count)s rules fits.", count=reasons[0]["facts"]["tried"]
            )
        words = [self._get_condition_words(each) for each in reasons]
        return self.env._(
            "Rule “%(rule)s”: %(reasons)s.",
            # sudo: the name of the rule explains a ticket that the reader may see.
            rule=self.sudo().rule_id.name or self.env._("deleted since"),
            reasons=format_list(self.env, words),
        )

    def _get_condition_words(self, reason):
        facts = reason["facts"]
        words = {
            "every": self.env._("every ticket"),
            "type": self.env._("its type"),
            "priority": self.env._("its priority"),
            "tags": self.env._("its tags"),
            "organisation": self.env._("the organisation"),
            "vip": self.env._("an important customer"),
            "channel": self.env._("how it came"),
            "coverage": self.env._("what the contract covers"),
            "time_inside": self.env._("it came within working hours"),
            "time_outside": self.env._("it came outside of working hours"),
        }
        if reason["code"] == "language":
            return self.env._("the language %(lang)s", lang=facts["lang"])
        if reason["code"] == "mail_domain":
            return self.env._("mail from %(domain)s", domain=facts["domain"])
        if reason["code"] == "word":
            return self.env._("“%(word)s” in the subject", word=facts["word"])
        return words[reason["code"]]

    def _get_agent_words(self, reasons):
        """How the agent was chosen, and how many were passed over for what."""
        code, facts = reasons[0]["code"], reasons[0]["facts"]
        chosen = {
            "balanced": self.env._("Given to the agent with the least to do."),
            "turns": self.env._("Given to the agent whose turn it was."),
            "senior": self.env._("Given to the most experienced agent who was free."),
            "nobody_free": self.env._("Nobody in the group could take it."),
        }
        passed = [
            self._get_passed_words(each, count)
            for each, count in sorted(facts["passed"].items())
        ]
        if not passed:
            return chosen[code]
        over = self.env._(
            "Passed over: %(reasons)s.", reasons=format_list(self.env, passed)
        )
        return f"{chosen[code]} {over}"

    @api.model
    def _get_passed_words(self, code, count):
        words = {
            "away": self.env._("%(count)s away", count=count),
            "full": self.env._("%(count)s full", count=count),
            "takes_none": self.env._("%(count)s taking no new tickets", count=count),
            "junior": self.env._("%(count)s with too little experience", count=count),
            "skill": self.env._("%(count)s without the skill", count=count),
            "language": self.env._("%(count)s without the language", count=count),
            "may_not": self.env._("%(count)s without the right", count=count),
        }
        return words[code]
