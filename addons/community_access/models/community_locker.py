from odoo import api, fields, models
from odoo.exceptions import UserError

STATES = [("free", "Free"), ("used", "In Use"), ("out_of_order", "Out of Order")]
SIZES = [("small", "Small"), ("medium", "Medium"), ("large", "Large")]


class CommunityLocker(models.Model):
    """One door of a bank."""

    _name = "community.locker"
    _description = "Locker"
    _inherit = [
        "community.member.card.number.guard",
        "community.access.company.fence",
        "mail.thread",
        "mail.activity.mixin",
    ]
    _fence = "bank_id"
    _order = "bank_id, number, id"
    _check_company_auto = True
    _mail_post_access = "read"

    bank_id = fields.Many2one(
        "community.locker.bank",
        required=True,
        index=True,
        ondelete="restrict",
        group_expand="_read_group_expand_full",
    )
    company_id = fields.Many2one(
        related="bank_id.company_id", store=True, index=True, precompute=True
    )
    number = fields.Integer(required=True, aggregator=None)
    name = fields.Char(compute="_compute_name", store=True, precompute=True)
    active = fields.Boolean(default=True)
    size = fields.Selection(SIZES, required=True, default="medium")
    is_out_of_order = fields.Boolean("Out of Order", tracking=True, readonly=True)
    state = fields.Selection(
        STATES, compute="_compute_state", store=True, index=True, default="free"
    )
    use_ids = fields.One2many("community.locker.use", "locker_id", "Uses")
    use_id = fields.Many2one(
        "community.locker.use",
        "Current Use",
        compute="_compute_state",
        store=True,
        index="btree_not_null",
    )
    partner_id = fields.Many2one(related="use_id.partner_id", string="Used By")
    credential_id = fields.Many2one(related="use_id.credential_id")
    taken_at = fields.Datetime(related="use_id.taken_at")
    overdue_since = fields.Datetime(related="use_id.overdue_since")
    rental_ids = fields.One2many("community.locker.rental", "locker_id", "Rentals")
    renter_id = fields.Many2one(
        "res.partner",
        "Rented By",
        compute="_compute_renter_id",
        help="Until the locker is given back, even when the rental is over.",
    )
    is_rental_over = fields.Boolean(compute="_compute_renter_id")

    _number_uniq = models.UniqueIndex(
        "(bank_id, number)", "This bank has a locker of this number already."
    )
    _number_positive = models.Constraint(
        "CHECK (number > 0)", "Lockers are numbered from 1."
    )

    @api.depends("number", "bank_id.prefix")
    def _compute_name(self):
        for locker in self:
            locker.name = f"{locker.bank_id.prefix or ''}{locker.number}"

    @api.depends("name", "bank_id.name")
    def _compute_display_name(self):
        for locker in self:
            locker.display_name = f"{locker.name} · {locker.bank_id.name or ''}"

    @api.depends("use_ids.released_at", "is_out_of_order")
    def _compute_state(self):
        uses = self.env["community.locker.use"].search(
            [("locker_id", "in", self.ids), ("released_at", "=", False)]
        )
        by_locker = {use.locker_id.id: use for use in uses}
        for locker in self:
            locker.use_id = by_locker.get(locker.id, False)
            locker.state = (
                "used"
                if locker.use_id
                else "out_of_order"
                if locker.is_out_of_order
                else "free"
            )

    @api.depends("rental_ids.date_from", "rental_ids.date_to", "rental_ids.ended_on")
    def _compute_renter_id(self):
        for locker in self:
            running = locker.rental_ids._filter_running()
            late = locker.rental_ids.filtered(lambda one: one.state == "overdue")
            locker.renter_id = (running or late).partner_id[:1]
            locker.is_rental_over = bool(late and not running)

    # ------------------------------------------------------------
    # CRUD
    # ------------------------------------------------------------

    def write(self, vals):
        """Who has a locker follows from its uses alone."""
        if not self.env.su and {"use_id", "state", "use_ids"} & vals.keys():
            raise UserError(
                self.env._("Give, open and change lockers with the buttons.")
            )
        if vals.get("active") is False and any(locker.use_id for locker in self):
            raise UserError(
                self.env._("A locker that is in use cannot be archived. Open it first.")
            )
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_used_once(self):
        # sudo: uses of all times count, whoever may read them.
        if self.sudo().use_ids:
            raise UserError(
                self.env._("Lockers that were used are archived, not deleted.")
            )

    # ------------------------------------------------------------
    # ACTIONS
    # ------------------------------------------------------------

    def action_out_of_order(self):
        """Nobody takes it from now on; who has it opens it all the same."""
        self._set_out_of_order(True)

    def action_in_order(self):
        self._set_out_of_order(False)

    def _set_out_of_order(self, is_broken):
        self._check_desk()
        # sudo: the desk may say that a door is broken, and edits nothing else of it.
        self.sudo().write({"is_out_of_order": is_broken})

    def _check_desk(self):
        """Refuse whoever is not at the desk."""
        self.check_access("read")
        # Who has the desk's window may do what the desk does.
        self.env["community.locker.desk"].check_access("create")
