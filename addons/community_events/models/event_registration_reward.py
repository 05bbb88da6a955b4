from collections import defaultdict

from odoo import api, fields, models
from odoo.exceptions import AccessError

from ..tools.event_points import RULE, Due, SeatFacts, get_dues

KEY = "event_seat"
SETTLING = {"active", "event_id", "member_id", "role", "state"}


class EventRegistration(models.Model):
    """Points of a seat: what the ledger says follows what the seat says.

    One method does it all (`_settle_points`): it compares what is due with what stands
    in the ledger, takes back what is not due any more and posts what misses.
    """

    _inherit = "event.registration"

    points_due = fields.Boolean(
        readonly=True,
        copy=False,
        help="Changed after the event was closed; the next run looks at it.",
    )

    _points_due_index = models.Index("(id) WHERE points_due")

    # ------------------------------------------------------------
    # CRUD
    # ------------------------------------------------------------

    @api.model_create_multi
    def create(self, vals_list):
        if self._may_reward():
            seats = super().create(vals_list)
        else:
            # Whose seat it is, is found from what was typed, as for every booking.
            booker = self.with_context(default_member_id=False)
            plain = [{**vals, "member_id": False} for vals in vals_list]
            seats = super(EventRegistration, booker).create(plain).with_env(self.env)
            self._check_bookings(seats, vals_list)
        seats._note_late()
        return seats

    def _check_bookings(self, seats, vals_list):
        """Who rewards nobody makes seats of attendees, each for whom it was typed."""
        default = self.env.context.get("default_member_id")
        for seat, vals in zip(seats, vals_list, strict=True):
            member_id = vals.get("member_id", default)
            is_other = member_id and seat.member_id.id != member_id
            if is_other or seat.role != "attendee":
                self._check_may_reward()

    def write(self, vals):
        if {"member_id", "role"} & vals.keys() and self._changes_reward(vals):
            self._check_may_reward()
        result = super().write(vals)
        if SETTLING & vals.keys():
            self._note_change()
        return result

    def _changes_reward(self, vals):
        """Whether `vals` change who gets points, or as what."""
        return any(
            ("role" in vals and seat.role != vals["role"])
            or ("member_id" in vals and seat.member_id.id != (vals["member_id"] or 0))
            for seat in self
        )

    def _check_may_reward(self):
        """:raises AccessError: stewards let people in, and reward nobody"""
        if not self._may_reward():
            raise AccessError(
                self.env._("Organisers say who helps, and whose seat it is. Ask them.")
            )

    @api.model
    def _may_reward(self):
        return self.env.su or self.env.user.has_group("event.group_event_user")

    @api.ondelete(at_uninstall=False)
    def _unlink_reverse_points(self):
        self._reverse_points(self.env._("The seat was deleted"))

    def _note_late(self):
        """Seats of events that are closed wait for the next run."""
        # sudo: stewards and members change seats; the mark is for the ledger alone.
        late_sudo = self.sudo().filtered("event_id.points_posted_at")
        if late_sudo:
            late_sudo.filtered(lambda seat: not seat.points_due).points_due = True
            self.env["event.event"]._trigger_settling()
        return late_sudo

    def _note_change(self):
        """What counts no more is taken back at once; what is new, at the next run."""
        lost_sudo = self._note_late().filtered(
            lambda seat: seat.state == "cancel" or not seat.active
        )
        if lost_sudo:
            lost_sudo._settle_points(self.env._("The seat was cancelled"))

    def _take_back_presence(self):
        self._reverse_points(self.env._("The attendance was annulled"))
        return super()._take_back_presence()

    # ------------------------------------------------------------
    # LEDGER
    # ------------------------------------------------------------

    def _reverse_points(self, reason):
        """Take back all that these seats gave or took; twice changes nothing.

        Seats that are still attended get it again at the next run: annul the presence,
        or cancel the seat, as well (`_take_back_presence` does both).

        :return: the new rows of the ledger
        """
        standing = self._get_standing_entries()
        entries = self.env["community.points.entry"].union(*standing.values())
        return entries._reverse(entries, reason)

    def _settle_points(self, reason=None):
        """Make the ledger say what these seats are worth; twice changes nothing.

        :param reason: why something is taken back, as the ledger shall say
        """
        # sudo: whoever causes it need not see, or write, the ledger.
        seats_sudo = self.sudo()
        wanted = {due.key: due for due in seats_sudo._get_dues()}
        standing = seats_sudo._get_standing_entries()
        # sudo: as above
        entries = self.env["community.points.entry"].sudo()
        gone = entries.union(
            *(rows for key, rows in standing.items() if key not in wanted)
        )
        if gone:
            reason = reason or self.env._("The seat was changed")
            entries._reverse(gone, reason)
        seats_sudo._post_dues(
            [due for key, due in wanted.items() if key not in standing]
        )

    def _get_dues(self):
        """:return: list of ``tools.event_points.Due``"""
        (self.member_id | self.giver_id).fetch(["in_member_register"])
        events = self.event_id._get_points_facts()
        return [
            due
            for event, seats in self.grouped("event_id").items()
            for due in get_dues(
                events[event], (seat._get_seat_facts() for seat in seats)
            )
        ]

    def _get_seat_facts(self):
        self.ensure_one()
        member, giver = self.member_id, self.giver_id
        return SeatFacts(
            seat_id=self.id,
            member_id=member.id if member.in_member_register else 0,
            role=self.role,
            state=self.state,
            is_active=self.active,
            is_accepted=self.is_accepted,
            giver_id=giver.id if giver.in_member_register else 0,
        )

    def _get_standing_entries(self):
        """What these seats gave and was not taken back.

        :return: {(seat id, member id, tag): entries}
        """
        # sudo: as above
        entries_sudo = self.env["community.points.entry"].sudo()
        found = entries_sudo.search(
            [
                ("res_model", "=", "event.registration"),
                ("res_id", "in", self.ids),
                ("kind", "=", "earned"),
                ("reversed_by_ids", "=", False),
            ]
        )
        standing = defaultdict(entries_sudo.browse)
        for entry in found:
            key = (entry.res_id, entry.partner_id.id, self._get_tag(entry))
            standing[key] |= entry
        return standing

    @api.model
    def _get_tag(self, entry):
        """By what these points were given, as in ``tools.event_points.Due``."""
        if entry.rule_id:
            return f"{RULE}:{entry.rule_id.trigger}"
        return f"own:{entry.origin_key.rpartition(':')[2]}"

    def _post_dues(self, dues: list[Due]):
        """Post what the events give themselves, then what the rules give."""
        entries = self.env["community.points.entry"]
        rows = [self._prepare_due_row(due) for due in dues if not due.trigger]
        entries._post(rows)
        facts = defaultdict(list)
        for due in dues:
            if due.trigger:
                seat = self.browse(due.seat_id)
                facts[due.trigger, seat._get_points_company()].append(
                    seat._prepare_fact(due)
                )
        for (trigger, company), happened in facts.items():
            entries.with_company(company)._post_for_trigger(trigger, happened, company)

    def _get_points_company(self):
        self.ensure_one()
        own = self.event_id._get_points_company()
        return own or self.member_id.company_id or self.env.company

    def _prepare_due_row(self, due):
        seat = self.browse(due.seat_id)
        return {
            "partner_id": due.member_id,
            "company_id": seat._get_points_company().id,
            "amount": due.points,
            "date": seat._get_points_day(),
            "reason": seat._get_points_reason(seat.role),
            "res_model": self._name,
            "res_id": seat.id,
            "origin_key": f"{KEY}:{seat.id}:{seat.role}",
            "again": True,
        }

    def _prepare_fact(self, due):
        """A fact for the rules. Volunteers' hours are those of the event."""
        self.ensure_one()
        event = self.event_id
        length = (event.date_end - event.date_begin).total_seconds() / 3600
        is_help = due.trigger == "volunteering"
        role = "no_show" if due.trigger == "no_show" else self.role
        return {
            "partner": self.env["res.partner"].browse(due.member_id),
            "key": f"{KEY}:{self.id}",
            "date": self._get_points_day(),
            "quantity": length if is_help else 1.0,
            "record": self,
            "reason": self._get_points_reason(role),
            "again": True,
        }

    def _get_points_day(self):
        """The day on which the event ended, where it took place."""
        event = self.event_id._set_tz_context()
        return fields.Datetime.context_timestamp(event, event.date_end).date()

    def _get_points_reason(self, role):
        name = self.event_id.name
        return {
            "attendee": self.env._("Attended: %(event)s", event=name),
            "organizer": self.env._("Organised: %(event)s", event=name),
            "volunteer": self.env._("Helped at: %(event)s", event=name),
            "no_show": self.env._("Registered and not come: %(event)s", event=name),
        }[role]
