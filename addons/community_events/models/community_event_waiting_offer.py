from odoo import api, fields, models
from odoo.exceptions import UserError

from ..tools.waiting import fingerprint, get_offer_end, make_token

AT_ONCE = 200


class CommunityEventWaiting(models.Model):
    """An offer: made in turn, answered by the member or by time."""

    _inherit = "community.event.waiting"

    # ------------------------------------------------------------
    # OFFER
    # ------------------------------------------------------------

    def _offer_in_turn(self):
        """Offer what is free to the first of these rows; called in the event's turn."""
        full, asked = set(), self._get_asked()
        for row in self:
            event, key = row.event_id, (row.slot_id, row.ticket_id)
            until = row._get_offer_end()
            # Who has an offer for one time answers it before he gets another.
            if key in full or not until or (event, row.partner_id) in asked:
                continue
            if row.ticket_id.is_expired or row._get_stranger_words():
                continue
            [free] = event._get_seats_availability([key])
            if free is not None and free < 1:
                full.add(key)
            else:
                row._offer(until)
                asked.add((event, row.partner_id))

    def _get_asked(self):
        """:return: set of (event, member) with an offer that waits for an answer"""
        offered = self.search(
            [
                ("event_id", "in", self.event_id.ids),
                ("partner_id", "in", self.partner_id.ids),
                ("state", "=", "offered"),
            ]
        )
        return {(row.event_id, row.partner_id) for row in offered}

    def _get_offer_end(self):
        self.ensure_one()
        begin = self.slot_id.start_datetime or self.event_id.date_begin
        return get_offer_end(fields.Datetime.now(), self.event_id.waiting_hours, begin)

    def _offer(self, until):
        """Hold a seat for this member until then, and say so."""
        self.ensure_one()
        token = make_token()
        self._with_pen().write(
            {
                "state": "offered",
                "offered_at": fields.Datetime.now(),
                "offer_until": until,
                "token_hash": fingerprint(token),
            }
        )
        self.env["community.notice"]._send(
            "event_seat_offered",
            self,
            values={"url": f"{self.get_base_url()}/event/waiting/{token}"},
        )
        # sudo: the queue is tidied up by the system.
        cron_sudo = self.env.ref("community_events.ir_cron_event_waiting").sudo()
        cron_sudo._trigger(at=until)

    # ------------------------------------------------------------
    # ANSWER
    # ------------------------------------------------------------

    def _accept(self):
        """The seat is this member's. Twice gives the same seat.

        Two at once: both take the event's turn, so the second starts over and finds
        the seat.

        :raises UserError: there is no offer any more
        """
        self.ensure_one()
        if self.state == "taken":
            return self.registration_id
        refusal = self._get_accept_refusal()
        if refusal:
            raise UserError(refusal)
        self.event_id._take_waiting_turn()
        # First the seat that was held, so that it is free for the one that is made.
        self._with_pen().write({"state": self._get_state_when_accepted()})
        seat_sudo = self._make_seat()
        self._with_pen().write({"registration_id": seat_sudo.id})
        # His places for other times waited for this answer.
        self.event_id._offer_seats()
        return seat_sudo

    def _get_state_when_accepted(self):
        """Hook: what the row is from now on."""
        return "taken"

    def _make_seat(self):
        """Hook: the seat, for whoever accepted."""
        # sudo: members have no rights on registrations; the offer is theirs.
        seats_sudo = self.env["event.registration"].sudo()
        made_sudo = seats_sudo._mailing_later().create(self._prepare_seat())
        return seats_sudo.browse(made_sudo.id)

    def _get_next_path(self, path):
        """Hook: where the member goes from here."""
        return path

    def _prepare_seat(self):
        self.ensure_one()
        return {
            "event_id": self.event_id.id,
            "event_slot_id": self.slot_id.id,
            "event_ticket_id": self.ticket_id.id,
            "partner_id": self.partner_id.id,
            "member_id": self.partner_id.id,
            "state": "open",
        }

    def _get_accept_refusal(self):
        """Why this offer cannot be accepted (any more); empty when it can."""
        self.ensure_one()
        now = fields.Datetime.now()
        if self.state != "offered" or now > self.offer_until:
            return self.env._(
                "This offer is over: the seat went to the next on the list."
            )
        if self.event_id.kanban_state == "cancel" or not self.event_id.active:
            return self.env._("The event is cancelled.")
        return self._get_stranger_words()

    def _get_stranger_words(self):
        """Why this seat is not for this person any more; empty when it is."""
        self.ensure_one()
        if not self.event_id._is_invited(self.partner_id):
            return self.event_id._get_audience_words()
        if (
            self.ticket_id.members_only
            and not self.partner_id._counts_as_member_today()
        ):
            return self.ticket_id._get_members_only_words()
        return ""

    def _leave(self):
        """Off the list, or no to an offer; the next in the row gets it at once."""
        active = self.filtered(lambda row: row.state in ("waiting", "offered"))
        active._with_pen().write({"state": "left"})
        active.event_id._offer_seats()

    def action_remove(self):
        """Organiser: take these off the list."""
        self.event_id.check_access("write")
        # sudo: the right on the events is checked; the list writes itself.
        self.sudo()._leave()

    # ------------------------------------------------------------
    # TIME
    # ------------------------------------------------------------

    @api.model
    def _expire(self):
        """Offers and queues whose time is over. Who did not answer is told."""
        now = fields.Datetime.now()
        silent = self.search(
            [("state", "=", "offered"), ("offer_until", "<", now)], limit=AT_ONCE
        )
        silent._with_pen().write({"state": "expired"})
        self.env["community.notice"]._send("event_offer_expired", silent)
        over = self.search(
            [("state", "=", "waiting"), ("event_id.date_end", "<", now)], limit=AT_ONCE
        )
        over._with_pen().write({"state": "expired"})
        return silent

    @api.model
    def _cron_offer(self):
        """Expire what is over, then offer whatever is free: also what no step saw."""
        self._expire()
        cron = self.env["ir.cron"]
        rows = self._read_group(
            [
                ("state", "=", "waiting"),
                ("event_id.date_end", ">", fields.Datetime.now()),
            ],
            ["event_id"],
        )
        cron._commit_progress(remaining=len(rows))
        for (event,) in rows:
            event._offer_seats()
            if not cron._commit_progress(1):
                break
