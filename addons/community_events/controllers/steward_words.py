"""All that the scan page says, in the language of whoever opened it.

The page keeps them for the time without network and fills in names and times.
"""


def get_words(env):
    """:return: dict of texts; %(name)s in them is filled in by the page"""
    return {
        "codes": _get_code_words(env),
        "notes": {
            "attention": env._("There is a note about this person; it needs network."),
            "questions": env._("Ask at the door"),
            "walk_in": env._("Member without registration. Let in now?"),
        },
        "page": _get_scan_words(env) | _get_window_words(env) | _get_end_words(env),
        "enrol": _get_enrol_words(env),
        "lang": (env.lang or "en_US").replace("_", "-"),
    }


def _get_code_words(env):
    """Reason -> [heading, sentence]."""
    return {
        "welcome": [env._("Welcome"), ""],
        "left": [env._("Goodbye"), env._("Counted out.")],
        "was_not_inside": [env._("Goodbye"), env._("Was not counted in before.")],
        "look": [env._("Look first"), ""],
        "by_hand": [env._("Let in by hand"), ""],
        "own_ticket": [
            env._("Your own ticket"),
            env._("You are in. It is kept that you scanned it yourself."),
        ],
        "own_by_hand": [
            env._("Your own seat"),
            env._("Somebody else has to let you in."),
        ],
        "used": [env._("In already"), env._("Came in at %(at)s.")],
        "used_today": [env._("In already today"), env._("Came in at %(at)s.")],
        "too_soon": [env._("Too soon"), env._("Again from %(at)s.")],
        "leave_first": [env._("Inside already"), env._("Came in at %(at)s.")],
        "other_gate": [env._("Other gate"), env._("This ticket is for: %(gates)s.")],
        "too_early": [env._("Too early"), env._("Good from %(at)s.")],
        "too_late": [env._("Too late"), env._("Was good until %(at)s.")],
        "blocked": [env._("Ticket taken back"), env._("Send to the organiser.")],
        "void": [env._("Old ticket"), env._("A newer ticket was made for this seat.")],
        "cancelled": [env._("Cancelled"), env._("This registration was cancelled.")],
        "unconfirmed": [env._("Not confirmed"), env._("Send to the organiser.")],
        "unpaid": [env._("Not paid"), env._("Send to the organiser.")],
        "unknown": [env._("Unknown code"), env._("Nobody here has it.")],
        "forged": [env._("Not genuine"), env._("This ticket was not made by us.")],
        "other_event": [env._("Other event"), env._("Not a ticket of this event.")],
        "card_void": [env._("Card not valid"), env._("Blocked, replaced or run out.")],
        "not_registered": [env._("Not registered"), env._("No seat at this event.")],
        "not_invited": [env._("Not invited"), env._("This event is for others.")],
        "full": [env._("Full"), env._("No seat is left.")],
        "sent_away": [env._("Sent away"), env._("As you decided.")],
        **_get_hand_out_codes(env),
    }


def _get_hand_out_codes(env):
    """%(thing)s is what this gate hands out."""
    return {
        "handed_out": [env._("Hand out"), "%(thing)s"],
        "given_by_hand": [env._("Given by hand"), "%(thing)s"],
        "given": [env._("Already handed out"), env._("%(thing)s, at %(at)s.")],
        "not_come_in": [env._("Not come in yet"), env._("To the entrance first.")],
        "not_included": [
            env._("Not with this ticket"),
            env._("This ticket gets none here: %(thing)s."),
        ],
    }


def _get_scan_words(env):
    return {
        "title": env._("Gate"),
        "ready": env._("Ready"),
        "ready_hint": env._("Scan a ticket or a member card."),
        "checking": env._("Checking…"),
        "inside": env._("Inside now"),
        "came": env._("Came"),
        "given": env._("Handed out"),
        "give": env._("Hand-out: %(thing)s"),
        "give_hint": env._("Scan a ticket or a member card, then hand out: %(thing)s."),
        "give_anyway": env._("Give it anyway"),
        "of": env._("%(came)s of %(expected)s"),
        "way_in": env._("In"),
        "way_out": env._("Out"),
        "gate": env._("Gate"),
        "online": env._("Online"),
        "offline": env._("No network"),
        "waiting": env._("%(count)s waiting since %(at)s"),
        "list": env._("Tickets on this phone: %(count)s, as of %(at)s"),
        "kept": env._("Kept on this phone, sent later."),
        "camera_on": env._("Start the camera"),
        "camera_off": env._("Stop the camera"),
        "camera_refused": env._(
            "The camera is not available. Allow it in the browser, or use a scanner or "
            "type the code."
        ),
        "code": env._("Code of the ticket"),
        "check": env._("Check"),
        "undo": env._("Undo: %(name)s"),
        "undo_last": env._("Undo"),
        "undone": env._("Taken back"),
        "undo_gone": env._("This can no longer be taken back here."),
        "last": env._("Last scans"),
        "none_yet": env._("None yet."),
    }


def _get_window_words(env):
    return {
        "search": env._("Search by name"),
        "search_hint": env._("Name, e-mail or member number"),
        "nobody": env._("Nobody found."),
        "search_offline": env._("Without network only the list of this phone is read."),
        "let_in": env._("Let in"),
        "anyway": env._("Let in anyway"),
        "refuse": env._("Send away"),
        "close": env._("Close"),
    }


def _get_end_words(env):
    """What is said when this phone cannot scan."""
    return {
        "no_device": env._("This phone belongs to no gate"),
        "no_device_hint": env._(
            "Ask the organiser: Events, the event, Gates, Add a Phone. Then scan the "
            "code that is shown there."
        ),
        "still_waiting": env._(
            "Scans of this phone that are not sent yet: %(count)s. Keep the phone and "
            "show it to the organiser."
        ),
        "over": env._("This event is over"),
        "over_hint": env._("The list on this phone was deleted."),
        "insecure": env._(
            "This address is not secure (https), so there is no camera and nothing is "
            "kept for the time without network."
        ),
    }


def _get_enrol_words(env):
    return {
        "title": env._("Use this phone at the gate"),
        "ask": env._("Use this phone to scan at “%(gate)s”, %(event)s?"),
        "hint": env._(
            "Whoever holds the phone can let people in until the organiser takes it "
            "back."
        ),
        "button": env._("Use this phone"),
        "gone": env._(
            "This link was used already or is too old. Ask the organiser for a new one."
        ),
    }
