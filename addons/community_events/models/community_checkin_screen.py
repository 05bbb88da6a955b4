from odoo import fields, models


class CommunityCheckinScreen(models.Model):
    """A screen at the venue that shows codes: who opened it, and from which network.

    Codes carry its number, so that a code that was passed on names the screen it came
    from.
    """

    _name = "community.checkin.screen"
    _description = "Venue Screen"
    _order = "opened_at DESC, id DESC"

    event_id = fields.Many2one(
        "event.event", required=True, readonly=True, index=True, ondelete="cascade"
    )
    user_id = fields.Many2one("res.users", "Opened By", readonly=True)
    number = fields.Integer(readonly=True, required=True)
    opened_at = fields.Datetime(readonly=True, default=fields.Datetime.now)
    last_seen_at = fields.Datetime(readonly=True)
    is_closed = fields.Boolean(readonly=True)
    network = fields.Char(
        readonly=True,
        groups="event.group_event_manager",
        help="Fingerprint of the address from which the screen asks for codes. Members "
        "who come from the same one are most likely in the room.",
    )

    _number_uniq = models.UniqueIndex(
        "(event_id, number)", "Two screens of an event have different numbers."
    )
