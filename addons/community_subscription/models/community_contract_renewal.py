import logging
from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import format_date

from ..tools.contract_term import next_term

_logger = logging.getLogger(__name__)
ONE_DAY = timedelta(days=1)
AT_ONCE = 200


class CommunityContract(models.Model):
    """The next term: by itself, or offered to the member with its price."""

    _inherit = "community.contract"

    def _get_next_term(self, day=None):
        """First and last day of the next term, or None.

        Who renews within the days of grace goes on without a gap; later, the term
        begins on the day.
        """
        self.ensure_one()
        plan = self.plan_id
        if not (self.date_end and plan.term_number):
            return None
        day = day or fields.Date.context_today(self)
        last = self.date_end
        if day > last + (plan.grace_days + 1) * ONE_DAY:
            last = day - ONE_DAY
        return next_term(last, plan.term_number, plan.term_unit, self.date_start.day)

    def _get_term_number(self):
        """The number of the term that is agreed last; the first one is 1."""
        self.ensure_one()
        # sudo: the ledger of a contract that the user may read
        renewals = self.sudo().change_ids.filtered(
            lambda change: change.kind == "renewal" and change.state != "cancelled"
        )
        return len(renewals) + 1

    def _get_renewal_offer(self):
        """Return what the member may agree to now, or None.

        :return: {"date_from", "date_to", "amount_total", "currency", "number"};
            `number` is the term that the offer is for: give it to `_renew`, and who
            pays twice renews once
        """
        self.ensure_one()
        term = self._get_next_term()
        if not term or self.close_date or self.plan_id.renewal != "ask":
            return None
        today = fields.Date.context_today(self)
        begins = self.date_end - self.plan_id.renewal_offer_days * ONE_DAY
        if self.state == "draft" or today < begins:
            return None
        if self.plan_id._get_refusals(self.partner_id, term[0]):
            return None
        return {
            "date_from": term[0],
            "date_to": term[1],
            "amount_total": self._get_renewal_amount(),
            "currency": self.currency_id,
            "number": self._get_term_number() + 1,
        }

    def _get_renewal_amount(self):
        """What the first invoice of the next term comes to."""
        return self._preview(lambda contract: contract._renew()[0])["next_amount"]

    def _renew(self, number=None):
        """Agree to the next term: it is laid out and billed like the one before.

        :param number: the term that was offered; one that is agreed already is left
            alone, so that two payments of one offer renew once
        :return: first and last day of the term, for one contract
        """
        term = None
        for contract in self:
            contract.lock_for_update()
            if not number or contract._get_term_number() < number:
                term = contract._renew_one()
        return term

    def _renew_one(self):
        term = self._get_next_term()
        if not term:
            raise UserError(
                self.env._("%(contract)s has no term to renew.", contract=self.name)
            )
        if self.state == "draft" or self.close_date:
            raise UserError(
                self.env._(
                    "%(contract)s is not accepted, or notice was given.",
                    contract=self.name,
                )
            )
        if refusals := self.plan_id._get_refusals(self.partner_id, term[0]):
            raise UserError("\n".join(refusals))
        self._bridge_gap(self.date_end + ONE_DAY, term[0] - ONE_DAY)
        self._with_pen().date_end = term[1]
        change = self._prepare_change("renewal", term[0])
        self._finish_changes(change)
        self._post_change_note(
            self.env._(
                "Renewed from %(start)s to %(end)s",
                start=format_date(self.env, term[0]),
                end=format_date(self.env, term[1]),
            )
        )
        return term

    @api.model
    def _renew_by_itself(self, day):
        """Terms that go on by themselves and are over: the next one begins.

        :return: whether nothing is left to do
        """
        failed = self.browse()
        while contracts := self.search(
            [
                ("plan_id.renewal", "=", "auto"),
                ("plan_id.term_number", ">", 0),
                ("date_end", "<", day),
                ("close_date", "=", False),
                ("state", "not in", ("draft", "ended")),
                ("id", "not in", failed.ids),
            ],
            limit=AT_ONCE,
            order="date_end, id",
        ):
            for contract in contracts:
                try:
                    with self.env.cr.savepoint():
                        contract._renew_until(day)
                except Exception:
                    _logger.exception("Contract %s cannot be renewed.", contract.id)
                    failed += contract
            if not self.env["ir.cron"]._commit_progress(len(contracts)):
                return False
        return True

    def _renew_until(self, day):
        """Several terms may be over after an outage."""
        self.ensure_one()
        self.lock_for_update()
        plan = self.plan_id
        while self.date_end < day:
            start, end = next_term(
                self.date_end, plan.term_number, plan.term_unit, self.date_start.day
            )
            self._with_pen().date_end = end
            self._prepare_change("renewal", start)._apply_without_layout()
        self._lay_out()
        self._refresh_state()


class CommunityContractChange(models.Model):
    _inherit = "community.contract.change"

    def _apply_without_layout(self):
        """The row is written down; the schedule is laid out once, at the end."""
        self._settle()
