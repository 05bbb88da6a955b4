from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import format_date

from ..tools.hold_rules import Stretch, days_of

ONE_DAY = timedelta(days=1)


class CommunityContractHold(models.Model):
    """A stretch in which a contract rests; the end of its term moves by its length."""

    _name = "community.contract.hold"
    _description = "Hold of a Subscription Contract"
    _inherit = ["community.member.card.number.guard", "community.pen.guard"]
    _order = "date_from DESC, id DESC"

    contract_id = fields.Many2one(
        "community.contract", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="contract_id.company_id", store=True)
    partner_id = fields.Many2one(
        related="contract_id.partner_id", store=True, index=True
    )
    kind = fields.Selection(
        [
            ("manual", "By the Club"),
            ("self", "By the Member"),
            ("debt", "For Debt"),
            ("mass", "Club Closed"),
            ("gift", "Gift Time"),
        ],
        default="manual",
        required=True,
    )
    date_from = fields.Date("From", required=True)
    date_to = fields.Date("To", help="Last day; empty: until somebody ends it.")
    fee_mode = fields.Selection(
        [
            ("free", "Free"),
            ("fee", "One Fee"),
            ("reduced", "Reduced Price"),
            ("full", "Billed as Usual"),
        ],
        default="free",
        required=True,
    )
    percent = fields.Float("Price During the Hold (%)")
    extends_term = fields.Boolean("Moves the End", default=True)
    end_on_return = fields.Boolean(help="The first visit ends the hold.")
    reason = fields.Char()
    user_id = fields.Many2one(
        "res.users", readonly=True, default=lambda self: self.env.user
    )
    is_cancelled = fields.Boolean("Cancelled", readonly=True)
    days_added = fields.Integer(
        readonly=True, help="By so many days the end of the term was moved already."
    )

    _dates_in_order = models.Constraint(
        "CHECK (date_to IS NULL OR date_to >= date_from)",
        "A hold cannot end before it begins.",
    )
    # Two ranges, because a plain number would need an extension of the database.
    _no_overlap = models.Constraint(
        "EXCLUDE USING gist (int4range(contract_id, contract_id, '[]') WITH &&, "
        "daterange(date_from, date_to, '[]') WITH &&) WHERE (is_cancelled IS NOT TRUE)",
        "The contract rests on one of these days already.",
    )

    @api.model_create_multi
    def create(self, vals_list):
        """Holds that were ended or cancelled just now are in the way no longer."""
        self.flush_model(["date_from", "date_to", "is_cancelled"])
        return super().create(vals_list)

    def _is_running(self, day):
        self.ensure_one()
        return (
            not self.is_cancelled
            and self.date_from <= day
            and (not self.date_to or self.date_to >= day)
        )

    def _get_days_to_add(self, today):
        """By how many days the hold moves the end of the term."""
        if self.is_cancelled or not self.extends_term:
            return 0
        return days_of(Stretch(self.date_from, self.date_to or None), today)

    def _end(self, date):
        """The last day of the hold is `date`; before its first day: it never was."""
        for hold in self:
            hold.contract_id.lock_for_update()
            if date < hold.date_from:
                hold._cancel()
                continue
            if hold.date_to and date > hold.date_to:
                raise UserError(
                    self.env._(
                        "The hold ends on %(date)s already.",
                        date=format_date(self.env, hold.date_to),
                    )
                )
            hold._with_pen().date_to = date
            hold._forget_planned(("resume",))
            contract = hold.contract_id
            contract._after_holds()
            contract._log_change(
                "resume", date + ONE_DAY, hold_id=hold.id, reason=hold.reason
            )
            contract._post_change_note(
                self.env._(
                    "The hold ends on %(date)s.", date=format_date(self.env, date)
                )
            )

    def _cancel(self):
        """The hold does not take place; a stretch that was billed is adjusted."""
        holds = self.filtered(lambda hold: not hold.is_cancelled)
        holds._with_pen().is_cancelled = True
        holds._forget_planned(("hold", "resume"))
        for contract in holds.contract_id:
            contract._after_holds()
            contract._post_change_note(self.env._("The hold was cancelled."))

    def _forget_planned(self, kinds):
        """Rows of the ledger that will not happen any more."""
        # sudo: roles may read the ledger of changes, and only the suite writes it
        planned = (
            self.env["community.contract.change"]
            .sudo()
            .search(
                [
                    ("hold_id", "in", self.ids),
                    ("kind", "in", kinds),
                    ("state", "=", "planned"),
                ]
            )
        )
        planned.write({"state": "cancelled"})
