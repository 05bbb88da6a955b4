from dateutil.relativedelta import relativedelta

from odoo import fields, models
from odoo.fields import Domain

STATEMENT_LIMIT = 200


class ResPartner(models.Model):
    """The statement of account as the member sees it on the portal."""

    _inherit = "res.partner"

    def _get_statement_member(self):
        """Whose statement this person may see today: his own, or his company's."""
        self.ensure_one()
        member = self.commercial_partner_id
        if member == self or self._has_portal_right("can_see_statement"):
            return member
        return self.browse()

    def _get_statement_domain(self):
        return Domain(
            [
                ("partner_id", "=", self.id),
                ("company_id", "=", self.env.company.id),
                ("parent_state", "=", "posted"),
                ("account_type", "=", "asset_receivable"),
            ]
        )

    def _get_portal_statement(self, months=12):
        """Opening balance, lines with running balance, and closing balance.

        :param int months: how far back the lines go
        """
        self.ensure_one()
        lines = self.env["account.move.line"]
        today = fields.Date.context_today(self)
        start = today - relativedelta(months=months)
        domain = self._get_statement_domain()
        total = sum(lines._read_group(domain, [], ["balance:sum"])[0])
        shown = lines.search(
            domain & Domain("date", ">=", start),
            order="date DESC, id DESC",
            limit=STATEMENT_LIMIT,
        )
        rows, balance = [], total
        for line in shown:
            rows.append(
                {
                    "line": line,
                    "balance": balance,
                    "is_overdue": line.amount_residual > 0
                    and line.date_maturity
                    and line.date_maturity < today,
                }
            )
            balance -= line.balance
        return {
            "start": start,
            "today": today,
            "opening": balance,
            "closing": total,
            "rows": rows,
            "is_cut": len(shown) == STATEMENT_LIMIT,
            "currency": self.env.company.currency_id,
        }

    def _get_statement_pdf_data(self):
        """What the activity statement of partner_statement is printed with."""
        today = fields.Date.context_today(self)
        return {
            "date_start": today - relativedelta(months=12),
            "date_end": today,
            "company_id": self.env.company.id,
            "partner_ids": self.ids,
            "show_aging_buckets": True,
            "show_only_overdue": False,
            "filter_non_due_partners": False,
            "filter_negative_balances": False,
            "account_type": "asset_receivable",
            "aging_type": "days",
            "excluded_accounts_ids": [],
            "is_activity": True,
        }
