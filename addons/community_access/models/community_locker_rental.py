from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Command


class CommunityLockerRental(models.Model):
    """A locker that one person has for weeks or months."""

    _name = "community.locker.rental"
    _description = "Rental of a Locker"
    _inherit = [
        "community.member.card.number.guard",
        "community.access.company.fence",
        "mail.thread",
    ]
    _fence = "locker_id"
    _order = "date_from DESC, id DESC"
    _rec_name = "locker_id"
    _check_company_auto = True

    locker_id = fields.Many2one(
        "community.locker",
        required=True,
        index=True,
        ondelete="restrict",
        tracking=True,
    )
    bank_id = fields.Many2one(related="locker_id.bank_id", store=True, index=True)
    company_id = fields.Many2one(
        related="locker_id.company_id", store=True, index=True, precompute=True
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    partner_id = fields.Many2one(
        "res.partner", "Renter", required=True, index=True, ondelete="restrict"
    )
    date_from = fields.Date("From", required=True, default=fields.Date.context_today)
    date_to = fields.Date("Until", tracking=True, help="Empty: until it is ended.")
    ended_on = fields.Date(
        readonly=True, tracking=True, help="The locker was given back empty."
    )
    state = fields.Selection(
        [
            ("coming", "Coming"),
            ("running", "Running"),
            ("overdue", "Overdue"),
            ("ended", "Ended"),
        ],
        compute="_compute_state",
    )
    product_id = fields.Many2one("product.product", check_company=True)
    price = fields.Monetary(
        compute="_compute_price", store=True, readonly=False, precompute=True
    )
    move_id = fields.Many2one(
        "account.move", "Invoice", readonly=True, copy=False, index="btree_not_null"
    )

    _dates_in_order = models.Constraint(
        "CHECK (date_to IS NULL OR date_to >= date_from)",
        "A rental cannot end before it begins.",
    )
    _price_positive = models.Constraint(
        "CHECK (price >= 0)", "A rental costs nothing or something."
    )
    # Two ranges, because a plain number would need an extension of the database.
    _no_overlap = models.Constraint(
        "EXCLUDE USING gist (int4range(locker_id, locker_id, '[]') WITH &&, "
        "daterange(date_from, date_to, '[]') WITH &&) WHERE (ended_on IS NULL)",
        "Somebody rents this locker on one of these days already.",
    )

    @api.depends("date_from", "date_to", "ended_on")
    def _compute_state(self):
        today = fields.Date.context_today(self)
        for rental in self:
            if rental.ended_on:
                rental.state = "ended"
            elif rental.date_to and rental.date_to < today:
                rental.state = "overdue"
            else:
                rental.state = (
                    "coming"
                    if rental.date_from and rental.date_from > today
                    else "running"
                )

    @api.depends("product_id")
    def _compute_price(self):
        for rental in self:
            product = rental.product_id.with_company(rental.company_id)
            rental.price = product.lst_price if product else rental.price

    @api.model_create_multi
    def create(self, vals_list):
        """Rentals that were ended just now are in the way no longer."""
        self.flush_model(["date_from", "date_to", "ended_on", "locker_id"])
        if not self.env.su and any(vals.get("move_id") for vals in vals_list):
            raise UserError(self.env._("Ask for the invoice with the button."))
        return super().create(vals_list)

    def write(self, vals):
        """Which invoice it is follows from asking for it."""
        if "move_id" in vals and not self.env.su:
            raise UserError(self.env._("Ask for the invoice with the button."))
        return super().write(vals)

    def _filter_running(self):
        """Those under which the renter may take the locker today."""
        return self.filtered(lambda rental: rental.state == "running")

    # ------------------------------------------------------------
    # ACTIONS
    # ------------------------------------------------------------

    def action_end(self):
        """The locker is given back: whatever still is shut is opened."""
        self.check_access("write")
        for rental in self.filtered(lambda rental: not rental.ended_on):
            uses = self.env["community.locker.use"].search(
                [("rental_id", "=", rental.id), ("released_at", "=", False)]
            )
            rental.bank_id._release(uses, "desk")
            rental.ended_on = fields.Date.context_today(rental)

    def action_invoice(self):
        """A draft for the bookkeeper; asked for again, the same one."""
        self.ensure_one()
        self.check_access("write")
        if not self.product_id:
            raise UserError(self.env._("Choose the product that is invoiced."))
        if not self.move_id:
            # sudo: the desk asks for a draft; only bookkeepers see and post it.
            moves = self.env["account.move"].sudo().with_company(self.company_id)
            self.sudo().move_id = moves.create(  # sudo: set by this step alone
                self._prepare_move_values()
            )
        return True

    def _prepare_move_values(self):
        text = self.env._("Locker %(locker)s", locker=self.locker_id.display_name)
        return {
            "move_type": "out_invoice",
            "company_id": self.company_id.id,
            "partner_id": self.partner_id.id,
            "invoice_line_ids": [
                Command.create(
                    {
                        "product_id": self.product_id.id,
                        "name": text,
                        "quantity": 1,
                        "price_unit": self.price,
                    }
                )
            ],
        }
