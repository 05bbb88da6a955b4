import logging
from collections import defaultdict

from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import format_date, split_every

_logger = logging.getLogger(__name__)
AT_ONCE = 200


class CommunityInterestEntry(models.Model):
    """Late interest is asked for once: with a dunning, or at the end of a month."""

    _inherit = "community.interest.entry"

    @api.model
    def _get_unbilled_domain(self):
        return Domain("move_id", "=", False) | Domain("move_id.state", "=", "cancel")

    def _bill(self, day):
        """Invoice these entries: one document for each payer and currency."""
        charges = list(self._prepare_charges().values())
        return self.env["account.move"]._create_late_charges(charges, day)

    def _prepare_charges(self, dunnings=None):
        """{(company, payer, currency): what is to be invoiced}; sums of zero wait.

        :param dunnings: {payer: dunning} whose letter asks for it.
        """
        groups = defaultdict(self.browse)
        for entry in self:
            groups[entry.company_id, entry.partner_id, entry.currency_id] += entry
        none = self.env["community.dunning"]
        return {
            (company, partner, currency): {
                "company": company,
                "partner": partner,
                "currency": currency,
                "lines": entries._prepare_invoice_lines(company),
                "entries": entries,
                "dunning": (dunnings or {}).get(partner, none),
            }
            for (company, partner, currency), entries in groups.items()
            if not currency.is_zero(sum(entries.mapped("amount")))
        }

    def _prepare_invoice_lines(self, company):
        """One line for each overdue item."""
        product = company.late_interest_product_id
        if not product:
            raise UserError(
                self.env._(
                    "Late interest of %(company)s cannot be invoiced: choose its "
                    "product in the settings of Subscriptions.",
                    company=company.name,
                )
            )
        lines = []
        for item, entries in self.grouped("move_line_id").items():
            amount = entries.currency_id.round(sum(entries.mapped("amount")))
            if not amount:
                continue
            values = {
                "product_id": product.id,
                "name": entries._get_invoice_text(item),
                "quantity": 1.0,
                "price_unit": amount,
            }
            if company.late_interest_account_id:
                values["account_id"] = company.late_interest_account_id.id
            lines.append(values)
        return lines

    def _get_invoice_text(self, item):
        env = self.with_context(lang=item.partner_id.lang).env
        return env._(
            "Late interest on %(invoice)s, %(start)s to %(end)s",
            invoice=item.move_name,
            start=format_date(env, min(self.mapped("date_from"))),
            end=format_date(env, max(self.mapped("date_to"))),
        )

    # ------------------------------------------------------------
    # Every month
    # ------------------------------------------------------------

    @api.model
    def _cron_month(self):
        """Once a month: interest up to the last day of the month before, invoiced."""
        today = fields.Date.context_today(self)
        until = today.replace(day=1) - relativedelta(days=1)
        companies = self.env["res.company"].search(
            [
                ("late_interest_mode", "in", ("dunning", "monthly")),
                *("|", ("late_interest_until", "=", False)),
                ("late_interest_until", "<", until),
            ]
        )
        for company in companies:
            if not self.with_company(company)._run_month(company, until, today):
                return
            company.write({"late_interest_until": until, "late_interest_item": 0})
        self.env["ir.cron"]._commit_progress(remaining=0)

    def _run_month(self, company, until, today):
        """:return: whether the company is finished."""
        cron = self.env["ir.cron"]
        line_ids = self._get_candidates(company, until)
        left = [number for number in line_ids if number > company.late_interest_item]
        for ids in split_every(AT_ONCE, left):
            self._try_each("_accrue_ids", ids, until)
            company.late_interest_item = ids[-1]
            # As long as something remains, it goes on at once, from this item.
            if not cron._commit_progress(len(ids), remaining=1):
                return False
        domain = self._get_unbilled_domain() & Domain("company_id", "=", company.id)
        groups = self._read_group(domain, ["partner_id"], ["id:array_agg"])
        for chunk in split_every(AT_ONCE, groups, list):
            for _partner, entry_ids in chunk:
                self._try_each("_bill_ids", entry_ids, today, together=True)
            if not cron._commit_progress(len(chunk), remaining=1):
                return False
        return True

    def _try_each(self, method, ids, day, *, together=False):
        """Do it for all at once; if that fails one by one, past those that fail."""
        for chunk in [ids] if together else [ids, *([number] for number in ids)]:
            try:
                with self.env.cr.savepoint():
                    getattr(self, method)(chunk, day)
            except Exception:
                if len(chunk) == 1 or together:
                    _logger.exception("Late interest of %s failed.", chunk)
            else:
                if chunk is ids:
                    return

    def _accrue_ids(self, ids, until):
        self._accrue(self.env["account.move.line"].browse(ids), until)

    def _bill_ids(self, ids, today):
        # Locked, so that two jobs do not ask for the same interest.
        entries = self.browse(ids).try_lock_for_update()
        entries.filtered_domain(self._get_unbilled_domain())._bill(today)

    @api.model
    def _get_candidates(self, company, until):
        """Items that may have borne interest since the last run: what is overdue, and
        what was paid late meanwhile. After a reminder only: those it was charged on.
        """
        since = company.late_interest_until or until.replace(day=1)
        overdue = Domain("reconciled", "=", False) & Domain("amount_residual", ">", 0)
        touched = Domain("matched_credit_ids.create_date", ">=", since)
        lines = self.env["account.move.line"]
        domain = Domain.AND(
            [
                lines._get_dunnable_domain(company),
                Domain("date_maturity", "<", until),
                overdue | touched,
            ]
        )
        if company.late_interest_mode == "dunning":
            domain &= Domain("community_interest_ids", "!=", False)
        found = lines.search(domain, order="id")._filter_dunnable()
        return found.filtered(lambda line: not line.move_id.is_late_charge).ids
