"""What a lock's answer means, in the words of who reads it."""

from datetime import UTC, datetime

from odoo import models
from odoo.tools.misc import format_datetime
from odoo.tools.translate import LazyTranslate

_lt = LazyTranslate(__name__)

REASONS = {
    "already_has_locker": _lt("This band has a locker already: %(locker)s."),
    "band_blocked": _lt("This band does not open anything: it is %(state)s."),
    "band_unknown": _lt("Nobody knows this band here."),
    "bank_full": _lt("All lockers of %(room)s are taken."),
    "entitlement_expired": _lt("The time ended on %(until)s."),
    "gender_unknown": _lt("This room is for %(room)s."),
    "grace": _lt("The time ended on %(until)s; %(minutes)s minutes are left."),
    "locker_taken": _lt("Somebody has locker %(locker)s."),
    "no_door": _lt("No locker was chosen."),
    "not_assigned": _lt("The house gives out the lockers of this room."),
    "not_inside": _lt("The holder of this band has not come in."),
    "out_of_order": _lt("Locker %(locker)s is out of order."),
    "rental_only": _lt("Locker %(locker)s is for those who rent it."),
    "rental_over": _lt("The rental of locker %(locker)s is over."),
    "rental_other": _lt("Somebody rents locker %(locker)s."),
    "wrong_gender_zone": _lt("This room is for %(room)s."),
}
FIXES = {
    "ask_desk": _lt("The desk helps, and opens it."),
    "ask_terminal": _lt("Hold the band to the terminal."),
    "come_later": _lt("Wait until one is given back."),
    "enter_first": _lt("Pass the entrance first."),
    "hold_to_door": _lt("Hold the band to a free locker."),
    "open_own": _lt("Open that one first."),
    "other_room": _lt("Take one in another room."),
    "renew": _lt("Extend the stay first."),
    "take_another": _lt("Take another one."),
    "take_belongings": _lt("Take everything out."),
}
STATES = {
    "stock": _lt("in stock"),
    "issued": _lt("issued"),
    "lost": _lt("lost"),
    "stolen": _lt("stolen"),
    "blocked": _lt("blocked"),
    "returned": _lt("returned"),
}
ROOMS = {"any": _lt("everybody"), "women": _lt("women"), "men": _lt("men")}


class CommunityLockerBankWords(models.Model):
    _inherit = "community.locker.bank"

    def _tell(self, answer):
        """One or more sentences: what was done or why not, and what helps."""
        translate = self.env._
        parts = [self._tell_done(answer)] if answer.get("did") else []
        for reason in answer["reasons"]:
            if reason["code"] in REASONS:
                words = self._get_words_of_facts(reason["facts"])
                parts.append(translate(REASONS[reason["code"]]) % words)
            if reason["fix"] in FIXES:
                parts.append(translate(FIXES[reason["fix"]]))
        return " ".join(dict.fromkeys(parts))

    def _tell_done(self, answer):
        name = answer["name"]
        if answer["did"] == "opened":
            return self.env._("Locker %(locker)s is open.", locker=name)
        if answer["did"] == "assigned":
            return self.env._("Locker %(locker)s is yours.", locker=name)
        return self.env._("Locker %(locker)s is shut.", locker=name)

    def _get_words_of_facts(self, facts):
        translate, words = self.env._, dict(facts)
        if "until" in facts:
            moment = datetime.fromtimestamp(facts["until"], UTC).replace(tzinfo=None)
            words["until"] = format_datetime(self.env, moment, dt_format="short")
        for key, names in (("state", STATES), ("room", ROOMS)):
            if facts.get(key) in names:
                words[key] = translate(names[facts[key]])
        return words

    def _tell_where(self, use):
        """Which locker somebody has, for the terminal and for the desk."""
        if not use:
            return self.env._("No locker.")
        return self.env._(
            "Locker %(locker)s, %(bank)s, since %(since)s.",
            locker=use.locker_id.name,
            bank=use.bank_id.name,
            since=format_datetime(self.env, use.taken_at, dt_format="short"),
        )
