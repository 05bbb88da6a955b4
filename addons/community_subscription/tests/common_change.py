from datetime import date

from freezegun import freeze_time

from .common import CommunitySubscriptionCommon


class CommunityChangeCommon(CommunitySubscriptionCommon):
    """Plans of three prices, and what tests of changes look at."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.big_product = cls._new_product("Dues, all halls", 80.0)
        cls.small_product = cls._new_product("Dues, mornings", 20.0)
        cls.big = cls._new_plan("Rider, all halls", cls.big_product)
        cls.small = cls._new_plan("Rider, mornings", cls.small_product)

    def _billed_contract(self, day="2026-03-01", **values):
        """A contract of the ordinary plan whose first period is billed."""
        with freeze_time(day):
            contract = self._new_contract(start=date.fromisoformat(day), **values)
            contract._bill()
        return contract

    def _nightly(self, day):
        """The nightly job of a day, as the system runs it."""
        cron = self.env.ref("community_subscription.ir_cron_contract_night")
        with freeze_time(day), self.enter_registry_test_mode():
            cron.method_direct_trigger()
        self.env.invalidate_all()

    def _invoiced(self, contract):
        """What all invoices less credit notes come to."""
        moves = self.env["account.move"].search(
            [("community_contract_id", "=", contract.id), ("state", "=", "posted")]
        )
        return sum(moves.mapped("amount_total_signed"))

    def _rows(self, contract, state="planned"):
        rows = contract.period_ids.filtered(lambda row: row.state == state)
        return [
            (row.kind, str(row.date_from), str(row.date_to), row.amount_total)
            for row in rows.sorted(lambda row: (row.bill_date, row.date_from, row.id))
        ]

    def assert_ledger(self, contract):
        """The movements add up to what the contract brings in a month today."""
        contract.invalidate_recordset()
        done = contract.change_ids.filtered(lambda change: change.state == "done")
        self.assertAlmostEqual(sum(done.mapped("mrr_delta")), contract.mrr, 2)

    def _kinds(self, contract, state="done"):
        changes = contract.change_ids.filtered(lambda change: change.state == state)
        return [
            (change.kind, change.movement, str(change.date))
            for change in changes.sorted(lambda change: (change.date, change.id))
        ]
