from odoo import api, fields, models

from ..tools.waiting import fingerprint

STATES = [
    ("waiting", "Waiting"),
    ("offered", "Has an Offer"),
    ("taken", "Took the Seat"),
    ("expired", "Did Not Answer"),
    ("left", "Left the List"),
]
ACTIVE = ("waiting", "offered")


class CommunityEventWaiting(models.Model):
    """A member who waits for a seat, in the order of coming.

    A seat that gets free is offered to the first and held meanwhile: a row that is
    *offered* counts as a seat that is taken. So there is one offer for each free seat,
    and nobody else can book it.
    """

    _name = "community.event.waiting"
    _description = "Waiting List"
    _inherit = ["community.member.card.number.guard", "community.pen.guard"]
    _order = "id"

    _pen = "waiting"

    event_id = fields.Many2one(
        "event.event", required=True, readonly=True, index=True, ondelete="cascade"
    )
    slot_id = fields.Many2one(
        "event.slot", readonly=True, index="btree_not_null", ondelete="cascade"
    )
    ticket_id = fields.Many2one(
        "event.event.ticket", readonly=True, index="btree_not_null", ondelete="cascade"
    )
    partner_id = fields.Many2one(
        "res.partner",
        "Member",
        required=True,
        readonly=True,
        index=True,
        ondelete="cascade",
    )
    company_id = fields.Many2one(
        related="event_id.company_id", store=True, index="btree_not_null"
    )
    state = fields.Selection(STATES, required=True, readonly=True, default="waiting")
    position = fields.Integer(
        compute="_compute_position", help="1 gets the next free seat."
    )
    offered_at = fields.Datetime(readonly=True)
    offer_until = fields.Datetime(readonly=True)
    token_hash = fields.Char(readonly=True, groups="base.group_system")
    registration_id = fields.Many2one(
        "event.registration", "Seat", readonly=True, index="btree_not_null"
    )

    _person_uniq = models.UniqueIndex(
        "(event_id, COALESCE(slot_id, 0), partner_id)"
        " WHERE state IN ('waiting', 'offered')",
        "This member is on the waiting list already.",
    )
    _token_uniq = models.UniqueIndex(
        "(token_hash) WHERE token_hash IS NOT NULL", "A token is given once."
    )
    _queue_index = models.Index("(event_id, id) WHERE state IN ('waiting', 'offered')")
    _until_index = models.Index("(offer_until) WHERE state = 'offered'")

    def _get_pen_refusal(self):
        return self.env._(
            "The waiting list keeps its order by itself. Members join and leave on the "
            "website; take somebody off it with the button."
        )

    @api.depends("partner_id", "event_id")
    def _compute_display_name(self):
        for row in self:
            row.display_name = self.env._(
                "%(member)s, %(event)s",
                member=row.partner_id.name,
                event=row.event_id.name,
            )

    @api.depends("state")
    def _compute_position(self):
        """Counted among those who wait for the same kind of seat."""
        # sudo: the place in a queue counts others whom one may not see.
        queue_sudo = self.sudo().search_fetch(
            [("event_id", "in", self.event_id.ids), ("state", "=", "waiting")],
            ["event_id", "slot_id", "ticket_id"],
        )
        places, lengths = {}, {}
        for row in queue_sudo:
            key = (row.event_id, row.slot_id, row.ticket_id)
            lengths[key] = lengths.get(key, 0) + 1
            places[row.id] = lengths[key]
        for row in self:
            row.position = places.get(row.id, 0)

    @api.model
    def _find(self, token):
        """The row of a genuine token, else empty."""
        hashed = fingerprint(token)
        rows_sudo = self.sudo()  # sudo: the token is the right to answer the offer
        if not hashed:
            return rows_sudo.browse()
        return rows_sudo.search([("token_hash", "=", hashed)])

    @api.model
    def _find_active(self, partner, events, slot=None):
        """The places of one person in the queues of these events.

        :param slot: of this time alone, an empty one at an event without slots
        """
        domain = [
            ("partner_id", "=", partner.id),
            ("event_id", "in", events.ids),
            ("state", "in", ACTIVE),
        ]
        if slot is not None:
            domain.append(("slot_id", "=", slot.id))
        # sudo: the own place in the queue.
        return self.sudo().search(domain)

    @api.model
    def _count_held(self, name, ids):
        """Seats held for offers, by event, slot or ticket.

        :param name: `event_id`, `slot_id` or `ticket_id`
        :return: {record id: seats}
        """
        # sudo: a number, for the count of free seats.
        rows = self.sudo()._read_group(
            [("state", "=", "offered"), (name, "in", ids)], [name], ["__count"]
        )
        return {record.id: count for record, count in rows}
