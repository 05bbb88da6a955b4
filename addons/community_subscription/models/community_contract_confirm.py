from odoo import models
from odoo.exceptions import UserError
from odoo.tools import SQL

from ..tools import schedule
from ..tools.inside import is_inside
from ..tools.mrr import movement


class CommunityContract(models.Model):
    """Acceptance: from here on the contract has a schedule and is billed."""

    _inherit = "community.contract"

    def action_confirm(self):
        """Accept drafts, from the form's button."""
        self.check_access("write")
        if self.filtered(lambda contract: contract.state != "draft"):
            raise UserError(self.env._("Only drafts can be accepted."))
        self._confirm()
        return True

    def _confirm(self):
        """Accept drafts in batch; those that were accepted already are left alone."""
        # sudo: acceptance writes the schedule and the ledger of changes, which roles
        # only read; a member who signs on the portal has no rights on either.
        drafts = self.sudo().filtered(lambda contract: not contract.confirmed_on)
        if not drafts:
            return False
        drafts._fill_lines_from_plan()
        drafts._open_analytic_accounts()
        today = self._get_today()
        for contract in drafts.with_context(tracking_disable=True):
            contract.write(contract._prepare_confirmation(today))
        drafts._plan_joining_fees()
        drafts._lay_out()
        drafts._log_new(today)
        drafts.with_context(tracking_disable=True)._refresh_state()
        return True

    def _prepare_confirmation(self, today):
        self.ensure_one()
        plan, start = self.plan_id, self.date_start
        values = {"confirmed_on": today}
        if plan.trial_number:
            values["trial_end"] = schedule.last_day(
                start, plan.trial_unit, plan.trial_number
            )
        if plan.term_number and not self.date_end:
            first = start
            if plan.trial_number:
                first = schedule.add_units(values["trial_end"], "day", 1)
            values["date_end"] = schedule.last_day(
                first, plan.term_unit, plan.term_number
            )
        return values

    # ------------------------------------------------------------
    # LINES
    # ------------------------------------------------------------

    def _fill_lines_from_plan(self):
        values = [
            {**line, "contract_id": contract.id}
            for contract in self
            for line in contract._prepare_missing_lines()
        ]
        self.env["community.contract.line"].create(values)

    def _prepare_missing_lines(self):
        """What the plan brings, beside what was agreed beyond it.

        Lines that somebody has agreed on in its place have the origin "plan".
        """
        self.ensure_one()
        if any(line.origin == "plan" for line in self.line_ids):
            return []
        return self._prepare_lines_from_plan(self.plan_id)

    def _prepare_lines_from_plan(self, plan):
        """Values of the lines that a plan brings, in the language of the payer."""
        self.ensure_one()
        lang = self.payer_id.lang or self.env.lang
        return [
            {
                "sequence": line.sequence,
                "product_id": line.product_id.id,
                "name": line.name,
                "quantity": line.quantity,
                "by_seat": line.by_seat,
                "price_mode": line.price_mode,
                "price_unit": self._get_plan_price(line),
                "origin": "plan",
            }
            for line in plan.with_context(lang=lang).line_ids
        ]

    def _get_plan_price(self, line):
        """A fixed price is agreed on in the currency of the plan's company."""
        company = line.plan_id.company_id or self.company_id
        if line.price_mode != "fixed" or company.currency_id == self.currency_id:
            return line.price_unit
        return company.currency_id._convert(
            line.price_unit, self.currency_id, company, self.date_start
        )

    # ------------------------------------------------------------
    # WHAT COMES WITH IT
    # ------------------------------------------------------------

    def _plan_joining_fees(self):
        """A row for those who never had the joining fee of their plan."""
        charged = self.filtered("plan_id.joining_product_id")
        charged._take_turns_to_join()
        done = charged._get_joined()
        new = []
        for contract in charged:
            key = (contract.partner_id, contract.plan_id.joining_product_id)
            if key in done:
                continue
            done.add(key)
            new.append(contract._prepare_new_row(contract._prepare_joining_row()))
        self.env["community.contract.period"]._with_pen().create(new)

    def _get_joined(self):
        """Pairs of these members and the joining fees that they had already."""
        Period = self.env["community.contract.period"]
        known = Period.search(
            [("kind", "=", "joining"), ("partner_id", "in", self.partner_id.ids)]
        )
        return {(row.partner_id, row.once_product_id) for row in known}

    def _prepare_joining_row(self):
        self.ensure_one()
        first = self._get_first_paid_day()
        return {
            "kind": "joining",
            "origin": "joining",
            "once_product_id": self.plan_id.joining_product_id.id,
            "date_from": first,
            "date_to": first,
            "bill_date": first,
        }

    def _take_turns_to_join(self):
        """Of two acceptances of one member at a time, the second one sees the first.

        A lock alone would leave the second one with what it saw before; a row that was
        written meanwhile makes the database refuse it, and it is begun anew.
        """
        if not self or is_inside(self.env.context, "community_preview"):
            return
        ids = sorted(self.partner_id.ids)
        self.partner_id.flush_recordset()
        self.env.execute_query(
            SQL(
                "SELECT id FROM res_partner WHERE id = ANY(%s) ORDER BY id"
                " FOR NO KEY UPDATE",
                ids,
            )
        )
        self.env.execute_query(
            SQL(
                "UPDATE res_partner SET write_uid = write_uid"
                " WHERE id = ANY(%s) RETURNING id",
                ids,
            )
        )

    def _open_analytic_accounts(self):
        """An analytic account for contracts whose profit is followed."""
        followed = self.filtered(
            lambda contract: (
                contract.plan_id.track_profit and not contract.analytic_account_id
            )
        )
        if not followed:
            return
        plan = self.env.ref("community_subscription.analytic_plan_contracts")
        accounts = self.env["account.analytic.account"].create(
            [
                {
                    "name": f"{contract.name} {contract.partner_id.name or ''}".strip(),
                    "code": contract.name,
                    "plan_id": plan.id,
                    "company_id": contract.company_id.id,
                    "partner_id": contract.partner_id.id,
                }
                for contract in followed
            ]
        )
        for contract, account in zip(followed, accounts, strict=True):
            contract.analytic_account_id = account

    def _log_new(self, today):
        """The first row of the ledger of changes; a later beginning is planned."""
        self.env["community.contract.change"].create(
            [
                {
                    "contract_id": contract.id,
                    "date": contract.date_start,
                    "kind": "new",
                    "movement": movement(0.0, contract.mrr, was_active=False),
                    "state": "done" if contract.date_start <= today else "planned",
                    "new_plan_id": contract.plan_id.id,
                    "mrr_after": contract.mrr,
                    "mrr_delta": contract.mrr,
                }
                for contract in self
            ]
        )
