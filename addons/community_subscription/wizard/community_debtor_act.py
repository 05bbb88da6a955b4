from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.exceptions import UserError

WEEK = relativedelta(days=7)


class CommunityDebtorAct(models.TransientModel):
    """Stop, promise or call: the same for all debtors that were selected."""

    _name = "community.debtor.act"
    _description = "Do Something About Debtors"
    _inherit = "community.member.card.number.guard"

    kind = fields.Selection(
        [("stop", "Stop"), ("promise", "Promise"), ("call", "Call")],
        required=True,
        default="stop",
    )
    company_id = fields.Many2one(
        "res.company", required=True, default=lambda self: self.env.company
    )
    partner_ids = fields.Many2many(
        "res.partner", "community_debtor_act_rel", "act_id", "partner_id", "Debtors"
    )
    debtor_count = fields.Integer("Debtors Selected", compute="_compute_debtor_count")
    currency_id = fields.Many2one(related="company_id.currency_id")
    date = fields.Date(
        required=True, default=lambda self: fields.Date.context_today(self) + WEEK
    )
    amount = fields.Monetary(compute="_compute_amount", store=True, readonly=False)
    user_id = fields.Many2one(
        "res.users", "Who Calls", default=lambda self: self.env.user
    )
    reason = fields.Char()

    @api.depends("partner_ids")
    def _compute_debtor_count(self):
        for act in self:
            act.debtor_count = len(act.partner_ids)

    @api.depends("partner_ids", "company_id")
    def _compute_amount(self):
        for act in self:
            act.amount = sum(act._get_debtors()[:1].mapped("overdue"))

    def _get_debtors(self):
        return self.env["community.debtor"].search(
            [
                ("partner_id", "in", self.partner_ids.ids),
                ("company_id", "=", self.company_id.id),
            ]
        )

    def action_do(self):
        self.ensure_one()
        debtors = self._get_debtors()
        debtors._check_officer()
        if self.kind == "stop":
            self._stop(debtors)
        elif self.kind == "promise":
            self._promise(debtors)
        else:
            self._call(debtors)
        return {"type": "ir.actions.client", "tag": "soft_reload"}

    def _stop(self, debtors):
        payers = debtors.partner_id.with_company(self.company_id)
        payers._stop_dunning(self.date, self.reason)

    def _promise(self, debtors):
        """Of one payer the amount given; of several each promises what is overdue."""
        several = len(debtors) > 1
        self.env["community.payment.promise"].create(
            [
                {
                    "partner_id": debtor.partner_id.id,
                    "company_id": debtor.company_id.id,
                    "amount": (debtor.overdue or debtor.balance)
                    if several
                    else self.amount,
                    "date": self.date,
                    "note": self.reason,
                }
                for debtor in debtors
            ]
        )

    def _call(self, debtors):
        if not self.user_id:
            raise UserError(self.env._("Say who shall call."))
        # sudo: an officer asks a colleague, and may not edit contacts.
        for partner in debtors.partner_id.sudo():
            partner.activity_schedule(
                "mail.mail_activity_data_call",
                date_deadline=self.date,
                summary=self.env._("Call about the debt"),
                note=self.reason,
                user_id=self.user_id.id,
            )
