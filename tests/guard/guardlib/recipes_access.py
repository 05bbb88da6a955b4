"""Gates: a band that the owner holds, and a stay that its passage began."""


def band(env, owner):
    medium = env["community.access.medium"].create(
        {"name": owner.marker.text(), "company_id": env.company.id}
    )
    made = env["community.access.credential"].create(
        {
            "name": owner.marker.text(),
            "note": owner.marker.text(),
            "uid": f"{owner.main:014X}",
            "medium_id": medium.id,
            "company_id": env.company.id,
        }
    )
    return made._issue(env["res.partner"].browse(owner.main))


def gate(env, owner):
    site = env["community.access.site"].create(
        {"name": owner.marker.text(), "company_id": env.company.id}
    )
    zone = env["community.access.zone"].create(
        {"name": owner.marker.text(), "site_id": site.id, "has_reset": False}
    )
    return env["community.access.gate"].create(
        {"name": owner.marker.text(), "zone_id": zone.id}
    )


def passage(env, owner):
    return gate(env, owner)._log_passage("in", band_of(env, owner))


def visit(env, owner):
    event = passage(env, owner)
    return env["community.access.visit"].search([("event_in_id", "=", event.id)])


def band_of(env, owner):
    """The owner's band: one person has one number."""
    found = env["community.access.credential"].search(
        [("partner_id", "=", owner.main), ("state", "=", "issued")], limit=1
    )
    return found or band(env, owner)


def holding(env, owner):
    return band_of(env, owner).holding_ids


def compiled(env, owner):
    return band_of(env, owner).access_pass_ids


def presence(env, owner):
    passage(env, owner)
    return env["community.access.presence"].search(
        [("person", "=", f"p{owner.main}")], limit=1
    )


def site(env, owner):
    return gate(env, owner).site_id


def type_of_band(env, owner):
    return band_of(env, owner).medium_id


def surcharge(env, owner):
    """What the owner owes for a stay, without an invoice."""
    return (
        env["community.access.surcharge"]
        ._with_pen()
        .create(
            {
                "event_in_id": passage(env, owner).id,
                "origin": owner.marker.text(),
                "amount": 5.0,
            }
        )
    )


def band_money(env, owner):
    """A deposit that came along from another band, without an invoice."""
    rows = env["community.access.band.money"]._with_pen()
    return rows.create(
        {
            "holding_id": holding(env, owner)[:1].id,
            "partner_id": owner.main,
            "company_id": env.company.id,
            "kind": "moved_in",
            "amount": 5.0,
            "origin": owner.marker.text(),
        }
    )


def occupancy(env, owner):
    zone = passage(env, owner).zone_id
    env.flush_all()
    return env["community.access.occupancy"].search([("zone_id", "=", zone.id)])[:1]


def box(env, owner):
    return env["community.access.box"].create(
        {"name": owner.marker.text(), "company_id": env.company.id}
    )


def box_device(env, owner):
    values = {"box_id": box(env, owner).id, "identifier": owner.marker.text()}
    return env["community.access.box.device"].create(values)


def box_log(env, owner):
    log = env["community.access.box.log"]
    return log._keep(box(env, owner), [("info", owner.marker.text())])


def box_command(env, owner):
    now = env.cr.now()
    return (
        env["community.access.box.command"]
        ._with_pen()
        .create(
            {
                "box_id": box(env, owner).id,
                "uuid": owner.marker.text(),
                "seq": owner.main,
                "device": owner.marker.text(),
                "do": "open",
                "issued_at": now,
                "valid_until": now,
                "reason": owner.marker.text(),
            }
        )
    )


def terminal(env, owner):
    return env["community.access.terminal"].create(
        {
            "name": owner.marker.text(),
            "serial_number": f"GUARD{owner.main}",
            "gate_id": gate(env, owner).id,
        }
    )


def terminal_user(env, owner):
    """What the owner's terminal was told of the owner's band."""
    band_id = band_of(env, owner).id
    values = {"terminal_id": terminal_of(env, owner).id, "credential_id": band_id}
    users = env["community.access.terminal.user"]._with_pen()
    return users.create({**values, "pin": band_id})


def terminal_command(env, owner):
    band_id = band_of(env, owner).id
    values = {"terminal_id": terminal_of(env, owner).id, "credential_id": band_id}
    commands = env["community.access.terminal.command"]._with_pen()
    return commands.create({**values, "pin": band_id, "do": "update"})


def terminal_of(env, owner):
    """One serial number is one terminal."""
    found = env["community.access.terminal"].search(
        [("serial_number", "=", f"GUARD{owner.main}")]
    )
    return found or terminal(env, owner)


def fact(env, owner):
    text = owner.marker.text()
    facts = env["community.access.fact"]
    env.cr.execute(facts._get_insert({text: text}))
    return facts.search([("digest", "=", text)])


def inbox(env, owner):
    text = owner.marker.text()
    swipes = env["community.access.inbox"]
    return swipes._with_pen().create({"uuid": text, "row": "{}"})


def holiday(env, _owner):
    """A day on which the house is closed."""
    day = env.cr.now()
    values = {"name": "Closed", "date_from": day, "date_to": day}
    return env["resource.calendar.leaves"].create(values)


CORE_MAKERS = {"resource.calendar.leaves": holiday}
MAKERS = {
    "community.access.fact": fact,
    "community.access.band.money": band_money,
    "community.access.box.command": box_command,
    "community.access.box.device": box_device,
    "community.access.box.log": box_log,
    "community.access.inbox": inbox,
    "community.access.medium": type_of_band,
    "community.access.occupancy": occupancy,
    "community.access.site": site,
    "community.access.surcharge": surcharge,
    "community.access.credential": band_of,
    "community.access.event": passage,
    "community.access.gate": gate,
    "community.access.holding": holding,
    "community.access.pass": compiled,
    "community.access.presence": presence,
    "community.access.terminal": terminal_of,
    "community.access.terminal.command": terminal_command,
    "community.access.terminal.user": terminal_user,
    "community.access.visit": visit,
}
