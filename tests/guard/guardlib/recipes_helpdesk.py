"""Help desk: what tickets hang on, and what the suite alone writes about them."""


def firm(env, owner):
    """An organisation of the owner; who is a firm himself is his own."""
    main = env["res.partner"].browse(owner.main)
    if main.is_company:
        return main.commercial_partner_id
    name = f"Guarded firm {owner.key}"
    firms = env["res.partner"]
    known = firms.search([("name", "=", name)], limit=1)
    values = {"name": name, "is_company": True, "company_id": env.company.id}
    return known or firms.create(values)


def mail_domain(env, owner):
    return {
        "name": f"{owner.marker.text().lower()}.example.org",
        "partner_id": firm(env, owner).id,
    }


def ticket_of(env, owner):
    """A ticket about the owner."""
    return env["community.ticket"].create(
        {
            "name": owner.marker.text(),
            "partner_id": owner.main,
            "company_id": env.company.id,
        }
    )


def ticket(env, owner):
    return {
        "partner_id": owner.main,
        "company_id": env.company.id,
        "user_id": False,
        "group_id": False,
        "organisation_id": False,
    }


def promise(env, owner):
    promises = env["community.ticket.promise"]._with_pen()
    return promises.create(
        {
            "ticket_id": ticket_of(env, owner).id,
            "kind": "solution",
            "deadline": f"{owner.marker.day()} 10:00:00",
        }
    )


def group_of(env):
    groups = env["community.ticket.group"]
    values = {"name": "Guarded group", "company_id": env.company.id}
    return groups.search([("name", "=", values["name"])], limit=1) or groups.create(
        values
    )


def rule(env, owner):
    return {"group_id": group_of(env).id, "when": False, "calendar_id": False}


def trial(env, owner):
    values = {"name": owner.marker.text(), "group_id": group_of(env).id}
    return {"rule_id": env["community.ticket.rule"].create(values).id, "days": 30}


def rule_log(env, owner):
    rules = env["community.ticket.rule"]
    values = {"name": owner.marker.text(), "group_id": group_of(env).id}
    values |= {"active": True, "only_vip": True}  # takes none of the others
    log = env["community.ticket.rule.log"]._with_pen()
    return log.create(
        {
            "rule_id": rules.create(values).id,
            "ticket_id": ticket_of(env, owner).id,
            "group_id": group_of(env).id,
            "company_id": env.company.id,
        }
    )


def group_member(env, owner):
    """An agent of his own, because each is in a group once."""
    user = env["res.users"].create(
        {
            "name": "Guard agent",
            "login": f"guard_agent_{owner.key.lower()}",
            "group_ids": [(6, 0, env.ref("base.group_user").ids)],
        }
    )
    return {"group_id": group_of(env).id, "user_id": user.id}


def not_public(env, owner):
    """What is offered to every customer belongs to nobody."""
    return {"is_public": False}


def link(env, owner):
    """Two tickets of the owner's; a ticket is not linked to itself."""
    return {
        "ticket_id": ticket_of(env, owner).id,
        "other_id": ticket_of(env, owner).id,
    }


def presence(env, owner):
    rows = env["community.ticket.presence"]._with_pen()
    return rows.create(
        {
            "ticket_id": ticket_of(env, owner).id,
            "user_id": env.ref("base.user_admin").id,
            "seen_at": f"{owner.marker.day()} 10:00:00",
        }
    )


MAKERS = {
    "community.ticket.presence": presence,
    "community.ticket.promise": promise,
    "community.ticket.rule.log": rule_log,
}
RECIPES = {
    "community.help.article": not_public,
    "community.ticket.type": not_public,
    "community.ticket": ticket,
    "community.ticket.domain": mail_domain,
    "community.ticket.link": link,
    "community.ticket.group.member": group_member,
    "community.ticket.rule": rule,
    "community.ticket.rule.trial": trial,
}
