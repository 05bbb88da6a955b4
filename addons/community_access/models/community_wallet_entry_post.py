import logging

from odoo import Command, api, models
from odoo.tools import SQL

_logger = logging.getLogger(__name__)


class CommunityWalletEntry(models.Model):
    """The journal entry of a day: all that tills took from wallets, and transfers.

    Money that comes in or goes out has a journal entry at once. A till's small rows
    are booked together, one entry for each day; until then the books differ from the
    wallets by exactly the sum of the rows without an entry (decision 0022).
    """

    _inherit = "community.wallet.entry"

    @api.model
    def _post_pending(self, company, before=None):
        """Book what waits, one journal entry for each day.

        :param before: only what happened before this day
        :return: the journal entries
        """
        self.flush_model()
        # sudo: bookkeeping of the suite, whoever's transaction it is.
        entries_sudo = self.sudo()
        domain = [("company_id", "=", company.id), ("move_id", "=", False)]
        if before:
            domain.append(("day", "<", before))
        pending = entries_sudo.search(domain, order="day, id")
        moves_sudo = self.env["account.move"].sudo()  # sudo: as above
        for day, entries in pending.grouped("day").items():
            moves_sudo |= entries._post_day(company, day)
        return moves_sudo

    def _post_day(self, company, day):
        """One posted journal entry for these rows, all of one company and day."""
        company_sudo = company._ensure_wallet_accounts()
        moves_sudo = self.env["account.move"].sudo()  # sudo: as above
        move_sudo = moves_sudo.with_company(company).create(
            {
                "move_type": "entry",
                "journal_id": company_sudo.wallet_journal_id.id,
                "date": day,
                "ref": self.env._("Wallets, %(day)s", day=day),
                "line_ids": self._prepare_day_lines(company_sudo.wallet_account_id),
            }
        )
        if move_sudo._get_violated_lock_dates(day, False):
            move_sudo.date = company._get_wallet_day()
        move_sudo.action_post()
        # Raw: only this field of the row is filled later, and its seal leaves it out.
        self.env.cr.execute(
            SQL(
                "UPDATE community_wallet_entry SET move_id = %s"
                " WHERE id = ANY(%s) AND move_id IS NULL",
                move_sudo.id,
                self.ids,
            )
        )
        self.invalidate_recordset(["move_id"])
        return move_sudo

    def _prepare_day_lines(self, wallet_account):
        """Both sides of each row, summed by account, holder and direction.

        Money back stands beside money spent and is not netted, so that the entry
        can be read against the ledger.
        """
        sums = {}
        for entry in self:
            sides = [(wallet_account.id, entry.partner_id.id, entry.amount)]
            if entry.account_id:
                sides.append((entry.account_id.id, False, -entry.amount))
            for account, partner, credit in sides:
                key = (account, partner, credit > 0)
                sums[key] = sums.get(key, 0.0) + credit
        currency = self.currency_id[:1]
        return [
            Command.create(
                {
                    "account_id": account,
                    "partner_id": partner,
                    "name": self._get_line_name(is_credit, bool(partner)),
                    "debit": 0.0 if is_credit else currency.round(-amount),
                    "credit": currency.round(amount) if is_credit else 0.0,
                }
            )
            for (account, partner, is_credit), amount in sums.items()
        ]

    def _get_line_name(self, is_credit, of_holder):
        if not of_holder:
            return self.env._("Taken from wallets")
        if is_credit:
            return self.env._("Back or received in the wallet")
        return self.env._("Spent or passed on from the wallet")

    @api.model
    def _cron_post(self):
        """Book the days that are over, company by company."""
        companies = self.search([("move_id", "=", False)]).company_id
        self.env["ir.cron"]._commit_progress(remaining=len(companies))
        for company in companies:
            try:
                with self.env.cr.savepoint():
                    self._post_pending(company, company._get_wallet_day())
            except Exception:
                _logger.exception("Wallets of company %s are not booked.", company.id)
            self.env["ir.cron"]._commit_progress(1)
