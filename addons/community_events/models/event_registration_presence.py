from odoo import api, fields, models
from odoo.exceptions import AccessError

from ..tools.recurrence import to_local

# Only code of this process can hand these objects over; no caller from outside can.
_QUIETLY = object()
_COUNTED = object()
KEPT = {
    "certificate_due",
    "certificate_sent_at",
    "day_entries",
    "entries",
    "first_in_at",
    "giver_id",
    "given",
    "is_accepted",
    "is_flagged",
    "is_inside",
    "is_walk_in",
    "last_at",
    "last_in_at",
    "points_due",
    "ticket_serial",
}


class EventRegistration(models.Model):
    """Coming in, going out, and taking back what should not have counted."""

    _inherit = "event.registration"

    # ------------------------------------------------------------
    # CRUD
    # ------------------------------------------------------------

    @api.model_create_multi
    def create(self, vals_list):
        prefix = "default_"
        given = {
            name.removeprefix(prefix)
            for name in self.env.context
            if name.startswith(prefix)
        }
        self._check_may_count(given.union(*vals_list))
        return super().create(vals_list)

    def write(self, vals):
        self._check_may_count(vals)
        return super().write(vals)

    def _check_may_count(self, names):
        """What follows from the ledger of tries is written with them, or not at all.

        :raises AccessError: somebody from outside wants to write it by itself
        """
        by_rules = self.env.context.get("community_counted") is _COUNTED
        if KEPT.intersection(names) and not (self.env.su or by_rules):
            raise AccessError(
                self.env._(
                    "Who came, and when, is counted at the door. Check in by hand, or "
                    "annul a check-in: then it is kept who did it."
                )
            )

    def _counting(self):
        """These seats, for code that keeps a try for what it writes."""
        return self.with_context(community_counted=_COUNTED)

    # ------------------------------------------------------------
    # PRESENCE
    # ------------------------------------------------------------

    def _is_paid(self):
        """Hook: whether money is still due for this seat."""
        self.ensure_one()
        return True

    def _admit(self, moment=None, flagged=False):
        """Count one entry; the first makes the seat *attended*.

        Called by code that has decided and keeps an attempt, which says more than
        core's note in the chatter; so nothing is tracked here.
        """
        self.ensure_one()
        moment = moment or fields.Datetime.now()
        first = min(self.first_in_at or moment, moment)
        values = {
            "entries": self.entries + 1,
            "is_inside": True,
            "first_in_at": first,
            "last_at": max(self.last_at or moment, moment),
            "is_flagged": self.is_flagged or flagged,
            **self._count_of_day(moment),
        }
        if self.state != "done":
            values |= {"state": "done", "date_closed": first}
        quiet = self.with_context(tracking_disable=True, community_quiet_entry=_QUIETLY)
        quiet._counting().write(values)

    def _count_of_day(self, moment):
        """One more entry of that day; one that is told late changes no later day."""
        last = self.last_in_at
        if not last or not self._is_same_day(last, moment):
            if last and last > moment:
                return {}
            return {"last_in_at": moment, "day_entries": 1}
        return {"last_in_at": max(last, moment), "day_entries": self.day_entries + 1}

    def _is_same_day(self, one, other):
        """By the clock of the event, from midnight to midnight."""
        zone = self.event_id._get_zone()
        return to_local(one, zone).date() == to_local(other, zone).date()

    def _is_good_again(self):
        """A ticket that is counted by days was last used on an earlier one."""
        ticket = self.event_ticket_id
        return (
            ticket.entries_per == "day"
            and bool(self.last_in_at)
            and not self._is_same_day(self.last_in_at, fields.Datetime.now())
        )

    def _give(self, thing, moment):
        """Note one more of a thing; whoever scans the same ticket elsewhere in this
        moment starts over.

        :param thing: `community.event.hand.out`
        """
        self.ensure_one()
        given = dict(self.given or {})
        count, _last_at = given.get(str(thing.id), (0, 0))
        given[str(thing.id)] = [count + 1, int(moment)]
        self.with_context(tracking_disable=True)._counting().given = given

    def _leave(self, moment=None):
        """Going out is always right; the seat stays attended."""
        self.ensure_one()
        moment = moment or fields.Datetime.now()
        self.with_context(tracking_disable=True)._counting().write(
            {"is_inside": False, "last_at": max(self.last_at or moment, moment)}
        )

    def _take_back_presence(self):
        """Not there after all: the seat is one of a no-show, a walk-in's is gone."""
        for registration in self:
            registration._counting().write(
                {
                    "state": "cancel" if registration.is_walk_in else "open",
                    "date_closed": False,
                    "entries": 0,
                    "is_inside": False,
                    "first_in_at": False,
                    "last_in_at": False,
                    "day_entries": 0,
                    "is_flagged": False,
                }
            )

    def _mailing_later(self):
        """For seats that are made in the middle of a step of ours.

        Core writes the letters about a new seat at once and commits, which would keep
        half of the step. Its cron writes them as well.
        """
        return self.with_context(community_mailing_later=_QUIETLY)

    def _update_mail_schedulers(self):
        if self.env.context.get("community_mailing_later") is not _QUIETLY:
            return super()._update_mail_schedulers()
        if any(seat.state == "open" for seat in self):
            # sudo: letters are the system's, whoever takes a seat.
            self.env.ref("event.event_mail_scheduler").sudo()._trigger()
        return None

    def _message_log_batch(self, bodies, *args, **kwargs):
        """Core notes each attendance in the chatter; the attempt says it better."""
        if self.env.context.get("community_quiet_entry") is _QUIETLY:
            return self.env["mail.message"]
        return super()._message_log_batch(bodies, *args, **kwargs)
