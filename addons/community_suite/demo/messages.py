"""Consents of the members, a broadcast of last week, one that is being written."""

from .world import World

# Subject, then paragraph by paragraph: translations are kept by paragraph.
REGATTA = {
    "en_US": (
        "{first_name}, sail with us on Saturday",
        "Dear {first_name},",
        "the autumn regatta of {company} starts on Saturday at ten. Bring a friend: "
        "the first hour is on us.",
        "See you at the pier!",
    ),
    "tr_TR": (
        "{first_name}, cumartesi bizimle denize açıl",
        "Sayın {first_name},",
        "{company} sonbahar yarışı cumartesi saat onda başlıyor. Bir arkadaşınızı "
        "getirin: ilk saat bizden.",
        "İskelede görüşmek üzere!",
    ),
    "ka_GE": (
        "{first_name}, იცურეთ ჩვენთან შაბათს",
        "ძვირფასო {first_name},",
        "{company}: შემოდგომის რეგატა იწყება შაბათს, ათ საათზე. მოიყვანეთ მეგობარი.",
        "ნავმისადგომთან შევხვდებით!",
    ),
}


def make_messages(world: World) -> None:
    _send_broadcast(world)
    _write_draft(world)
    _make_rule(world)


def make_consents(world: World, members) -> None:
    """Most agreed to e-mails when they joined, some to SMS; a few withdrew it."""
    members = members.filtered("is_member")
    agreed = [member for member in members if world.chance.random() < 0.7]
    # Who looks at the portal of the demo world finds a message there.
    shown = world["demo_member_001"]
    agreed = [*agreed[:1], shown, *(one for one in agreed[1:] if one != shown)]
    rows = {}
    for number, member in enumerate(agreed):
        for channel in ("mail", "sms") if number % 3 == 0 else ("mail",):
            rows[f"demo_consent_{member.id}_{channel}"] = {
                "partner_id": member.id,
                "channel": channel,
                "given_at": member.member_since,
                "source": "paper" if number % 4 else "form",
                "note": f"{number + 101}/{member.member_since.year}",
                "text": "I agree to receive news and offers. I can withdraw this.",
            }
    for number, member in enumerate(agreed[::9]):
        rows[f"demo_withdrawal_{member.id}"] = {
            "partner_id": member.id,
            "channel": "mail",
            "state": "withdrawn",
            "given_at": world.moment(days=-number - 2),
            "source": "portal" if number % 2 else "link",
        }
    world.load("community.notice.consent", rows)


def _send_broadcast(world):
    """Last week's invitation, as the log tells it; no mail leaves the demo world."""
    when = world.moment(days=-7)
    broadcast = _load_broadcast(
        world, "demo_broadcast_regatta", "Invitation to the regatta"
    )
    broadcast.action_send()
    broadcast._spread_chunk()
    Message = world.env["community.notice.delivery"]
    told = Message.search([("broadcast_id", "=", broadcast.id)])
    queued = told.filtered(lambda message: message.state == "queued")
    queued._write_texts(queued._prepare_text(), dict.fromkeys(queued.ids, 0))
    for number, message in enumerate(queued):
        if number % 17 == 5:
            message._set_outcome("failed", reason="unreachable")
        else:
            message._set_outcome("sent")
    told.write({"scheduled_at": when, "outcome_at": when})
    queued.write({"handed_at": when})
    broadcast.write(
        {"started_at": when, "spread_at": when, "finished_at": when, "state": "done"}
    )


def _write_draft(world):
    broadcast = _load_broadcast(
        world, "demo_broadcast_draft", "Regatta: last places on board"
    )
    broadcast.action_preview()


def _load_broadcast(world, name, title):
    subject, *paragraphs = REGATTA["en_US"]
    broadcast = world.load(
        "community.notice.broadcast",
        {
            name: {
                "name": title,
                "subject": subject,
                "body_html": "".join(f"<p>{text}</p>" for text in paragraphs),
                "user_id": world["demo_user_manager"].id,
                "company_id": world.club.id,
                "domain": "[('is_member', '=', True), ('is_company', '=', False)]",
            }
        },
    )
    for lang in ("tr_TR", "ka_GE"):
        subject, *translated = REGATTA[lang]
        broadcast.with_context(lang=lang).subject = subject
        words = dict(zip(paragraphs, translated, strict=True))
        broadcast.update_field_translations("body_html", {lang: words})
    return broadcast


def _make_rule(world):
    field = world.env["ir.model.fields"]._get("res.partner", "membership_end")
    world.load(
        "community.notice.rule",
        {
            "demo_rule_membership_ends": {
                "notice_id": world["demo_notice_membership_ends"].id,
                "date_field_id": field.id,
                "direction": "before",
                "offset": 4,
                "offset_unit": "weeks",
                "repeat_every": 2,
                "repeat_unit": "weeks",
                "repeat_times": 1,
                "domain": "[('is_member', '=', True)]",
            }
        },
    )
