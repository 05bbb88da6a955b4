from datetime import UTC, datetime

from odoo import api, models
from odoo.tools import format_datetime

MOMENTS = ("opens", "from", "until", "at", "since", "paid_until")
AMOUNTS = ("amount", "price", "balance")
# A box may tell anything: beyond these nothing is a moment, or money.
LAST_MOMENT = 250_000_000_000
MOST = 10**15


class CommunityAccessWords(models.AbstractModel):
    """What a gate's reason means, in the language of whoever asks.

    A reason is kept as a code with facts; so the same refusal can be told later, to the
    member in Georgian and to the desk in Turkish.
    """

    _name = "community.access.words"
    _description = "Words of the Gates"

    @api.model
    def _say(self, reason, company):
        """One sentence for one reason, as `Decision.to_json` gives it."""
        facts, code = reason.get("facts"), str(reason.get("code") or "")
        facts = self._say_facts(facts if isinstance(facts, dict) else {}, company)
        text = self._get_texts(facts).get(code)
        if text is None:
            return self.env._("The gate's reason is “%(code)s”.", code=code)
        return text

    @api.model
    def _say_fix(self, fix):
        """What helps, as something to do; empty where nothing does."""
        return self._get_fixes().get(fix or "", "")

    @api.model
    def _say_facts(self, facts, company):
        """Facts as they are read: times by the clock of the house, money as money."""
        tz = self.env["community.access.site"]._get_clock(company.id)
        said = dict.fromkeys(
            (*MOMENTS, *AMOUNTS, "name", "message", "invoice", "used", "most"), ""
        )
        said["capacity"] = ""
        for key, value in facts.items():
            if key in MOMENTS:
                value = self._say_moment(value, tz)
            elif key in AMOUNTS and _is_number(value, MOST):
                value = company.currency_id.format(
                    company.currency_id._from_minor(value)
                )
            said[key] = value
        return said

    @api.model
    def _say_moment(self, value, tz):
        if not value or not _is_number(value, LAST_MOMENT) or value < 0:
            return ""
        moment = datetime.fromtimestamp(value, UTC).replace(tzinfo=None)
        return format_datetime(self.env, moment, tz=tz, dt_format="d MMM HH:mm")

    @api.model
    def _get_texts(self, facts):
        """{code: sentence}; a test finds codes that have none."""
        return {
            **self._get_texts_of_bands(facts),
            **self._get_texts_of_rights(facts),
            **self._get_texts_of_gates(facts),
            **self._get_texts_of_passing(facts),
        }

    @api.model
    def _get_texts_of_bands(self, facts):
        return {
            "unknown_credential": self.env._("Nobody knows this band or card."),
            "not_issued": self.env._("This band was not given out yet."),
            "credential_lost": self.env._("This band was reported lost."),
            "credential_stolen": self.env._("This band was reported stolen."),
            "credential_blocked": self.env._("This band is blocked."),
            "credential_returned": self.env._("This band was handed in."),
            "credential_expired": self.env._(
                "This band was good until %(at)s.", at=facts["at"]
            ),
            "locked_out": self.env._(
                "Refused too often in a row. It works again at %(until)s.",
                until=facts["until"],
            ),
            "not_active": self.env._("This person is not in the register any more."),
            "stopped": facts["message"] or self.env._("The desk wants a word first."),
        }

    @api.model
    def _get_texts_of_rights(self, facts):
        return {
            **self._get_texts_of_contracts(facts),
            "out_of_hours": self._say_hours(
                facts, self.env._("“%(name)s” is not good at this hour.", **facts)
            ),
            "visits_used": self.env._(
                "All %(most)s visits of “%(name)s” are used.", **facts
            ),
            "no_right_here": self.env._("“%(name)s” does not open this door.", **facts),
            "not_this_age": self.env._("“%(name)s” is for another age.", **facts),
            "wallet_low": self.env._(
                "Coming in costs %(price)s; on the band there is %(balance)s.", **facts
            ),
            "escort_needed": self.env._("Who is so young comes in with a guardian."),
        }

    @api.model
    def _get_texts_of_contracts(self, facts):
        owed = self.env._("%(invoice)s of %(amount)s is unpaid.", **facts)
        return {
            "past_due": owed
            if facts["invoice"]
            else self.env._("Something is unpaid."),
            "hold": owed
            if facts["invoice"]
            else self.env._("“%(name)s” rests at the moment.", **facts),
            "ended": self.env._("“%(name)s” has ended.", **facts),
            "not_started": self.env._("“%(name)s” begins on %(from)s.", **facts),
            "not_accepted": self.env._("“%(name)s” is not accepted yet.", **facts),
            "no_contract": self.env._("There is no subscription."),
            "no_right": self.env._("No rule lets this person in here."),
            "no_member": self.env._("This person is no member."),
            "membership": self.env._("The membership does not run."),
            "no_booking": self.env._("Nothing is booked for now."),
        }

    def _say_hours(self, facts, text):
        if not facts["opens"]:
            return text
        return self.env._("%(text)s Next: %(opens)s.", text=text, opens=facts["opens"])

    @api.model
    def _get_texts_of_gates(self, facts):
        return {
            "zone_closed": self._say_hours(facts, self.env._("It is closed.")),
            "gate_closed": self.env._("This gate is closed."),
            "lockdown": self.env._("Nobody comes in at the moment."),
            "zone_full": self.env._("It is full: %(capacity)s are inside.", **facts),
            "already_inside": self.env._("Inside already, since %(since)s.", **facts),
            "came_just_now": self.env._(
                "Came in just now. Again after %(until)s.", **facts
            ),
            "not_in_parent": self.env._("The way leads through the outer gate first."),
            "surplus_due": self.env._(
                "The stay was paid until %(paid_until)s. %(amount)s is owed.", **facts
            ),
        }

    @api.model
    def _get_texts_of_passing(self, facts):
        return {
            "right": self.env._("Comes in by “%(name)s”.", **facts),
            "in_grace": self.env._("%(invoice)s of %(amount)s is late.", **facts),
            "admin": self.env._("Opens everything."),
            "fire": self.env._("Fire: everything is open."),
            "free_passage": self.env._("Free passage."),
            "leaves": self.env._("Leaves."),
            "not_inside": self.env._("Leaves, and was not known to be inside."),
            "surplus_from_wallet": self.env._(
                "%(amount)s for the longer stay, from the band.", **facts
            ),
        }

    @api.model
    def _get_fixes(self):
        """{fix: what to do}; a test finds fixes that have no words."""
        return {
            "ask_desk": self.env._("Come to the desk."),
            "pay": self.env._("Pay what is open."),
            "renew": self.env._("Renew the subscription."),
            "choose_plan": self.env._("Choose a plan that opens this door."),
            "accept": self.env._("Accept the contract."),
            "end_hold": self.env._("End the hold."),
            "join": self.env._("Apply for membership."),
            "come_later": self.env._("Come at that time."),
            "buy_visits": self.env._("Buy more visits."),
            "top_up": self.env._("Top up the band."),
            "pay_surplus": self.env._("Pay for the longer stay."),
            "bring_escort": self.env._("Come in together with a guardian."),
            "leave_first": self.env._("Leave by the gate first."),
            "enter_before": self.env._("Come in by the outer gate first."),
            "other_gate": self.env._("Take another gate."),
            "book": self.env._("Book a place."),
            "wait": self.env._("Wait a little."),
        }


def _is_number(value, most):
    return isinstance(value, int | float) and -most < value < most
