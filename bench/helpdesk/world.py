"""Customers, groups, rules and promises, and many tickets from before."""

from odoo.tools import SQL

ORGANISATIONS = 1_000
PEOPLE = 5_000
AGENTS = 12
WORDS = [
    "gate",
    "invoice",
    "band",
    "password",
    "class",
    "locker",
    "statement",
    "card",
    "refund",
    "app",
]


def make_people(env):
    """:return: ids of persons who work for organisations"""
    firms = env["res.partner"].create(
        [
            {"name": f"Firm {place} Ltd.", "is_company": True}
            for place in range(ORGANISATIONS)
        ]
    )
    people = env["res.partner"].create(
        [
            {
                "name": f"Person {place}",
                "email": f"person{place}@firm{place % ORGANISATIONS}.test",
                "parent_id": firms[place % ORGANISATIONS].id,
            }
            for place in range(PEOPLE)
        ]
    )
    return people.ids


def make_agents(env):
    role = env.ref("community_helpdesk.group_helpdesk_agent")
    peer = env.ref("helpdesk_mgmt.group_helpdesk_user", raise_if_not_found=False)
    groups = role.ids + (peer.ids if peer else [])
    return env["res.users"].create(
        [
            {
                "name": f"Agent {place}",
                "login": f"bench_agent_{place}",
                "email": f"agent{place}@club.test",
                "group_ids": [(6, 0, groups)],
            }
            for place in range(AGENTS)
        ]
    )


def make_groups(env, agents):
    """Three groups of four agents each."""
    members = [
        [(0, 0, {"user_id": agent.id}) for agent in agents[start : start + 4]]
        for start in range(0, AGENTS, 4)
    ]
    names = ("Technical", "Accounting", "Front Desk")
    return env["community.ticket.group"].create(
        [
            {"name": name, "member_ids": part}
            for name, part in zip(names, members, strict=True)
        ]
    )


def fill(env, count, people, groups):
    """`count` tickets of the last two years, most of them closed."""
    stages = env["community.ticket.stage"].search([])
    env.flush_all()
    env.cr.execute(
        SQL(
            """
        INSERT INTO community_ticket
               (name, number, company_id, priority, stage_id, stage_kind, channel,
                partner_id, organisation_id, email_from, group_id, visibility,
                type_id, coverage, create_date, write_date, create_uid, write_uid,
                stage_since)
        SELECT 'The ' || (%(words)s::text[])[1 + n %% 10] || ' of customer ' || n,
               'B' || n, %(company)s, (1 + (n %% 11 = 0)::int)::text,
               stage.id, stage.kind, 'mail', person.id, person.parent_id,
               person.email, grp.id, grp.visibility, kind.id, 'none',
               now() - n * interval '5 minutes', now(), 1, 1, now()
          FROM generate_series(1, %(count)s) AS n
          JOIN community_ticket_stage stage
            ON stage.id = (CASE WHEN n %% 20 = 0 THEN %(open)s ELSE %(closed)s END)
          JOIN res_partner person
            ON person.id = (%(people)s::int[])[1 + n %% %(persons)s]
          JOIN community_ticket_group grp
            ON grp.id = (%(groups)s::int[])[1 + n %% 3]
          JOIN (SELECT min(id) AS id FROM community_ticket_type) kind ON true
            """,
            words=WORDS,
            company=env.company.id,
            count=count,
            open=stages.filtered(lambda each: each.kind == "open")[:1].id,
            closed=stages.filtered(lambda each: each.kind == "closed")[:1].id,
            people=people,
            persons=len(people),
            groups=groups.ids,
        )
    )
    env.invalidate_all()
