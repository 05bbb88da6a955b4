import logging

from psycopg2 import IntegrityError

from odoo import api, fields, models
from odoo.tools import SQL, mute_logger

from .community_dunning import OPEN_STATES

_logger = logging.getLogger(__name__)
AT_ONCE = 100


class CommunityDunning(models.Model):
    """The nightly job: who is reminded, who is settled, who waits."""

    _inherit = "community.dunning"

    @api.model
    def _cron_dun(self):
        """Every night; goes on where it stopped, and may run twice."""
        self.env["community.payment.promise"]._judge_all()
        for company in self.env["res.company"].search([("active", "=", True)]):
            if not self.with_company(company)._run_company(company):
                return
        self.env["ir.cron"]._commit_progress(remaining=0)

    def _run_company(self, company):
        """:return: whether the company is finished for today."""
        today = fields.Date.context_today(self)
        if company.dunning_run_date != today:
            company.write({"dunning_run_date": today, "dunning_run_partner": 0})
        while True:
            partners = self._get_candidates(company, company.dunning_run_partner)
            if not partners:
                return True
            self._dun_safely(partners, company, today)
            company.dunning_run_partner = partners[-1].id
            # As long as something remains, it goes on at once and not the next night.
            if not self.env["ir.cron"]._commit_progress(len(partners), remaining=1):
                return False

    @api.model
    def _get_candidates(self, company, after, limit=AT_ONCE):
        """The next payers with something overdue, or with a reminder not settled."""
        self.env["account.move.line"].flush_model()
        self.flush_model(["state"])
        rows = self.env.execute_query(
            SQL(
                """
                SELECT line.partner_id
                  FROM account_move_line line
                  JOIN account_account account ON account.id = line.account_id
                   AND account.account_type = 'asset_receivable'
                 WHERE line.parent_state = 'posted' AND line.reconciled IS NOT TRUE
                   AND line.amount_residual != 0 AND line.amount_residual > 0
                   AND line.company_id = %(company)s AND line.partner_id > %(after)s
                   AND line.date_maturity < %(today)s
                 UNION
                SELECT partner_id FROM community_dunning
                 WHERE company_id = %(company)s AND partner_id > %(after)s
                   AND state IN %(states)s
              ORDER BY partner_id LIMIT %(limit)s
                """,
                company=company.id,
                after=after,
                today=fields.Date.context_today(self),
                states=OPEN_STATES,
                limit=limit,
            )
        )
        return self.env["res.partner"].browse(row[0] for row in rows)

    def _dun_safely(self, partners, company, day, by_hand=False):
        """A payer who cannot be reminded stops nobody else.

        :param by_hand: whoever asks for one payer is told at once what is wrong
        """
        try:
            with self.env.cr.savepoint(), mute_logger("odoo.sql_db"):
                return self._dun(partners, company, day)
        except Exception:
            if by_hand and len(partners) == 1:
                raise
            _logger.info("Reminding %s payers one by one.", len(partners))
        made = self.browse()
        for partner in partners:
            try:
                with self.env.cr.savepoint():
                    made += self._dun(partner, company, day)
            except IntegrityError:
                _logger.info("Payer %s was reminded meanwhile.", partner.id)
            except Exception as error:
                _logger.exception("Payer %s cannot be reminded.", partner.id)
                self._report_failure(partner, company, error)
        return made

    def _report_failure(self, partner, company, error):
        """One activity, however many nights it goes on."""
        summary = self.env._("Cannot be reminded")
        partner._schedule_debt_activity(company, summary, str(error))

    @api.model
    def _dun(self, partners, company, day=None):
        """Remind those who are due, settle those who owe nothing overdue.

        :return: the reminders made.
        """
        day = day or fields.Date.context_today(self)
        # sudo: the job's and the treasurer's act; rights were checked before.
        system = self.sudo().with_company(company)
        facts = system._get_facts(partners, company, day)
        done = [who for who, fact in facts.items() if fact.verdict.action == "settle"]
        system._settle(system.env["res.partner"].union(*done), company, day)
        rising = {
            who: fact for who, fact in facts.items() if fact.verdict.action == "raise"
        }
        return system._raise(rising, company, day)

    @api.model
    def _review(self, partners, company):
        """After a payment: whoever owes nothing overdue any more is settled at once."""
        reminded = self._get_levels_reached(partners, company)
        self.env["community.payment.promise"]._judge(partners, company)
        if not reminded:
            return
        day = fields.Date.context_today(self)
        partners = self.env["res.partner"].union(*reminded)
        facts = self._get_facts(partners, company, day)
        done = [who for who, fact in facts.items() if fact.verdict.action == "settle"]
        self._settle(self.env["res.partner"].union(*done), company, day)
