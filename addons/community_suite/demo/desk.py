"""What waits on the desks today: activities, notes, documents."""

import base64

from .world import World

CALL, MAIL, TODO = (
    "mail.mail_activity_data_call",
    "mail.mail_activity_data_email",
    "mail.mail_activity_data_todo",
)
# partner, activity, what, days from today, whose
# A name, or the state of the member whom it is about; what; days from today; whose.
ACTIVITIES = [
    ("demo_member_001", CALL, "Confirm the family dues", 0, "receptionist"),
    ("new", TODO, "Take a photo for the card", 0, "receptionist"),
    ("new", MAIL, "Send the house rules", 0, "receptionist"),
    ("grace", CALL, "Ask why the membership was not renewed", -2, "receptionist"),
    ("applicant", TODO, "Collect the signed form", 1, "receptionist"),
    ("potential", CALL, "Invite to the Sunday breakfast", 2, "receptionist"),
    ("firm_galata", CALL, "Renew the sponsorship before grace ends", 0, "manager"),
    ("firm_yakamoz", MAIL, "Follow up the quotation", 2, "manager"),
    ("firm_marmara", TODO, "Prepare the yearly meeting", 5, "manager"),
    ("unit_kadikoy", CALL, "Overdue invoice of the riding days", -3, "treasurer"),
    ("firm_rumeli", CALL, "Agree on instalments", 0, "treasurer"),
    ("applicant", TODO, "Decide on the application", 0, "approver"),
    ("applicant", TODO, "Decide on the application", 3, "approver"),
]
NOTES = {
    "demo_member_001": "Leads the women riders' group since spring.",
    "firm_marmara": "Meeting at Maslak: they want the fleet days in September again.",
    "unit_kadikoy": "New counter staff from next month on; card reader is installed.",
    "firm_galata": "The owner is abroad until Monday.",
    "firm_kazbegi": "Asked for lanes between 7:00 and 9:00 for hotel guests.",
}


def make_desk(world: World, members) -> None:
    waiting = {
        state: iter(group)
        for state, group in members.sorted("id").grouped("member_state").items()
    }
    for about, kind, summary, days, user in ACTIVITIES:
        partner = next(waiting[about]) if about in waiting else world[about]
        partner.activity_schedule(
            kind,
            date_deadline=world.day(days=days),
            summary=summary,
            user_id=world[f"demo_user_{user}"].id,
        )
    for name, text in NOTES.items():
        world[name].message_post(
            body=text,
            author_id=world["demo_user_receptionist"].partner_id.id,
            subtype_xmlid="mail.mt_note",
        )
    guests = members.filtered(lambda member: member.member_state == "applicant")
    for guest in guests[:3]:
        guest.comment = "<p>Heard about us at the motorcycle fair.</p>"
    world.load(
        "ir.attachment",
        {
            "document_marmara": {
                "name": "Sponsorship terms.txt",
                "res_model": "res.partner",
                "res_id": world["firm_marmara"].id,
                "datas": base64.b64encode(
                    b"Logo on the vest and on the website for one season.\n"
                    b"Two stands at the season opening.\n"
                ),
            }
        },
    )
