from odoo import models


class EventEvent(models.Model):
    """What a visitor reads about the waiting list."""

    _inherit = "event.event"

    def _get_waiting_values(self, user):
        """The block under “Sold out”: None where nobody can wait.

        :return: {"rows" (own places), "choices": [{"key", "label"}], "login"}
        """
        self.ensure_one()
        if not self.use_waiting_list or self.kanban_state == "cancel":
            return None
        waiting = self.env["community.event.waiting"]
        is_public = user._is_public()
        rows_sudo, choices = waiting.browse(), []
        if is_public:
            choices = self._get_waiting_choices()
        else:
            rows_sudo = waiting._find_active(user.partner_id, self)
            if not self._get_waiting_refusal(user):
                choices = self._get_choices_left(user, rows_sudo)
        if not rows_sudo and not choices:
            return None
        return {
            "rows": rows_sudo,
            "choices": [
                {"key": f"{slot.id or 0}-{ticket.id or 0}", "label": label}
                for slot, ticket in choices
                for label in [self._say_choice(slot, ticket)]
            ],
            "login": is_public,
        }

    def _get_choices_left(self, user, rows):
        """What to wait for, less the times of which this person has a seat or a place.

        :param rows: the own places in the queues
        """
        # sudo: the own seats.
        seats_sudo = self.env["event.registration"].sudo()
        seats_sudo = seats_sudo.search(
            [
                ("event_id", "=", self.id),
                ("member_id", "=", user.partner_id.id),
                ("state", "!=", "cancel"),
            ]
        )
        known = {row.slot_id.id for row in rows}
        known |= {seat.event_slot_id.id for seat in seats_sudo}
        return [
            (slot, ticket)
            for slot, ticket in self._get_waiting_choices()
            if slot.id not in known
        ]

    def _say_choice(self, slot, ticket):
        names = [ticket.name] if ticket else []
        if slot:
            names.insert(0, slot.display_name)
        return " · ".join(names) or self.name

    def _find_waiting_choice(self, key):
        """(slot, ticket) of a key that this event has told; None for every other."""
        return next(
            (
                (slot, ticket)
                for slot, ticket in self._get_waiting_choices()
                if key == f"{slot.id or 0}-{ticket.id or 0}"
            ),
            None,
        )
