from odoo import api, fields, models
from odoo.tools import format_date

from .community_plan_counts import RUNNING


class CommunityContract(models.Model):
    """What somebody who accepts a draft should know before."""

    _inherit = "community.contract"

    has_warning = fields.Boolean(compute="_compute_alerts")

    @api.depends("partner_id", "plan_id", "date_start", "seat_ids.partner_id")
    def _compute_alerts(self):
        result = super()._compute_alerts()
        for contract in self:
            drafts = contract._get_draft_alerts()
            contract.alerts = (contract.alerts or []) + drafts
            contract.has_warning = bool(drafts)
        return result

    def _get_draft_alerts(self):
        """Why acceptance is refused, and what it would not refuse by itself."""
        self.ensure_one()
        if self.state != "draft" or not self.partner_id or not self.plan_id:
            return []
        refusals = self._get_rule_refusals()
        alerts = [
            self._prepare_alert(
                "refused",
                "danger",
                "fa-ban",
                self.env._("Cannot be accepted: %(reason)s", reason=reason),
            )
            for reason in refusals
        ]
        alerts += [
            self._prepare_alert("draft", "warning", "fa-exclamation-triangle", text)
            for text in self._get_doubts()
        ]
        return alerts

    def _get_rule_refusals(self):
        """Why the rules of the plan refuse this holder and these seats."""
        self.ensure_one()
        day = self.date_start or fields.Date.context_today(self)
        plan = self.plan_id
        return [
            *plan._get_refusals(self.partner_id, day),
            *plan._get_seat_refusals(self),
        ]

    def _get_doubts(self):
        """What no rule refuses, and what an officer may do about it."""
        # sudo: the standing of a member, for whoever makes a contract with him
        member = self.sudo().partner_id
        doubts = []
        if member.member_state == "suspended" and not self._begins_after_suspension():
            doubts.append(self._say_suspended(member))
        if self.plan_id.grants_membership and not member._is_admitted():
            doubts.append(
                self.env._(
                    "%(name)s is not admitted yet. Accepted here, the contract is "
                    "billed all the same; the member can accept it on the portal only "
                    "after the decision.",
                    name=member.name,
                )
            )
        if twin := self._get_twin():
            doubts.append(
                self.env._(
                    "%(name)s holds “%(plan)s” already: %(contract)s. Both would be "
                    "billed.",
                    name=member.name,
                    plan=self.plan_id.name,
                    contract=twin.name,
                )
            )
        return doubts

    def _begins_after_suspension(self):
        # sudo: as above
        until = self.sudo().partner_id.membership_suspended_until
        return bool(until and self.date_start and self.date_start > until)

    def _say_suspended(self, member):
        until = member.membership_suspended_until
        if not until:
            return self.env._(
                "%(name)s is suspended. An accepted contract is billed all the same: "
                "end the suspension first, or accept it if that was agreed.",
                name=member.name,
            )
        return self.env._(
            "%(name)s is suspended until %(date)s. An accepted contract is billed all "
            "the same: choose a later first day, or accept it if that was agreed.",
            name=member.name,
            date=format_date(self.env, until),
        )

    def _get_twin(self):
        """A running contract of the same member and plan."""
        return self.search(
            [
                ("partner_id", "=", self.partner_id._origin.id),
                ("plan_id", "=", self.plan_id._origin.id),
                ("state", "in", RUNNING),
                ("id", "!=", self._origin.id),
            ],
            limit=1,
        )
