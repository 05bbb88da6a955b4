from odoo import api, fields, models
from odoo.exceptions import UserError


class CommunityServiceRecord(models.Model):
    """Time beyond any agreement is billed, once."""

    _inherit = "community.service.record"

    invoice_line_id = fields.Many2one(
        "account.move.line",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="set null",
        groups="account.group_account_readonly,account.group_account_invoice",
    )

    _billed_once = models.UniqueIndex(
        "(invoice_line_id) WHERE invoice_line_id IS NOT NULL",
        "An invoice line bills one service record.",
    )

    @api.model
    def _get_derived(self):
        return super()._get_derived() | {"invoice_line_id"}

    def _get_to_bill(self):
        """Those that are saved, that nobody pays for yet, and that took time."""
        return self.filtered(
            lambda record: (
                record.state == "saved"
                and record.coverage == "none"
                and record.billable_hours > 0
            )
        )

    def _bill(self, product, rate):
        """One draft invoice for each account, one line for each record.

        :param rate: price of an hour, in the currency of the company
        :return: account.move
        """
        records = self._get_to_bill()
        if not records:
            raise UserError(
                self.env._("Nothing is to be billed: saved, billable and not included.")
            )
        # sudo: heads of support make drafts; the treasurer posts them.
        records = records.sudo()
        # Written before the invoice: whoever bills the same at once has to wait.
        records._keep({"state": "billed"})
        moves = records.env["account.move"]
        for (company, account), group in records.grouped(
            lambda each: (each.company_id, each.account_id)
        ).items():
            moves |= group._make_invoice(company, account, product, rate)
        return moves.sudo(False)

    def _make_invoice(self, company, account, product, rate):
        records = self.sorted(lambda each: (each.date, each.id))
        move = (
            self.env["account.move"]
            .with_company(company)
            .create(
                {
                    "move_type": "out_invoice",
                    "partner_id": account.id,
                    "company_id": company.id,
                    "currency_id": company.currency_id.id,
                    "invoice_line_ids": [
                        (0, 0, record._prepare_invoice_line(product, rate))
                        for record in records
                    ],
                }
            )
        )
        for record, line in zip(records, move.invoice_line_ids, strict=True):
            record._keep({"invoice_line_id": line.id})
        return move

    def _prepare_invoice_line(self, product, rate):
        self.ensure_one()
        date = fields.Date.to_string(self.date)
        parts = (date, self.status_id.name, self.user_id.name, self.authorised_name)
        return {
            "product_id": product.id,
            "name": " · ".join(part for part in parts if part),
            "quantity": self.billable_hours,
            "price_unit": rate,
        }
