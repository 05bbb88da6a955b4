"""Phones that ring: reminders over WhatsApp and SMS, and what people answer."""

from dateutil.relativedelta import relativedelta

from .world import World

REMINDED = 14
TEXTS = {
    "en": "Dear {{1}}, your membership ends on {{2}}. We would be glad to keep you.",
    "tr": "Sayın {{1}}, üyeliğiniz {{2}} tarihinde sona eriyor. Sizi bekliyoruz.",
    "ka": "ძვირფასო {{1}}, თქვენი წევრობა იწურება {{2}}. დარჩით ჩვენთან.",
}
OFFERS = {
    "tr": ("rejected", "Bu hafta sonu {{1}} için her şey yarı fiyatına!"),
    "ka": ("pending", "{{1}}, ამ შაბათ-კვირას აუზი უფასოა თქვენი მეგობრისთვის."),
}
ANSWERS = [
    "Teşekkürler, yarın kulübe uğrayacağım.",
    "რომელ საათამდე ხართ ღია?",
    "Can I pay for two years at once?",
    "STOP",
]


def make_phones(world: World, members) -> None:
    """Messages take the simulator's way, so that every button works."""
    for company, sms, whatsapp in ((world.club, 0.25, 0.9), (world.pool, 0.02, 0.08)):
        company.write(
            {
                "sms_provider": "simulator",
                "whatsapp_provider": "simulator",
                "notice_reply_user_id": world["demo_user_manager"].id,
                "notice_cost_sms": sms,
                "notice_cost_whatsapp": whatsapp,
                "notice_budget": 1500,
            }
        )
    templates = _make_templates(world)
    notice = _make_notice(world, templates["demo_whatsapp_club_en"])
    told = _remind(world, notice, members)
    _play(world, told)


def _make_templates(world):
    about = world.env["ir.model"]._get("res.partner").id
    rows = {}
    for key, company in (("club", world.club), ("pool", world.pool)):
        for language, body in TEXTS.items():
            rows[f"demo_whatsapp_{key}_{language}"] = _template(
                "membership_ends", language, body, company, about
            )
    for language, (status, body) in OFFERS.items():
        company = world.pool if language == "ka" else world.club
        rows[f"demo_whatsapp_offer_{language}"] = _template(
            "weekend_offer", language, body, company, about
        ) | {"status": status, "category": "marketing"}
    records = world.load("community.whatsapp.template", rows)
    return dict(zip(rows, records, strict=True))


def _template(name, language, body, company, about):
    paths = ["name", "membership_end"][: body.count("{{")]
    return {
        "name": name,
        "language": language,
        "status": "approved",
        "body": body,
        "model_id": about,
        "company_id": company.id,
        "parameter_ids": [
            (0, 0, {"number": number, "path": path})
            for number, path in enumerate(paths, 1)
        ],
    }


def _make_notice(world, template):
    about = world.env["ir.model"]._get("res.partner").id
    texts = {language: _as_sms(body) for language, body in TEXTS.items()}
    text = world.load(
        "sms.template",
        {
            "demo_sms_membership_ends": {
                "name": "Membership ends soon",
                "model_id": about,
                "body": texts["en"],
            }
        },
    )
    for lang in ("tr_TR", "ka_GE"):
        text.with_context(lang=lang).body = texts[lang[:2]]
    return world.load(
        "community.notice",
        {
            "demo_notice_membership_ends": {
                "name": "Membership ends soon (by phone)",
                "code": "demo_membership_ends",
                "description": "Four weeks before a membership ends, to its member.",
                "model_id": about,
                "channel_first": "whatsapp",
                "channel_second": "sms",
                "whatsapp_template_id": template.id,
                "sms_template_id": text.id,
                "waits_for_morning": False,
            }
        },
    )


def _as_sms(body):
    named = body.replace("{{1}}", "{{ object.name }}")
    return named.replace("{{2}}", "{{ format_date(object.membership_end) }}")


def _remind(world, notice, members):
    """Half of them over WhatsApp, half by SMS: one channel is tried first each time."""
    current = members.filtered(
        lambda x: (
            x.is_member
            and x.phone_sanitized
            and x.membership_end
            and x.membership_end >= world.today
        )
    )
    reminded = current.sorted(lambda x: (x.membership_end, x.id))[:REMINDED]
    told = world.env["community.notice.delivery"]
    for channel, people in (("whatsapp", reminded[::2]), ("sms", reminded[1::2])):
        notice.channel_first = channel
        notice.channel_second = "sms" if channel == "whatsapp" else "whatsapp"
        for company in (world.club, world.pool):
            # As with cards: Georgians are looked after by the pool.
            its = people.filtered(
                lambda x, own=company: (x.lang == "ka_GE") == (own == world.pool)
            )
            told += notice.with_company(company)._send(notice.code, its)
    notice.write({"channel_first": "whatsapp", "channel_second": "sms"})
    told = told.filtered(lambda message: message.state == "queued")
    told._hand_over_safely()
    told._deliver_whatsapp()
    world.env["sms.sms"].search([("uuid", "in", told.mapped("sms_uuid"))]).send()
    return told.filtered(lambda message: message.state == "sent")


def _play(world, told):
    """Most arrive, many are read, one phone is off, and some people answer."""
    Phone = world.env["community.simulated.message"]
    for number, message in enumerate(told):
        reference = message.sms_uuid or message._make_reference()
        phone = Phone.search([("reference", "=", reference)])
        when = world.moment(days=-1 - number % 6)
        phone.received_at = when
        message.write({"handed_at": when, "outcome_at": when})
        if number == 3:
            phone.action_fail()
        elif number % 3 == 0:
            phone.action_deliver()
        elif number % 3 == 1:
            phone.action_read()
        if number % 4 == 1 and number // 4 < len(ANSWERS):
            phone.reply = ANSWERS[number // 4]
            phone.action_reply()
            phone.replied_at = when + relativedelta(minutes=17)
            reply = world.env["community.notice.inbound"].search(
                [("address", "=", phone.number)], limit=1
            )
            reply.received_at = phone.replied_at
