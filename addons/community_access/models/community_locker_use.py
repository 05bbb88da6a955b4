from odoo import api, fields, models
from odoo.tools import SQL

KINDS = [("free", "Free Choice"), ("assigned", "Assigned"), ("rental", "Rental")]
RELEASED_BY = [
    ("band", "Band"),
    ("desk", "Desk"),
    ("change", "Change of Locker"),
    ("left", "Left the House"),
    ("release_all", "Release of All"),
    ("master", "Master Opening"),
]


class CommunityLockerUse(models.Model):
    """Who has a locker, from when to when. Written by the suite alone."""

    _name = "community.locker.use"
    _description = "Use of a Locker"
    _inherit = "community.pen.guard"
    _order = "taken_at DESC, id DESC"
    _rec_name = "locker_id"
    _check_company_auto = True
    _pen = "locker"

    locker_id = fields.Many2one(
        "community.locker",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
        check_company=True,
    )
    bank_id = fields.Many2one(
        related="locker_id.bank_id", store=True, index=True, precompute=True
    )
    company_id = fields.Many2one(
        related="locker_id.company_id", store=True, index=True, precompute=True
    )
    credential_id = fields.Many2one(
        "community.access.credential",
        "Band",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
        check_company=True,
    )
    partner_id = fields.Many2one(
        "res.partner", "Holder", readonly=True, index=True, ondelete="restrict"
    )
    kind = fields.Selection(KINDS, required=True, readonly=True)
    rental_id = fields.Many2one(
        "community.locker.rental",
        readonly=True,
        index="btree_not_null",
        ondelete="restrict",
    )
    taken_at = fields.Datetime(required=True, readonly=True, index=True)
    opened_at = fields.Datetime(
        "Last Opened", readonly=True, help="By the band, while the locker was kept."
    )
    released_at = fields.Datetime(readonly=True)
    released_by = fields.Selection(RELEASED_BY, readonly=True)
    user_id = fields.Many2one(
        "res.users", "Released With", readonly=True, help="Who was at the desk."
    )
    overdue_since = fields.Datetime(readonly=True)
    hours = fields.Float(
        readonly=True, aggregator="avg", help="How long it was held, once it is free."
    )

    # Two people at one door, and one band at two: the database lets one of them win.
    _locker_uniq = models.UniqueIndex(
        "(locker_id) WHERE released_at IS NULL", "Somebody has this locker."
    )
    _credential_uniq = models.UniqueIndex(
        "(credential_id) WHERE released_at IS NULL", "This band has a locker."
    )
    _in_order = models.Constraint(
        "CHECK (released_at IS NULL OR released_at >= taken_at)",
        "A locker is released after it was taken.",
    )
    _released_how = models.Constraint(
        "CHECK ((released_at IS NULL) = (released_by IS NULL))",
        "A locker that is released is released by something.",
    )

    def _get_pen_refusal(self):
        return self.env._("Who had a locker is not edited. Open or change the locker.")

    @api.model
    def _get_open(self, credential):
        """What this band holds, or what the lost band of the same person held.

        A band that was replaced does not open any more; the new one of the same holder
        opens what it shut.
        """
        # sudo: a lock asks for whoever comes; it is told of that person's locker only.
        uses = self.sudo().search(
            [
                ("company_id", "=", credential.company_id.id),
                ("released_at", "=", False),
                "|",
                ("credential_id", "=", credential.id),
                "&",
                ("partner_id", "!=", False),
                ("partner_id", "=", credential.partner_id.id),
            ]
        )
        own = uses.filtered(lambda use: use.credential_id == credential)
        return own or uses.filtered(lambda use: use.credential_id.state != "issued")[:1]

    def _lock_doors(self):
        """Whoever else changes these doors waits, and then sees what was done here."""
        # sudo: whoever may open them locks them, and reads nothing of them.
        door_ids = self.sudo().locker_id.ids
        self.env.cr.execute(
            SQL(
                "SELECT id FROM community_locker WHERE id IN %s ORDER BY id FOR UPDATE",
                tuple(door_ids) or (0,),
            ),
            log_exceptions=False,
        )

    def _close(self, by):
        """These lockers are free again; what is free already stays as it is.

        :return: those that were in use
        """
        self._lock_doors()
        now = fields.Datetime.now()
        pen = self._with_pen().filtered(lambda use: not use.released_at)
        for use in pen:
            seconds = (now - use.taken_at).total_seconds()
            use.write(
                {
                    "released_at": max(now, use.taken_at),
                    "released_by": by,
                    "user_id": False if by in ("band", "left") else self.env.uid,
                    "hours": max(seconds, 0) / 3600,
                }
            )
        pen.locker_id.activity_unlink(["community_access.activity_locker_overdue"])
        return self.browse(pen.ids)
