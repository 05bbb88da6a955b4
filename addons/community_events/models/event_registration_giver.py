from datetime import timedelta

from odoo import api, fields, models
from odoo.fields import Domain

from .event_registration_ticket import LAST_SERIAL


class EventRegistration(models.Model):
    """Who answers for a seat that was passed on and that nobody has said yes to.

    Nobody is bound by what somebody else decided, and nobody gets rid of a seat by
    naming a person who never answers: until that person says yes, who gave it away is
    the one who did not come. Guests have no page on which to say yes, and nobody else
    who is not in the register answers for anything.
    """

    _inherit = "event.registration"

    giver_id = fields.Many2one(
        "res.partner",
        "Passed On By",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="set null",
        help="Answers for the seat until the new holder says yes: if nobody comes, it "
        "is this member who did not come.",
    )

    def write(self, vals):
        """The organiser's word about who comes ends what the giver answers for."""
        moved = self.browse()
        if "member_id" in vals and "giver_id" not in vals:
            moved = self.filtered(
                lambda seat: (
                    seat.giver_id
                    and seat.member_id
                    and seat.member_id.id != (vals["member_id"] or 0)
                )
            )
        result = super().write(vals)
        if moved:
            moved._counting().write({"giver_id": False, "is_accepted": True})
        return result

    @api.model
    def _get_bound_domain(self, partners=None):
        """Seats for which somebody answers, if nobody comes.

        :param partners: these alone; None for everybody in the register
        """
        if partners is None:
            known = [("in_member_register", "=", True)]
            own, given = (
                Domain("member_id", "any", known),
                Domain("giver_id", "any", known),
            )
        else:
            own = Domain("member_id", "in", partners.ids)
            given = Domain("giver_id", "in", partners.ids)
        accepted = Domain("is_accepted", "=", True)
        return (accepted & own) | (~accepted & given)

    def _get_bound(self):
        """Who answers for this seat; nobody for a guest's."""
        self.ensure_one()
        return self.member_id if self.is_accepted else self.giver_id

    def _get_giver_until(self):
        """Until when the giver could have given this seat back."""
        self.ensure_one()
        hours = timedelta(hours=self.event_id.cancel_until_hours)
        return self._get_begin() - hours

    def _goes_back_to_giver(self):
        """Whether a no comes too late to give the seat to somebody else."""
        self.ensure_one()
        if self.is_accepted or not self.giver_id:
            return False
        return fields.Datetime.now() > self._get_giver_until()

    def _get_return_refusal(self):
        """Why the seat cannot go back to its giver; empty when it can, or need not."""
        self.ensure_one()
        if not self._goes_back_to_giver():
            return ""
        if self.event_id._find_registration(self.giver_id, self.event_slot_id):
            return self.env._(
                "It is too late to make this seat free, and %(name)s, who passed it on "
                "to you, has another one and answers for both. Nothing is held against "
                "you if you do not come.",
                name=self.giver_id.name,
            )
        if self.ticket_serial >= LAST_SERIAL:
            return self.event_id._get_contact_words()
        return ""

    def _can_be_bound(self):
        """Whether a yes of the new holder ends what the giver answers for.

        Of whoever is not in the register nobody asks why he did not come: his yes
        would leave nobody who answers.
        """
        self.ensure_one()
        is_known = self.member_id.in_member_register
        return not self.is_accepted and (
            is_known or not self.giver_id.in_member_register
        )

    def _return_to_giver(self):
        """The new holder does not come: the seat, and what it asks, is the giver's."""
        self.ensure_one()
        giver = self.giver_id
        values = self._prepare_transfer(giver.name, giver.email_normalized, giver)
        self._counting().write(values)
        self._message_log(
            body=self.env._(
                "Went back to %(name)s, who had passed it on.", name=giver.name
            )
        )
        self.env["community.notice"]._send(
            "event_seat_transferred",
            self,
            partners=giver,
            occurrence=str(self.ticket_serial),
            values={"is_returned": True},
        )

    def _say_given(self):
        """What the giver reads as long as nobody said yes."""
        self.ensure_one()
        return self.env._(
            "Passed on to %(name)s, who has not said yes yet. Until then you answer "
            "for it: if nobody comes, it is you who did not come.",
            name=self.name,
        )
