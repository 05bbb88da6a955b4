from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

# So long the second person has to confirm.
VALID = timedelta(minutes=30)
MANAGER = "community_access.group_access_manager"


class CommunityLockerOpening(models.Model):
    """A locker opened by master: one person asks with a reason, another one opens."""

    _name = "community.locker.opening"
    _description = "Master Opening of a Locker"
    _inherit = ["community.member.card.number.guard", "community.pen.guard"]
    _order = "asked_at DESC, id DESC"
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
    bank_id = fields.Many2one(related="locker_id.bank_id", store=True, index=True)
    company_id = fields.Many2one(
        related="locker_id.company_id", store=True, index=True, precompute=True
    )
    use_id = fields.Many2one(
        "community.locker.use",
        readonly=True,
        index="btree_not_null",
        ondelete="restrict",
        help="Who had the locker when it was opened.",
    )
    partner_id = fields.Many2one(related="use_id.partner_id", string="Belongings Of")
    reason = fields.Char(required=True, readonly=True)
    asked_by_id = fields.Many2one("res.users", required=True, readonly=True, index=True)
    asked_at = fields.Datetime(required=True, readonly=True)
    opened_by_id = fields.Many2one("res.users", readonly=True, index="btree_not_null")
    opened_at = fields.Datetime(readonly=True)
    declined_at = fields.Datetime(readonly=True)
    state = fields.Selection(
        [
            ("asked", "Waits for the Second Person"),
            ("opened", "Opened"),
            ("declined", "Declined"),
            ("expired", "Not Confirmed in Time"),
        ],
        compute="_compute_state",
    )

    _two_people = models.Constraint(
        "CHECK (opened_by_id <> asked_by_id)",
        "Whoever asked for a master opening cannot open.",
    )
    _opened_by_somebody = models.Constraint(
        "CHECK (opened_at IS NULL OR opened_by_id IS NOT NULL)",
        "A master opening names the two people who did it.",
    )

    @api.depends("opened_at", "declined_at", "asked_at")
    def _compute_state(self):
        now = fields.Datetime.now()
        for opening in self:
            if opening.opened_at:
                opening.state = "opened"
            elif opening.declined_at:
                opening.state = "declined"
            elif opening.asked_at and opening.asked_at + VALID < now:
                opening.state = "expired"
            else:
                opening.state = "asked"

    def _get_pen_refusal(self):
        return self.env._("A master opening is asked for, and opened by a second one.")

    @api.model
    def _ask(self, locker, reason):
        """The first person, who says why."""
        locker._check_desk()
        if not (reason or "").strip():
            raise UserError(self.env._("Say why the locker has to be opened."))
        opening = self._with_pen().create(
            {
                "locker_id": locker.id,
                "use_id": locker.use_id.id,
                "reason": reason.strip(),
                "asked_by_id": self.env.uid,
                "asked_at": fields.Datetime.now(),
            }
        )
        return self.browse(opening.id)

    # ------------------------------------------------------------
    # ACTIONS
    # ------------------------------------------------------------

    def action_open(self):
        """The second person: looks, agrees, and the door opens."""
        self.ensure_one()
        self._check_second()
        self.locker_id.use_id._lock_doors()
        use = self.locker_id.use_id
        self._with_pen().write(
            {
                "opened_by_id": self.env.uid,
                "opened_at": fields.Datetime.now(),
                "use_id": use.id,
            }
        )
        bank = self.bank_id
        if not bank._release(use, "master"):
            bank._send_door_command(self.locker_id, "locker_open")
        self._tell_opened()
        return True

    def action_decline(self):
        """The second person does not agree; the first one may take it back, too."""
        self.ensure_one()
        if self.env.user != self.asked_by_id:
            self._check_second()
        elif self.state != "asked":
            raise UserError(self.env._("This was decided already."))
        self._with_pen().write({"declined_at": fields.Datetime.now()})
        return True

    def _check_second(self):
        self.check_access("read")
        if not self.env.user.has_group(MANAGER):
            raise AccessError(self.env._("A manager opens lockers by master."))
        if self.env.user == self.asked_by_id:
            raise UserError(
                self.env._("You asked for it. A second person has to open the locker.")
            )
        if self.env.user.partner_id == self.asked_by_id.partner_id:
            raise UserError(self.env._("The two users are one person."))
        if self.state != "asked":
            raise UserError(self.env._("This was decided already, or is too old."))

    def _tell_opened(self):
        text = self.env._(
            "Master opening: asked by %(first)s, opened by %(second)s. %(reason)s",
            first=self.asked_by_id.name,
            second=self.opened_by_id.name,
            reason=self.reason,
        )
        author = self.env.user.partner_id
        # sudo: the history is written for whoever may open the door.
        self.locker_id.sudo().message_post(body=text, author_id=author.id)
