"""What a person reads about a try to come in, for every code of the rules in `tools/`.

To the person, so "you"; honest about what was seen, without blame: most refusals are
mishaps. Facts in brackets are filled by `community_checkin_attempt_words.py`.
"""

from odoo.tools.translate import LazyTranslate

_lt = LazyTranslate(__name__)

# code: (headline, sentence)
REFUSALS = {
    # The code on the screen
    "forged": (
        _lt("This code is not one of ours"),
        _lt("The code that was scanned was not shown by the screen of this event."),
    ),
    "other_event": (
        _lt("This code belongs to another event"),
        _lt("The code is genuine, but it was shown at a different event."),
    ),
    "early_code": (
        _lt("This code is not good yet"),
        _lt("The code was scanned %(duration)s before the screen showed it."),
    ),
    "expired": (
        _lt("The code was too old"),
        _lt(
            "The screen changes its code every few seconds; this one was %(duration)s "
            "old when it was scanned."
        ),
    ),
    "too_slow": (
        _lt("That took too long"),
        _lt("Between scanning and confirming lay %(duration)s."),
    ),
    # The event
    "event_cancelled": (
        _lt("The event is cancelled"),
        _lt("Nobody can check in at an event that does not take place."),
    ),
    "not_open": (
        _lt("Check-in is not open yet"),
        _lt("Check-in opens %(opens_at)s."),
    ),
    "closed": (
        _lt("Check-in is closed"),
        _lt("Check-in closed %(closed_at)s."),
    ),
    # The person
    "already_in": (
        _lt("You are checked in already"),
        _lt("You came in %(attended_at)s. There is nothing more to do."),
    ),
    "not_invited": (
        _lt("This event is for others"),
        _lt("The event is open to certain members, and you are not one of them today."),
    ),
    "unconfirmed": (
        _lt("Your registration waits for confirmation"),
        _lt("The organiser has not confirmed your registration yet."),
    ),
    "not_registered": (
        _lt("You are not registered"),
        _lt(
            "Only those who registered can come in here, and we found no seat of yours."
        ),
    ),
    "cancelled": (
        _lt("Your registration is cancelled"),
        _lt("The seat was given back, so this ticket does not let you in any more."),
    ),
    "full": (
        _lt("The event is full"),
        _lt("All seats are taken by those who registered."),
    ),
    "unpaid": (
        _lt("Your seat is not paid"),
        _lt("The payment for your seat has not arrived yet."),
    ),
    # The phone
    "bad_signature": (
        _lt("We could not recognise your phone"),
        _lt("What your browser sent to identify itself did not fit."),
    ),
    "copied_session": (
        _lt("This was begun in another browser"),
        _lt("The code was opened in one browser and confirmed in another."),
    ),
    "shared_scan": (
        _lt("Somebody else came in with this scan"),
        _lt("One scan of the screen lets one person in. Please scan it yourself."),
    ),
    "hidden_key": (
        _lt("Your browser did not identify itself"),
        _lt("It did so when the page was opened, but not when you confirmed."),
    ),
    # Hints that together were too many
    "late_key": (
        _lt("Your browser identified itself late"),
        _lt("It did not do so when the code was opened, only when you confirmed."),
    ),
    "place_unsure": (
        _lt("You seem to be at the edge of the venue"),
        _lt(
            "Your phone sees you %(metres)s from the venue's border, give or take "
            "%(accuracy)s."
        ),
    ),
    "place_outside": (
        _lt("You seem to be outside the venue"),
        _lt(
            "Your phone sees you %(metres)s from the venue, give or take %(accuracy)s."
        ),
    ),
    "place_away": (
        _lt("You seem to be far from the venue"),
        _lt(
            "Your phone sees you %(metres)s from the venue, give or take %(accuracy)s."
        ),
    ),
    "place_coarse": (
        _lt("Your phone's location is too coarse"),
        _lt(
            "Your phone only knows where it is to about %(accuracy)s, which says too "
            "little."
        ),
    ),
    "place_old": (
        _lt("Your phone's location is old"),
        _lt("The location that your phone sent was not of this moment."),
    ),
    "place_refused": (
        _lt("We do not know where you are"),
        _lt("Your browser was not allowed to tell your location."),
    ),
    "place_missing": (
        _lt("We do not know where you are"),
        _lt("Your phone could not find out where it is."),
    ),
    "no_device": (
        _lt("We do not know this browser"),
        _lt("This browser keeps no key by which we could know it again."),
    ),
    "foreign_device": (
        _lt("This phone belongs to somebody else"),
        _lt("Another member has checked in with this phone before."),
    ),
    "new_device": (
        _lt("This phone is new to us"),
        _lt("You have not checked in with this phone before."),
    ),
    "shared_device": (
        _lt("Others used this phone here"),
        _lt("Other people who checked in here with this phone: %(people)s."),
    ),
    "venue_network": (
        _lt("You are on the venue's network"),
        _lt("Your phone uses the same network as the screen."),
    ),
    "other_network": (
        _lt("You are on another network"),
        _lt("Your phone does not use the venue's network."),
    ),
    "moved_network": (
        _lt("Your network changed"),
        _lt("The code was opened in one network and confirmed in another."),
    ),
    "other_country": (
        _lt("Your connection comes from another country"),
        _lt("The network of your phone is in another country than the event."),
    ),
    "too_fast": (
        _lt("You cannot have travelled that fast"),
        _lt("Since your last check-in you would have travelled at %(speed)s km/h."),
    ),
    "clock_skew": (
        _lt("Your phone's clock is wrong"),
        _lt("The clock of your phone is off by %(duration)s."),
    ),
    "late_scan": (
        _lt("The code was scanned late"),
        _lt("The code had been on the screen for %(duration)s when it was scanned."),
    ),
    "annulled_before": (
        _lt("The organiser took back a check-in of yours here"),
        _lt("Earlier check-ins of yours at this event that do not count: %(times)s."),
    ),
    "strikes": (
        _lt("There were refused tries before"),
        _lt("Tries in the last weeks that looked wrong: %(times)s."),
    ),
    "many_hints": (
        _lt("Too many things did not fit"),
        _lt("No single thing was wrong, but several together were too many."),
    ),
    # The ticket at a steward's gate
    "blocked": (
        _lt("Your ticket was taken back"),
        _lt("The organiser has blocked this ticket."),
    ),
    "void": (
        _lt("Your ticket is an older one"),
        _lt("A newer ticket was made for this seat. Please show that one."),
    ),
    "card_void": (
        _lt("Your member card is not valid"),
        _lt("It is blocked, was replaced, or has run out."),
    ),
    "sent_away": (
        _lt("The steward did not let you in"),
        _lt("Please ask at the registration desk."),
    ),
    "own_by_hand": (
        _lt("Nobody lets in himself or herself by hand"),
        _lt("Somebody else has to let you in: ask another organiser or a steward."),
    ),
    "unknown": (
        _lt("We do not know this ticket"),
        _lt("The ticket is not of this event, or a newer one was issued for it."),
    ),
    "other_gate": (
        _lt("Please use another entrance"),
        _lt("Your ticket is good at: %(gates)s."),
    ),
    "too_early": (
        _lt("It is too early"),
        _lt("Your ticket is good from %(at)s."),
    ),
    "too_late": (
        _lt("It is too late"),
        _lt("Your ticket was good until %(at)s."),
    ),
    "leave_first": (
        _lt("You are inside already"),
        _lt("Your ticket came in %(at)s and has not been scanned at the exit since."),
    ),
    "used": (
        _lt("Your ticket was used"),
        _lt("Your ticket came in %(at)s and is good for no further entry."),
    ),
    "used_today": (
        _lt("Your ticket was used today"),
        _lt("Your ticket came in %(at)s and is good again tomorrow."),
    ),
    "too_soon": (
        _lt("Please wait a moment"),
        _lt("Your ticket lets you in again from %(at)s."),
    ),
}

# Of a rule that has no words here
UNKNOWN = (
    _lt("You were not let in"),
    _lt("Please ask for the reason at the registration desk."),
)

# What would help
FIXES = {
    "allow_place": _lt(
        "Allow this page to use your location in the browser's settings, then scan "
        "again."
    ),
    "precise_place": _lt(
        "Switch on precise location, go to a window or the entrance, and scan again."
    ),
    "scan_again": _lt("Scan the code that the screen at the venue shows now."),
    "own_phone": _lt("Use your own phone, in the browser in which you are logged in."),
    "desk": _lt("Please go to the registration desk: people there can let you in."),
    "wait": _lt("Please come back at that time and scan again."),
    "register": _lt("Register for the event first, or ask at the registration desk."),
    "waiting_list": _lt("Join the waiting list: whoever is first gets a free seat."),
    "pay": _lt("Pay for your seat, or ask at the registration desk."),
}
