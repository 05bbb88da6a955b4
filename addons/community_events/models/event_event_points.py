from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import SQL

from ..tools.event_points import EventFacts

POINTS = {
    "attendee": "points_attendee",
    "organizer": "points_organizer",
    "volunteer": "points_volunteer",
}
DECIDING = {"active", "date_begin", "date_end", "kanban_state", *POINTS.values()}


class EventEvent(models.Model):
    """Points for those who took part, posted once when the event ends."""

    _inherit = "event.event"

    points_attendee = fields.Integer("Points for Attendees", tracking=True)
    points_organizer = fields.Integer("Points for Organisers", tracking=True)
    points_volunteer = fields.Integer("Points for Volunteers", tracking=True)
    points_posted_at = fields.Datetime("Closed On", readonly=True, copy=False)
    points_total = fields.Integer("Points Given", compute="_compute_points_total")

    _points_range = models.Constraint(
        "CHECK (points_attendee BETWEEN 0 AND 1000000"
        " AND points_organizer BETWEEN 0 AND 1000000"
        " AND points_volunteer BETWEEN 0 AND 1000000)",
        "Points of an event are between 0 and 1,000,000.",
    )
    _points_open_index = models.Index(
        "(date_end) WHERE points_posted_at IS NULL AND active"
    )

    def _compute_points_total(self):
        self.env["community.points.entry"].flush_model()
        self.env["event.registration"].flush_model(["event_id"])
        self.env.cr.execute(
            SQL(
                """
            SELECT seat.event_id, sum(entry.amount)
              FROM event_registration seat
              JOIN community_points_entry entry
                ON entry.res_model = 'event.registration' AND entry.res_id = seat.id
             WHERE seat.event_id = ANY(%s)
             GROUP BY seat.event_id
            """,
                list(self.ids),
            )
        )
        sums = dict(self.env.cr.fetchall())
        for event in self:
            event.points_total = sums.get(event.id, 0)

    # ------------------------------------------------------------
    # CRUD
    # ------------------------------------------------------------

    @api.model_create_multi
    def create(self, vals_list):
        given = set().union(*vals_list)
        if "default_points_posted_at" in self.env.context:
            given.add("points_posted_at")
        self._check_closing(given)
        return super().create(vals_list)

    def write(self, vals):
        self._check_closing(vals)
        if set(POINTS.values()) & vals.keys():
            self.check_access("write")
            self._check_points_kept(vals)
        result = super().write(vals)
        if DECIDING & vals.keys():
            self._settle_after_change()
        return result

    def _check_closing(self, names):
        """:raises AccessError: only closing an event says that it was closed"""
        if "points_posted_at" in names and not self.env.su:
            raise AccessError(
                self.env._(
                    "Close the event: then its points are given, and the date is kept."
                )
            )

    def _check_points_kept(self, vals):
        """What some have got already, others cannot get more or less of.

        :raises UserError: points were posted for this role; where there were none, they
            may still be set, and everybody gets them
        """
        # sudo: columns of this model that every organiser reads.
        for event_sudo in self.sudo().filtered("points_posted_at"):
            for name in POINTS.values():
                before = event_sudo[name]
                if before and name in vals and (vals[name] or 0) != before:
                    raise UserError(
                        self.env._(
                            "The points of “%(event)s” are in the ledger already. They "
                            "stay as they are; grant the difference by hand, or take "
                            "it away.",
                            event=event_sudo.name,
                        )
                    )

    def _settle_after_change(self):
        """Cancelled, put off, or given points afterwards: the ledger follows."""
        # sudo: organisers do not write the ledger; the right to the event is checked.
        closed_sudo = self.sudo().filtered("points_posted_at")
        if not closed_sudo:
            return
        closed_sudo.filtered(
            lambda event: not event._is_over()
        ).points_posted_at = False
        for event_sudo in closed_sudo:
            reason = self.env._("“%(event)s” does not count", event=event_sudo.name)
            event_sudo._get_all_seats()._settle_points(reason)

    # ------------------------------------------------------------
    # CLOSING
    # ------------------------------------------------------------

    def _is_over(self):
        """Whether the event has ended; the moment of its end is after it."""
        self.ensure_one()
        return bool(self.date_end) and self.date_end <= fields.Datetime.now()

    def _counts(self):
        """Whether taking part gives anything: not for what was called off."""
        self.ensure_one()
        return self.active and self.kanban_state != "cancel"

    def _close(self):
        """Post points, and what no-shows lose, for these events; twice changes nothing.

        Events that are not over, or were cancelled, are left alone. Who is marked as
        attended later gets the points at the next run.

        :return: the events that were closed
        """
        # sudo: organisers do not write the ledger; callers check the right.
        due_sudo = self.sudo().filtered(lambda one: one._is_over() and one._counts())
        fresh_sudo = due_sudo.filtered(lambda event: not event.points_posted_at)
        # Written, not only read: the second of two who close starts over.
        fresh_sudo.points_posted_at = fields.Datetime.now()
        for event_sudo in due_sudo:
            event_sudo._get_all_seats()._settle_points()
        fresh_sudo.filtered(lambda event: not event.stage_id.pipe_end).action_set_done()
        return self.browse(due_sudo.ids)

    def _get_all_seats(self):
        """The seats of these events, also those that were archived."""
        seats = self.env["event.registration"].with_context(active_test=False)
        return seats.search([("event_id", "in", self.ids)], order="id")

    def _get_points_facts(self):
        """:return: {event: EventFacts}"""
        rows = self.env["event.registration"]._read_group(
            [("event_id", "in", self.ids), ("state", "=", "done")], ["event_id"]
        )
        attended = {event.id for (event,) in rows}
        return {
            event: EventFacts(
                is_over=event._is_over(),
                is_closed=bool(event.points_posted_at),
                is_cancelled=not event._counts(),
                points={role: event[name] for role, name in POINTS.items()},
                has_presence=event.id in attended,
            )
            for event in self
        }

    def _get_points_company(self):
        """Whose ledger the points of this event go to; empty where anybody's may."""
        self.ensure_one()
        return self.company_id

    @api.model
    def _skip_past_events(self):
        """What was over before this add-on came gives nothing by itself."""
        self.env.cr.execute(
            SQL(
                "UPDATE event_event SET points_posted_at = date_end"
                " WHERE points_posted_at IS NULL AND date_end <= %s",
                fields.Datetime.now(),
            )
        )
        self.invalidate_model(["points_posted_at"])
