from odoo import api, fields, models
from odoo.exceptions import UserError


class CommunityAccessPay(models.TransientModel):
    """The till: money for bands and longer stays comes in, or goes back.

    It takes what the suite itself billed at gates and for bands, and no other invoice.
    """

    _name = "community.access.pay"
    _description = "Take Money for a Band or a Longer Stay"
    _inherit = "community.member.card.number.guard"
    _check_company_auto = True

    partner_id = fields.Many2one("res.partner", "Payer", required=True, readonly=True)
    company_id = fields.Many2one("res.company", required=True, readonly=True)
    currency_id = fields.Many2one(related="company_id.currency_id")
    surcharge_id = fields.Many2one("community.access.surcharge", readonly=True)
    amount = fields.Monetary(compute="_compute_amount")
    pay_out = fields.Monetary("To Pay Out", compute="_compute_amount")
    documents = fields.Char("For", compute="_compute_amount")
    wallet_balance = fields.Monetary("In the Wallet", compute="_compute_amount")
    journal_id = fields.Many2one(
        "account.journal",
        "Till",
        default=lambda self: self._get_usual_journal(self.env.company),
        domain="[('type', 'in', ('cash', 'bank')), ('company_id', '=', company_id)]",
        check_company=True,
    )

    @api.depends("partner_id", "company_id", "surcharge_id")
    def _compute_amount(self):
        for pay in self:
            moves_sudo = pay._get_moves()
            lines_sudo = moves_sudo._get_open_receivables()
            amount = sum(lines_sudo.mapped("amount_residual"))
            pay.amount = max(amount, 0.0)
            pay.pay_out = max(-amount, 0.0)
            pay.documents = ", ".join(lines_sudo.move_id.mapped("name"))
            wallet = pay._get_paying_wallet()
            pay.wallet_balance = wallet.balance if wallet.state == "open" else 0.0

    @api.model
    def _get_usual_journal(self, company):
        """Cash, else a bank."""
        journals = self.env["account.journal"].search(
            [("type", "in", ("cash", "bank")), ("company_id", "=", company.id)]
        )
        cash = journals.filtered(lambda journal: journal.type == "cash")
        return cash[:1] or journals[:1]

    @api.model
    def _open(self, payer, company, surcharge=None):
        """The window for what is open.

        :raises UserError: when nothing is
        """
        window = self.create(
            {
                "partner_id": payer.id,
                "company_id": company.id,
                "surcharge_id": surcharge.id if surcharge else False,
                "journal_id": self._get_usual_journal(company).id,
            }
        )
        if not window._get_moves():
            raise UserError(self.env._("Nothing is open."))
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Take Payment"),
            "res_model": self._name,
            "res_id": window.id,
            "views": [(False, "form")],
            "target": "new",
        }

    def _get_moves(self):
        """Of the longer stay, or of the payer's bands; with the rights of the suite."""
        if self.surcharge_id:
            # sudo: the invoice of this longer stay alone, which the desk may see.
            move_sudo = self.surcharge_id.sudo().move_id
            return move_sudo if move_sudo._get_open_receivables() else move_sudo[:0]
        rows = self.env["community.access.band.money"]
        return rows._get_open_moves(self.partner_id, self.company_id)

    def _get_paying_wallet(self):
        """Of who stayed, else of the payer."""
        holder = self.surcharge_id.partner_id or self.partner_id
        return holder._get_wallet(self.company_id)

    def _check_reach(self):
        """A browser may have set who pays and for what: it has to be of this house."""
        self.ensure_one()
        self.check_access("write")
        self._check_company()
        for record in (self.partner_id, self.surcharge_id):
            record.check_access("read")

    # ------------------------------------------------------------
    # ACTIONS
    # ------------------------------------------------------------

    def action_pay(self):
        """Take it, or pay it out; pressed twice it is done once."""
        self._check_reach()
        self._get_moves()._pay_at_desk(self.journal_id)
        return {"type": "ir.actions.client", "tag": "soft_reload"}

    def action_pay_from_wallet(self):
        """All of it from the wallet; one that has too little says so."""
        self._check_reach()
        wallet = self._get_paying_wallet()
        if not wallet:
            raise UserError(self.env._("There is no wallet to pay from."))
        wallet.check_access("write")
        kind = "surplus" if self.surcharge_id else "fee"
        for move_sudo in self._get_moves():
            if move_sudo.amount_residual and move_sudo.move_type == "out_invoice":
                wallet._pay_invoice(move_sudo, kind=kind)
        return {"type": "ir.actions.client", "tag": "soft_reload"}
