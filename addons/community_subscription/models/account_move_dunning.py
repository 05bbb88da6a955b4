from odoo import fields, models


class AccountMove(models.Model):
    """What reminders know of an invoice: a fee or interest, disputed or not."""

    _inherit = "account.move"

    is_late_charge = fields.Boolean(
        "Charge for Late Payment",
        readonly=True,
        copy=False,
        help="A fee or interest for paying late; bears no interest itself.",
    )
    community_dunning_id = fields.Many2one(
        "community.dunning",
        "Charged With the Dunning",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
        groups="base.group_user",
    )
    is_disputed = fields.Boolean(
        "Disputed",
        copy=False,
        tracking=True,
        groups="base.group_user",
        help="The payer objects: no reminder goes out for this invoice meanwhile.",
    )
    dispute_reason = fields.Char(copy=False, tracking=True, groups="base.group_user")

    def _invoice_paid_hook(self):
        result = super()._invoice_paid_hook()
        # sudo: whoever registers a payment may not see reminders.
        dunnings = self.env["community.dunning"].sudo()
        for company, moves in self.grouped("company_id").items():
            dunnings._review(moves.commercial_partner_id, company)
        return result

    def _create_late_charges(self, charges, day):
        """Invoice fees and interest, and post: each document in the company's books.

        :param charges: dicts of company, partner, currency, lines, entries of the
            ledger of interest, and dunning; those without lines are left out.
        """
        # sudo: the job and the treasurer make these alone; rights were checked before.
        made = self.sudo()
        by_company = {}
        for charge in charges:
            if charge["lines"]:
                by_company.setdefault(charge["company"], []).append(charge)
        for company, of_company in by_company.items():
            moves = made.browse().with_company(company)
            moves = moves.create(
                [self._prepare_late_charge(charge, day) for charge in of_company]
            )
            moves._post(soft=False)
            for charge, move in zip(of_company, moves, strict=True):
                charge["entries"]._with_pen().write({"move_id": move.id})
                made += move
        return made

    def _prepare_late_charge(self, charge, day):
        """A correction that leaves less than nothing becomes a credit note."""
        total = sum(line["price_unit"] for line in charge["lines"])
        sign = -1 if total < 0 else 1
        lines = [
            line | {"price_unit": sign * line["price_unit"]} for line in charge["lines"]
        ]
        return {
            "move_type": "out_refund" if sign < 0 else "out_invoice",
            "company_id": charge["company"].id,
            "partner_id": charge["partner"].id,
            "currency_id": charge["currency"].id,
            "invoice_date": day,
            "invoice_date_due": day,
            "invoice_payment_term_id": False,
            "is_late_charge": True,
            "community_dunning_id": charge["dunning"].id,
            "invoice_line_ids": [fields.Command.create(line) for line in lines],
        }
