import json
from collections import defaultdict
from datetime import timedelta

import pytz

from odoo import api, fields, models

from ..tools.assignment import Wish, choose, give
from ..tools.routing import TicketFacts, route
from .community_ticket_stage import DONE_KINDS

DAY = timedelta(days=1)
QUIET = {"tracking_disable": True, "mail_notrack": True, "community_routing": True}


class CommunityTicket(models.Model):
    """Rules take new tickets to a group and to one of its agents, and say why."""

    _inherit = "community.ticket"

    rule_id = fields.Many2one(
        "community.ticket.rule",
        "Routed By",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="set null",
    )
    route_reason = fields.Json(readonly=True, copy=False)
    assigned_at = fields.Datetime(readonly=True, copy=False)

    _agents_load = models.Index("(user_id, stage_kind) WHERE user_id IS NOT NULL")
    _agents_latest = models.Index(
        "(user_id, assigned_at DESC) WHERE assigned_at IS NOT NULL"
    )

    @api.model
    def _get_derived(self):
        return super()._get_derived() | {"rule_id", "route_reason", "assigned_at"}

    @api.model_create_multi
    def create(self, vals_list):
        tickets = super().create(vals_list)
        by_hand = tickets.filtered("user_id")
        if by_hand:
            by_hand._keep({"assigned_at": fields.Datetime.now()})
        # sudo: rules decide for whoever makes a ticket; he may not see where it goes.
        tickets.sudo().with_context(**QUIET)._route_new()
        tickets._after_routing()
        return tickets

    def write(self, vals):
        moved = vals.get("group_id") and "user_id" not in vals
        if moved:
            group = self.env["community.ticket.group"].browse(vals["group_id"])
            stranded = self._get_stranded(group)
            if stranded:
                super(CommunityTicket, stranded).write(vals | {"user_id": False})
            rest = self - stranded
        else:
            rest = self
        result = super(CommunityTicket, rest).write(vals)
        if vals.get("user_id"):
            self._keep({"assigned_at": fields.Datetime.now()})
        if moved:
            # sudo: the new group hands it out in its own way.
            self.sudo()._route_within_group()
        return result

    def _get_stranded(self, group):
        """Those whose agent may not work in `group`; there he lets go of them."""
        return self.filtered(
            lambda each: (
                each.user_id
                and group.visibility != "all"
                and not group._lets_change(each.user_id)
            )
        )

    # ------------------------------------------------------------
    # FACTS
    # ------------------------------------------------------------

    def _get_route_facts(self, rules):
        """What rules look at, gathered in bulk.

        :return: {ticket: TicketFacts}
        """
        in_hours = self._get_hours_of({facts.calendar_id for facts, *_rest in rules})
        people = self.partner_id | self.organisation_id
        people.fetch(["lang", "is_ticket_vip", "tz"])
        facts = {}
        for ticket in self:
            zone = pytz.timezone(ticket.company_id.partner_id.tz or "UTC")
            at = ticket.create_date or fields.Datetime.now()
            facts[ticket] = TicketFacts(
                type_id=ticket.type_id.id or 0,
                priority=int(ticket.priority),
                tag_ids=frozenset(ticket.tag_ids.ids),
                subject=ticket.name or "",
                lang=ticket.lang or ticket.organisation_id.lang or "",
                organisation_id=ticket.organisation_id.id or 0,
                is_vip=ticket.organisation_id.is_ticket_vip,
                mail_domain=(ticket.email_from or "").rpartition("@")[2].strip("> "),
                channel=ticket.channel,
                coverage=ticket.coverage or "none",
                at=pytz.utc.localize(at).astimezone(zone).replace(tzinfo=None),
                in_hours=in_hours.get(ticket, frozenset()),
            )
        return facts

    def _get_hours_of(self, calendar_ids):
        """In the working time of which calendars each ticket came in.

        :return: {ticket: frozenset of calendar ids}
        """
        found = defaultdict(set)
        calendars = self.env["resource.calendar"].browse(calendar_ids - {0})
        now = fields.Datetime.now()
        for calendar in calendars:
            moments = {ticket.create_date or now for ticket in self}
            begin = pytz.utc.localize(min(moments))
            end = pytz.utc.localize(max(moments))
            stretches = calendar._work_intervals_batch(begin - DAY, end + DAY)
            spans = [(start, stop) for start, stop, _what in stretches[False]]
            for ticket in self:
                at = pytz.utc.localize(ticket.create_date or now)
                if any(start <= at < stop for start, stop in spans):
                    found[ticket].add(calendar.id)
        return {ticket: frozenset(ids) for ticket, ids in found.items()}

    # ------------------------------------------------------------
    # ROUTING
    # ------------------------------------------------------------

    def _route_new(self):
        """Apply the rules to those without a group; groups hand out the others."""
        without = self.filtered(lambda each: not each.group_id and not each.user_id)
        for company, tickets in without.grouped("company_id").items():
            tickets._apply_rules(
                self.env["community.ticket.rule"]._get_rules(company.id)
            )
        (self - without)._route_within_group()

    def _apply_rules(self, rules):
        """The first rule that fits takes each; the result is kept with its reasons."""
        if not rules:
            return
        facts = self._get_route_facts(rules)
        by_rule = {rule.rule_id: (wish, way) for rule, wish, way in rules}
        routed = {
            ticket: route(facts[ticket], [rule for rule, *_rest in rules])
            for ticket in self
        }
        records = self.env["community.ticket.rule"].browse(by_rule)
        wishes = {}
        for ticket, result in routed.items():
            if result.rule_id:
                wish, way = by_rule[result.rule_id]
                wishes[ticket] = (wish, way)
        chosen = self._choose_agents(
            {ticket: routed[ticket].group_id for ticket in wishes}, wishes
        )
        records.fetch(["set_priority", "add_tag_ids"])
        self._keep_routes(
            {
                ticket: ticket._prepare_route(result, chosen.get(ticket), records)
                for ticket, result in routed.items()
            }
        )
        self.env["community.ticket.rule.log"]._note(
            {ticket: routed[ticket] for ticket in wishes}
        )

    def _keep_routes(self, vals_of):
        """Write what was decided, once for all tickets that get the same.

        :param vals_of: {ticket: vals}
        """
        same = defaultdict(self.browse)
        for ticket, vals in vals_of.items():
            same[json.dumps(vals, sort_keys=True)] |= ticket
        for tickets in same.values():
            tickets.write(vals_of[tickets[0]])

    def _prepare_route(self, result, choice, records):
        """:return: dict of what was decided, in the fewest columns"""
        self.ensure_one()
        reason = {"rule": result.decision.to_json()}
        vals = {"route_reason": reason}
        if result.rule_id:
            rule = records.browse(result.rule_id)
            vals |= {"rule_id": rule.id, "group_id": result.group_id}
            if rule.set_priority and rule.set_priority > self.priority:
                vals["priority"] = rule.set_priority
            if rule.add_tag_ids:
                vals["tag_ids"] = [
                    fields.Command.link(tag) for tag in rule.add_tag_ids.ids
                ]
        if choice:
            reason["agent"] = choice.decision.to_json()
            if choice.user_id:
                vals |= {"user_id": choice.user_id}
        return vals

    def _route_within_group(self):
        """Groups that hand out their tickets choose an agent."""
        waiting = self.filtered(
            lambda each: (
                each.group_id.assign_way not in (False, "none")
                and each.stage_kind not in DONE_KINDS
                and (not each.user_id or not each.group_id._lets_change(each.user_id))
            )
        )
        if not waiting:
            return
        chosen = self._choose_agents(
            {ticket: ticket.group_id.id for ticket in waiting}, {}
        )
        vals_of = {}
        for ticket, choice in chosen.items():
            reason = dict(ticket.route_reason or {})
            reason["agent"] = choice.decision.to_json()
            vals_of[ticket] = {"user_id": choice.user_id, "route_reason": reason}
        self._keep_routes(vals_of)

    def _choose_agents(self, group_of, wishes):
        """One after the other, so that a batch is spread over the group.

        :param group_of: {ticket: group id}
        :param wishes: {ticket: (Wish, way or "")}
        :return: {ticket: Choice}, without those whose group hands nothing out
        """
        groups = self.env["community.ticket.group"].browse(set(group_of.values()))
        ways = {group.id: group.assign_way for group in groups}
        needed = {}
        for ticket, group_id in group_of.items():
            wish, way = wishes.get(ticket, (Wish(), ""))
            way = way or ways[group_id]
            if way != "none":
                lang = ticket.lang or ticket.organisation_id.lang or ""
                needed[ticket] = Wish(**vars(wish) | {"way": way, "lang": lang})
        agents = groups.filtered(
            lambda group: group.id in {group_of[ticket] for ticket in needed}
        )._get_agents()
        now = fields.Datetime.now().timestamp()
        chosen = {}
        for place, (ticket, wish) in enumerate(needed.items()):
            choice = choose(agents[group_of[ticket]], wish)
            chosen[ticket] = choice
            if choice.user_id:
                self._count_given(agents, choice.user_id, now + place / 1000)
        return chosen

    @api.model
    def _count_given(self, agents, user_id, at):
        """One more for an agent, in all groups he belongs to."""
        for members in agents.values():
            members[:] = [
                give(agent, at) if agent.user_id == user_id else agent
                for agent in members
            ]

    def action_route_again(self):
        """Let the rules decide once more, as if the ticket were new."""
        self.check_access("write")
        # sudo: rules decide; whoever asks may not see where it goes.
        tickets = self.sudo().filtered(lambda each: each.stage_kind not in DONE_KINDS)
        tickets.write({"group_id": False, "user_id": False, "rule_id": False})
        tickets._route_new()
