"""The help desk of the club: groups, rules, promises, and what is asked these days."""

from datetime import timedelta

from odoo import Command, fields
from odoo.tools import SQL

from .helpdesk_data import AGENTS, ANSWERS, GROUPS, RULES, SCORES, TICKETS
from .world import World


def make_helpdesk(world: World) -> None:
    _make_groups(world)
    _make_rules(world)
    _make_organisations(world)
    tickets = _make_tickets(world)
    _let_live(world, tickets)


def _make_groups(world):
    world.load(
        "community.ticket.group",
        {
            name: {
                "name": label,
                "kind": kind,
                "visibility": visibility,
                "alias_name": address,
                "company_id": world.club.id,
                "assign_way": "balanced" if name == "helpdesk_technical" else "none",
                "member_ids": [
                    Command.create({"user_id": world[f"demo_user_{agent}"].id})
                    for agent in AGENTS[name]
                ],
            }
            for name, (label, kind, visibility, address) in GROUPS.items()
        },
        company=world.club,
    )
    world.load(
        "community.ticket.answer",
        {
            name: {"name": label, "text": text}
            for name, (label, text) in ANSWERS.items()
        },
    )


def _make_rules(world):
    for place, (label, group, words, kind) in enumerate(RULES):
        types = kind and world[f"community_helpdesk.type_{kind}"].ids
        world.load(
            "community.ticket.rule",
            {
                f"helpdesk_rule_{place}": {
                    "name": label,
                    "sequence": place,
                    "active": True,
                    "company_id": world.club.id,
                    "group_id": world[group].id,
                    "words": words,
                    "type_ids": [Command.set(types or [])],
                }
            },
        )
    world.load(
        "community.ticket.policy",
        {
            "helpdesk_promise_urgent": {
                "name": "Urgent, around the clock",
                "sequence": 1,
                "company_id": world.club.id,
                "priority_from": "3",
                "first_answer_hours": 2,
                "solution_hours": 12,
            },
            "helpdesk_promise_all": {
                "name": "Everybody",
                "sequence": 9,
                "company_id": world.club.id,
                "calendar_id": world.club.resource_calendar_id.id,
                "first_answer_hours": 8,
                "update_hours": 16,
                "solution_hours": 40,
            },
        },
    )


def _make_organisations(world):
    for name, domain in (
        ("firm_marmara", "marmaralojistik.example.com"),
        ("firm_kartal", "kartalmotor.example.com"),
    ):
        firm = world[name].commercial_partner_id
        firm.write({"shares_tickets": True, "is_ticket_vip": name == "firm_marmara"})
        world.load(
            "community.ticket.domain",
            {f"helpdesk_domain_{name}": {"name": domain, "partner_id": firm.id}},
        )


def _make_tickets(world):
    """Each in the state in which it came in; nobody gets a mail for it."""
    rows = {
        f"helpdesk_ticket_{place:02}": {
            "name": subject,
            "description": f"<p>{text}</p>",
            "partner_id": world[who].id,
            "type_id": world[f"community_helpdesk.type_{kind}"].id,
            "priority": priority,
            "company_id": world.club.id,
            "channel": ("phone", "backend")[place % 2],
        }
        for place, (subject, text, _days, who, kind, priority, *_rest) in enumerate(
            TICKETS
        )
    }
    return world.load("community.ticket", rows, company=world.club)


def _let_live(world, tickets):
    quiet = tickets.with_context(community_quiet=True)
    for ticket, (*_asked, days, _who, _kind, _priority, kind, answer) in zip(
        quiet, TICKETS, strict=True
    ):
        came = fields.Datetime.now() - timedelta(days=days, hours=1 + days)
        if answer:
            agent = ticket.group_id.member_ids.user_id[:1]
            ticket.user_id = ticket.user_id or agent
            # sudo: the world is built by the system, in the agent's name.
            ticket.with_user(ticket.user_id).sudo().message_post(
                body=answer,
                author_id=ticket.user_id.partner_id.id,
                message_type="comment",
                subtype_xmlid="mail.mt_comment",
                date=came + timedelta(hours=2),
            )
        ticket._move_to(kind)
        if kind in SCORES and days % 3:
            score, text = SCORES[kind]
            ticket._keep({"score": score, "score_text": text, "scored_at": came})
        _backdate(world, ticket, came)


def _backdate(world, ticket, came):
    """It came in days ago: dates that the database sets by itself."""
    answered = came + timedelta(hours=2)
    done = ticket.stage_kind in ("solved", "closed")
    ticket._keep(
        {
            "first_answer_at": answered if ticket.first_answer_at else False,
            "solved_at": answered + timedelta(hours=20) if done else False,
        }
    )
    world.env.flush_all()
    world.env.cr.execute(
        SQL(
            "UPDATE community_ticket SET create_date = %s WHERE id = %s",
            came,
            ticket.id,
        )
    )
    ticket.invalidate_recordset(["create_date"])
