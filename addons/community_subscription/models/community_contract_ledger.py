from odoo import fields, models

from ..tools.inside import is_inside


class CommunityContract(models.Model):
    """The ledger of changes: what a contract brought in a month, step by step."""

    _inherit = "community.contract"

    def _log_change(self, kind, day, **values):
        """Write down a change of each of these contracts.

        A change of today or before takes effect at once, a later one is planned and
        made by the nightly job.

        :return: the rows, one for each contract
        """
        # sudo: roles may read the ledger of changes, and only the suite writes it
        changes = self.env["community.contract.change"].sudo()
        changes = changes.create(
            [
                {"contract_id": contract.id, "kind": kind, "date": day, **values}
                for contract in self
            ]
        )
        if day <= changes._get_today():
            changes._settle()
        return changes

    def _get_ledger_balances(self):
        """Return {contract id: (revenue by the ledger, was there ever any)}."""
        # sudo: sums of the contracts at hand, whatever the user may read of them
        rows = (
            self.env["community.contract.change"]
            .sudo()
            ._read_group(
                [("contract_id", "in", self.ids), ("state", "=", "done")],
                ["contract_id"],
                ["mrr_delta:sum", "mrr_after:max"],
            )
        )
        balances = dict.fromkeys(self.ids, (0.0, False))
        for contract, total, most in rows:
            balances[contract.id] = (contract.currency_id.round(total), most > 0)
        return balances

    def _reconcile_ledger(self):
        """Write down what changed the monthly revenue without a change of its own.

        Such as another price in a pricelist, or a line edited by hand.
        """
        balances = self._get_ledger_balances()
        drifted = self.filtered(
            lambda contract: (
                contract.confirmed_on
                and not contract.currency_id.is_zero(
                    contract.mrr - balances[contract.id][0]
                )
            )
        )
        return drifted._log_change("line", fields.Date.context_today(self))

    def _set_plan(self, plan):
        """The plan is another; what was agreed on prices and terms stays."""
        names = ("pricelist_id", "currency_id", "fiscal_position_id", "payment_term_id")
        with self.env.protecting([self._fields[name] for name in names], self):
            self._with_pen().plan_id = plan
        if plan.payment_term_id:
            self.payment_term_id = plan.payment_term_id

    def _post_change_note(self, body):
        """Say in the chatter what happened, but not while one only looks ahead."""
        if is_inside(self.env.context, "community_preview"):
            return
        for contract in self:
            contract.message_post(body=body, subtype_xmlid="mail.mt_note")
