from odoo import fields, models

from ..tools.promise import (
    FIRST_ANSWER,
    KINDS,
    SOLUTION,
    UPDATE,
    Clock,
    PromiseTicket,
    change,
    find_policy,
    pause,
    resume,
)
from .community_ticket_promise import RUNNING
from .community_ticket_stage import DONE_KINDS

RESTING_KINDS = ("waiting", "hold")
# What decides which policy holds.
DECIDING = frozenset(
    {"type_id", "group_id", "priority", "organisation_id", "partner_id", "contract_id"}
)


class CommunityTicket(models.Model):
    """Promises follow the ticket: they begin, rest, change, are kept or broken."""

    _inherit = "community.ticket"

    promise_ids = fields.One2many("community.ticket.promise", "ticket_id", "Promises")

    def _after_routing(self):
        result = super()._after_routing()
        self._begin_promises((FIRST_ANSWER, SOLUTION))
        return result

    def write(self, vals):
        result = super().write(vals)
        # A new ticket is promised nothing before it has its group.
        if DECIDING & vals.keys() and not self.env.context.get("community_routing"):
            self._change_promises()
        return result

    def _after_stage(self, before):
        result = super()._after_stage(before)
        for kind, tickets in self.grouped("stage_kind").items():
            if kind in DONE_KINDS:
                tickets._keep_promises((FIRST_ANSWER, SOLUTION))
                tickets._drop_promises((UPDATE,))
            elif before in DONE_KINDS:
                tickets._begin_promises((SOLUTION,))
            elif kind in RESTING_KINDS:
                tickets._rest_promises()
            else:
                tickets._resume_promises()
        return result

    # ------------------------------------------------------------
    # POLICIES
    # ------------------------------------------------------------

    def _get_policies(self):
        """The policy that holds for each, gathered in bulk.

        :return: {ticket: PolicyFacts}, without those for whom none holds
        """
        found = {}
        # sudo: what holds for a ticket is decided whoever makes or moves it.
        for company, tickets in self.sudo().grouped("company_id").items():
            policies = self.env["community.ticket.policy"]._get_policies(company.id)
            for ticket in tickets if policies else ():
                policy = find_policy(ticket._get_promise_facts(), policies)
                if policy:
                    found[self.browse(ticket.id)] = policy
        return found

    def _get_promise_facts(self):
        self.ensure_one()
        return PromiseTicket(
            type_id=self.type_id.id or 0,
            group_id=self.group_id.id or 0,
            organisation_id=self.organisation_id.id or 0,
            plan_id=self.contract_id.plan_id.id or 0,
            is_vip=self.organisation_id.is_ticket_vip,
            priority=int(self.priority),
            coverage=self.coverage or "none",
        )

    # ------------------------------------------------------------
    # STEPS
    # ------------------------------------------------------------

    def _begin_promises(self, kinds):
        """New promises of these kinds; one that runs already is left alone."""
        policies = self._get_policies()
        if not policies:
            return
        promises = self.env["community.ticket.promise"]._with_pen()
        running = {
            (each.ticket_id.id, each.kind)
            for each in promises.search(
                [("ticket_id", "in", self.ids), ("state", "in", RUNNING)]
            )
        }
        now = fields.Datetime.now()
        rows = [
            ticket._prepare_promise(policy, kind, now)
            for ticket, policy in policies.items()
            for kind in kinds
            if policy.get_minutes(kind) and (ticket.id, kind) not in running
        ]
        if rows:
            promises.create(rows)
            self._refresh_promise_state()

    def _prepare_promise(self, policy, kind, now):
        self.ensure_one()
        rests = self.stage_kind in RESTING_KINDS
        clock = Clock(policy.get_minutes(kind), 0.0, None if rests else now)
        return {
            "ticket_id": self.id,
            "policy_id": policy.policy_id,
            "kind": kind,
            **self.env["community.ticket.promise"]._prepare_clock(
                clock, policy.calendar_id
            ),
        }

    def _get_running(self, kinds=KINDS):
        promises = self.env["community.ticket.promise"]._with_pen()
        return promises.search(
            [
                ("ticket_id", "in", self.ids),
                ("kind", "in", list(kinds)),
                ("state", "in", RUNNING),
            ]
        )

    def _keep_promises(self, kinds):
        """They are kept now; one whose time was over before is broken."""
        now = fields.Datetime.now()
        running = self._get_running(kinds)
        late = running.filtered(lambda each: each.deadline and each.deadline < now)
        late.write({"state": "missed", "missed_at": now, "met_at": now})
        (running - late).write({"state": "met", "met_at": now})
        self._refresh_promise_state()

    def _drop_promises(self, kinds):
        self._get_running(kinds).write({"state": "void"})
        self._refresh_promise_state()

    def _rest_promises(self):
        now = fields.Datetime.now()
        for promise in self._get_running():
            clock = pause(promise._get_clock(), now, promise._get_stretches())
            promise.write(promise._prepare_clock(clock, promise.calendar_id.id))
        self._refresh_promise_state()

    def _resume_promises(self):
        now = fields.Datetime.now()
        for promise in self._get_running():
            clock = resume(promise._get_clock(), now)
            promise.write(promise._prepare_clock(clock, promise.calendar_id.id))
        self._refresh_promise_state()

    def _change_promises(self):
        """Another policy may hold now: deadlines follow, time used stays used."""
        running = self._get_running()
        policies = self._get_policies()
        now = fields.Datetime.now()
        for promise in running:
            policy = policies.get(self.browse(promise.ticket_id.id))
            minutes = policy.get_minutes(promise.kind) if policy else 0
            if not minutes:
                promise.write({"state": "void"})
                continue
            if (policy.policy_id, minutes) == (promise.policy_id.id, promise.minutes):
                continue
            clock = change(promise._get_clock(), minutes, now, promise._get_stretches())
            vals = promise._prepare_clock(clock, policy.calendar_id)
            promise.write(vals | {"policy_id": policy.policy_id, "warned_at": False})
        self.filtered(lambda each: each.stage_kind not in DONE_KINDS)._begin_missing(
            policies
        )
        self._refresh_promise_state()

    def _begin_missing(self, policies):
        """What the new policy promises and was not promised before."""
        rows = self.env["community.ticket.promise"]._with_pen()
        rows = rows.search([("ticket_id", "in", self.ids)])
        made = {(row.ticket_id.id, row.kind) for row in rows if row.state != "void"}
        for kind in (FIRST_ANSWER, SOLUTION):
            lacking = self.filtered(
                lambda each, kind=kind: (
                    each in policies
                    and not (kind == FIRST_ANSWER and each.first_answer_at)
                    and (each.id, kind) not in made
                )
            )
            lacking._begin_promises((kind,))

    def _promise_news(self, mode):
        """Somebody wrote: the next news are due, if the policy says so."""
        for ticket, policy in self._get_policies().items():
            if policy.update_mode == mode and ticket.stage_kind not in DONE_KINDS:
                ticket._begin_promises((UPDATE,))
