from datetime import timedelta

from odoo import fields, models
from odoo.exceptions import UserError

# Who has paid has so long to reach the gate.
MINUTES_TO_LEAVE = timedelta(minutes=15)


class CommunityAccessSurcharge(models.Model):
    """What somebody owes who stayed longer than was paid for, with its invoice.

    The amount is that of the moment in which it was asked for. Paid, it opens the way
    out until some minutes later; who stays on owes what came on top.
    """

    _name = "community.access.surcharge"
    _description = "Price of a Longer Stay"
    _inherit = "community.pen.guard"
    _order = "id DESC"
    _rec_name = "partner_id"
    _pen = "access_surcharge"

    # Visits are made anew when reports come late; the passage in stays.
    event_in_id = fields.Many2one(
        "community.access.event",
        "Came In By",
        required=True,
        readonly=True,
        ondelete="restrict",
    )
    origin = fields.Char(
        required=True, readonly=True, help="The same is asked for once."
    )
    company_id = fields.Many2one(
        related="event_in_id.company_id", store=True, index=True
    )
    zone_id = fields.Many2one(related="event_in_id.zone_id")
    credential_id = fields.Many2one(related="event_in_id.credential_id")
    partner_id = fields.Many2one(
        related="event_in_id.partner_id", store=True, index="btree_not_null"
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    amount = fields.Monetary(readonly=True, required=True)
    until = fields.Datetime(
        "Settles Until", readonly=True, help="Opens the way out so long."
    )
    state = fields.Selection(
        [("due", "To Pay"), ("paid", "Paid"), ("dropped", "Replaced")],
        default="due",
        required=True,
        readonly=True,
    )
    move_id = fields.Many2one(
        "account.move", "Invoice", readonly=True, index="btree_not_null"
    )

    _one_due = models.UniqueIndex(
        "(event_in_id) WHERE state = 'due' AND until IS NOT NULL",
        "This stay is asked for already.",
    )
    _origin_uniq = models.Constraint(
        "UNIQUE (company_id, origin)", "This is asked for already."
    )
    _amount_positive = models.Constraint(
        "CHECK (amount > 0)", "Nothing is owed for this stay."
    )

    def _settle(self):
        """It is paid: the gate lets out, and remembers it as any other event."""
        due = self.filtered(lambda one: one.state == "due")
        due._with_pen().write({"state": "paid"})
        for surcharge in due.filtered("until"):
            self.env["community.access.event"]._log(
                {
                    "uuid": f"surcharge-{surcharge.id}",
                    "kind": "settled",
                    "company_id": surcharge.company_id.id,
                    "zone_id": surcharge.zone_id.id,
                    "credential_id": surcharge.credential_id.id or None,
                    "partner_id": surcharge.partner_id.id or None,
                    "origin": "staff",
                    "user_id": self.env.uid,
                    "settled_until": surcharge.until,
                }
            )
        return due

    def _drop(self):
        """Asked for anew: the old invoice is cancelled, unless it was paid."""
        for surcharge in self.filtered(lambda one: one.state == "due"):
            move = surcharge.move_id
            if move.payment_state not in ("not_paid", False):
                raise UserError(
                    self.env._(
                        "%(invoice)s is being paid. Wait for the payment.",
                        invoice=move.name,
                    )
                )
            surcharge._with_pen().state = "dropped"
            surcharge.flush_recordset(["state"])
            move.button_cancel()


class AccountMove(models.Model):
    """A paid surcharge opens the way out in the transaction that pays."""

    _inherit = "account.move"

    access_surcharge_ids = fields.One2many(
        "community.access.surcharge",
        "move_id",
        groups="community_access.group_access_desk",
    )

    def _follow_payment(self):
        result = super()._follow_payment()
        # sudo: whoever registers the payment may have nothing to do with gates.
        paid = self.sudo().filtered(
            lambda move: move.payment_state in ("paid", "in_payment")
        )
        paid.access_surcharge_ids._settle()
        return result
