from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tools import SQL

from ..tools.spread import spread


class CommunityRevenueDeferral(models.TransientModel):
    """Puts what is billed but not earned yet aside at the end of a month.

    One entry on the last day takes it out of income, its reverse on the next day brings
    it back; so every month end stands by itself and nothing has to be followed up.
    """

    _name = "community.revenue.deferral"
    _description = "Deferred Revenue"
    _inherit = "community.member.card.number.guard"

    company_id = fields.Many2one(
        "res.company", required=True, default=lambda self: self.env.company
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    date = fields.Date(
        "At the End Of", required=True, default=lambda self: self._get_last_month_end()
    )
    account_id = fields.Many2one(
        "account.account",
        "Deferred Revenue",
        domain="[('account_type', 'in', ('liability_current', "
        "'liability_non_current')), ('company_ids', 'in', company_id)]",
        default=lambda self: self.env.company.community_deferred_account_id,
    )
    journal_id = fields.Many2one(
        "account.journal",
        domain="[('type', '=', 'general'), ('company_id', '=', company_id)]",
        default=lambda self: self._get_journal(),
    )
    amount = fields.Monetary("Not Earned Yet", compute="_compute_amount")
    invoice_count = fields.Integer("Invoices", compute="_compute_amount")

    @api.model
    def _get_last_month_end(self):
        return fields.Date.context_today(self).replace(day=1) - timedelta(days=1)

    @api.model
    def _get_journal(self):
        return self.env["account.journal"].search(
            [("type", "=", "general"), ("company_id", "=", self.env.company.id)],
            limit=1,
        )

    @api.depends("company_id", "date")
    def _compute_amount(self):
        for wizard in self:
            unearned = wizard._get_unearned() if wizard.date else {}
            wizard.amount = sum(unearned.values())
            wizard.invoice_count = len(unearned)

    def _get_unearned(self):
        """{move id: what of it is earned after the date}, company currency."""
        self.env.flush_all()
        rows = self.env.execute_query(
            SQL(
                """
                SELECT billed.move_id,
                       SUM(billed.total - ROUND(
                           billed.total * GREATEST(LEAST(
                               %(date)s - billed.first_day + 1, billed.days), 0)
                           / billed.days, billed.digits))
                  FROM (%(billed)s) billed
                 WHERE billed.company_id = %(company)s
                   AND billed.invoice_date <= %(date)s
                   AND billed.first_day + billed.days - 1 > %(date)s
              GROUP BY billed.move_id
                """,
                date=self.date,
                company=self.company_id.id,
                billed=self.env["community.revenue.month"]._sql_billed(),
            )
        )
        return {move: float(amount) for move, amount in rows if amount}

    def action_open_rows(self):
        """What makes up the amount: the months after the date."""
        self.ensure_one()
        self.check_access("read")
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "community_subscription.community_revenue_month_action"
        )
        return action | {
            "domain": [
                ("company_id", "=", self.company_id.id),
                ("invoice_date", "<=", self.date),
                ("month", ">", self.date),
            ]
        }

    def action_post(self):
        """Makes and posts both entries.

        :raises UserError: without an account, when nothing is to be deferred, or when
            the date has its entry already
        """
        self.ensure_one()
        self.check_access("write")
        self.env["account.move"].check_access("create")
        self._check_ready()
        # sudo: the account that was chosen is proposed the next time
        self.company_id.sudo().community_deferred_account_id = self.account_id
        entry = self.env["account.move"].create(self._prepare_entry())
        entry.action_post()
        reverse = entry._reverse_moves([self._prepare_reversal()])
        reverse.action_post()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Deferred Revenue"),
            "res_model": "account.move",
            "views": [(False, "list"), (False, "form")],
            "domain": [("id", "in", (entry | reverse).ids)],
        }

    def _check_ready(self):
        if not (self.account_id and self.journal_id):
            raise UserError(self.env._("Choose the account and the journal first."))
        if self.env["account.move"].search_count(
            [
                ("community_deferral_date", "=", self.date),
                ("company_id", "=", self.company_id.id),
                ("state", "!=", "cancel"),
            ],
            limit=1,
        ):
            raise UserError(
                self.env._(
                    "The revenue of %(date)s is deferred already. Cancel that entry "
                    "and its reverse first.",
                    date=fields.Date.to_string(self.date),
                )
            )
        if not self.amount:
            raise UserError(
                self.env._("Everything that was billed is earned by that day.")
            )

    def _prepare_entry(self):
        by_account = self._get_unearned_by_account()
        label = self.env._(
            "Deferred revenue at %(date)s", date=fields.Date.to_string(self.date)
        )
        lines = [
            {"account_id": account, "name": label, "balance": amount}
            for account, amount in by_account.items()
        ]
        lines.append(
            {
                "account_id": self.account_id.id,
                "name": label,
                "balance": -sum(by_account.values()),
            }
        )
        return {
            "move_type": "entry",
            "journal_id": self.journal_id.id,
            "company_id": self.company_id.id,
            "date": self.date,
            "ref": label,
            "community_deferral_date": self.date,
            "line_ids": [Command.create(line) for line in lines],
        }

    def _prepare_reversal(self):
        return {
            "date": self.date + timedelta(days=1),
            "ref": self.env._(
                "Reverse of the deferred revenue at %(date)s",
                date=fields.Date.to_string(self.date),
            ),
        }

    def _get_unearned_by_account(self):
        """{income account id: amount}; an invoice's share goes by its lines."""
        unearned = self._get_unearned()
        groups = self.env["account.move.line"]._read_group(
            [("move_id", "in", list(unearned)), ("display_type", "=", "product")],
            ["move_id", "account_id"],
            ["balance:sum"],
        )
        weights = {}
        for move, account, balance in groups:
            weights.setdefault(move.id, {})[account.id] = -balance
        digits = self.currency_id.decimal_places
        total = {}
        for move, amount in unearned.items():
            for account, part in spread(amount, weights[move], digits).items():
                total[account] = total.get(account, 0) + part
        return {
            account: amount
            for account, amount in total.items()
            if not self.currency_id.is_zero(amount)
        }
