from odoo import api, models

from . import (
    applications,
    approvals,
    cards,
    contract_costs,
    contract_life,
    credit,
    dealings,
    debts,
    desk,
    events,
    faces,
    firms,
    gates,
    helpdesk,
    lists,
    messages,
    money,
    orders,
    people,
    phones,
    plan_words,
    plans,
    recognition,
    relatives,
    subscriptions,
    visits,
)
from .world import World


class CommunitySuiteDemo(models.AbstractModel):
    """Fills a database with a living club; called from the demo files only."""

    _name = "community.suite.demo"
    _description = "Demo World"

    @api.model
    def _build(self):
        world = World(self.env)
        lists.make_lists(world)
        members = people.make_members(world)
        faces.make_faces(world, members)
        relatives.make_relatives(world)
        firms.make_firms(world)
        cards.make_cards(world, members)
        recognition.make_rules(world)
        money.make_money(world, members)
        firms.make_targets(world)
        credit.make_credit(world)
        dealings.make_dealings(world)
        desk.make_desk(world, members)
        applications.make_applications(world, members)
        plans.make_plans(world)
        plan_words.say_plans(world)
        debts.make_rules(world)
        contracts = subscriptions.make_contracts(world, members)
        contract_life.let_live(world, contracts)
        contract_costs.make_costs(world, contracts)
        recognition.make_recognition(world, members)
        events.make_events(world, members)
        approvals.make_approvals(world, members)
        messages.make_consents(world, members)
        phones.make_phones(world, members)
        messages.make_messages(world)
        debts.let_dun(world)
        gates.make_gates(world)
        helpdesk.make_helpdesk(world)
        visits.make_visits(world)

    @api.model
    def _build_orders(self):
        """After the log-ins: people order as themselves."""
        orders.make_portal_orders(World(self.env))
