"""All that the officer's page says, in his language.

The page keeps them for the time without network; %(name)s in them is filled in there.
"""


def get_words(env):
    """:return: ``{"page": {name: text}, "lang": BCP 47}``"""
    return {
        "page": _get_home(env) | _get_form(env) | _get_steps(env) | _get_problems(env),
        "lang": (env.lang or "en_US").replace("_", "-"),
    }


def _get_home(env):
    return {
        "visits": env._("My Visits"),
        "no_visits": env._("No visits are planned for today and tomorrow."),
        "open_visit": env._("Fill In"),
        "map": env._("Map"),
        "call": env._("Call"),
        "new_form": env._("New Form"),
        "unfinished": env._("Not Finished"),
        "waiting": env._("Waiting to Be Sent"),
        "no_customer": env._("No customer yet"),
        "sent": env._("Sent"),
        "score": env._("%(score)s of 10"),
        "offline": env._("No network. What you write is kept on this phone."),
        "offline_waiting": env._(
            "No network. Kept on this phone and sent later: %(count)s."
        ),
        "log_in": env._("Log in to send. Nothing is lost."),
        "log_in_link": env._("Log in"),
    }


def _get_form(env):
    return {
        "customer": env._("Customer"),
        "customer_hint": env._("Name or code"),
        "change": env._("Change"),
        "email": env._("E-mail for the form"),
        "type": env._("Type of service"),
        "choose": env._("Choose …"),
        "authorised": env._("Who received the service"),
        "serial": env._("Device or serial number"),
        "history": env._("Earlier visits"),
        "no_history": env._("No earlier visits."),
        "times": env._("Times"),
        "arrived": env._("Arrived"),
        "departed": env._("Left"),
        "started": env._("Start of the service"),
        "ended": env._("End of the service"),
        "ended_hint": env._("Left empty, it ends when you send the form."),
        "km": env._("Kilometres"),
        "work": env._("Work"),
        "result": env._("Result"),
        "note": env._("Note for us (the customer does not see it)"),
        "fee": env._("Fee"),
        "parts": env._("Parts used"),
        "part": env._("Part"),
        "quantity": env._("Quantity"),
        "photos": env._("Photos"),
        "before": env._("Before"),
        "after": env._("After"),
        "signature": env._("Signature of the customer"),
        "signed_by": env._("Name of who signs"),
        "yes": env._("Yes"),
        "no": env._("No"),
    }


def _get_steps(env):
    return {
        "back": env._("Back"),
        "drop": env._("Discard"),
        "drop_sure": env._("Discard this form? What you wrote is gone."),
        "i_am_here": env._("I Am Here"),
        "with_position": env._("Keep where I am, too"),
        "add_part": env._("Add a Part"),
        "remove_part": env._("Remove this part"),
        "photo_before": env._("Photo Before"),
        "photo_after": env._("Photo After"),
        "remove_photo": env._("Remove this photo"),
        "sign_here": env._("The customer signs here"),
        "clear": env._("Clear"),
        "send": env._("Send to Customer"),
        "sending": env._("Sending …"),
        "was_sent": env._("Sent. The customer gets the link by mail."),
        "kept": env._("Kept on this phone. It is sent as soon as there is network."),
    }


def _get_problems(env):
    return {
        "missing": env._("Please fill this in."),
        "bad_email": env._("This is no e-mail address."),
        "bad_number": env._("Write a number, such as 12.50."),
        "bad_part": env._("Each part needs a name and a quantity."),
        "ends_before": env._("It cannot end before it begins."),
        "not_signed": env._("The customer has not signed yet."),
        "no_photo": env._("Take a photo at least."),
        "photos_full": env._("That is enough: ten photos."),
        "no_room": env._("This phone has no room left: take photos away, then go on."),
        "needs_network": env._("This needs network."),
    }
