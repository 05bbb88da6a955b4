from odoo import api, models
from odoo.exceptions import UserError

# What makes a seat attended, or an attended seat somebody's
ATTENDING = {"email", "member_id", "name", "partner_id", "state"}


class EventRegistration(models.Model):
    """Nobody says of himself that he was there, except managers of events.

    The own scan of the venue's code, and what a gate lets in, is decided by rules and
    keeps a try of its own: it comes with its entries, and passes here.
    """

    _inherit = "event.registration"

    @api.model_create_multi
    def create(self, vals_list):
        seats = super().create(vals_list)
        seats._check_not_own(self.browse())
        return seats

    def write(self, vals):
        if "entries" in vals or not ATTENDING & vals.keys():
            return super().write(vals)
        # By the link alone: what is typed can be made to name anybody beforehand.
        before = self._get_own_attended().filtered("member_id")
        result = super().write(vals)
        self._check_not_own(before)
        return result

    def _check_not_own(self, before):
        """:param before: own seats that were attended already
        :raises UserError: somebody checks himself in by hand
        """
        if self._get_own_attended() - before:
            raise UserError(
                self.env._(
                    "Somebody else has to check you in: ask another organiser or a "
                    "steward, and leave out your own seat here."
                )
            )

    def _get_own_attended(self):
        """Attended seats of whoever asks; none for those who may do it themselves."""
        user = self.env.user
        if self.env.su or user.has_group("event.group_event_manager"):
            return self.browse()
        return self.filtered(
            lambda seat: seat.state == "done" and seat._is_seat_of(user.partner_id)
        )

    def _is_seat_of(self, partner):
        """Whether this person comes; a seat booked for somebody else is that one's."""
        self.ensure_one()
        if self.member_id:
            return self.member_id == partner
        return self.partner_id == partner and bool(self._get_likeness(partner))
