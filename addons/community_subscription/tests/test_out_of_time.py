"""Jobs that run out of time go on at once, not the next hour or night."""

from datetime import date
from unittest.mock import patch

from odoo.tests import tagged

from .common_debt import CommunityDebtCase

MODELS = "odoo.addons.community_subscription.models"


@tagged("post_install", "-at_install", "community")
class TestOutOfTime(CommunityDebtCase):
    def _run(self, job):
        """Run a job that has time for one chunk, for as long as it asks to go on.

        :return: how often it ran
        """
        said = []

        def commit(_cron, _processed=0, *, remaining=None, **_more):
            said.append(remaining or 0)
            return 0.0

        with patch.object(self.registry["ir.cron"], "_commit_progress", commit):
            for number in range(1, 30):
                said.clear()
                job()
                if not said or not said[-1]:
                    return number
        return self.fail("It never ends.")

    def _limit(self, name, number):
        """Chunks of a model's file have so many records."""
        patcher = patch(f"{MODELS}.{name}.AT_ONCE", number)
        patcher.start()
        self.addCleanup(patcher.stop)

    def _limit_method(self, model, name, number):
        """Chunks of a method that takes a limit have so many records."""
        kind = self.registry[model]
        inner = getattr(kind, name)

        def limited(records, *arguments):
            return inner(records, *arguments, limit=number)

        patcher = patch.object(kind, name, limited)
        patcher.start()
        self.addCleanup(patcher.stop)

    def test_reminders(self):
        """Payers beyond the first chunk are reminded in the same night."""
        for number in range(3):
            self._new_invoice(20.0, partner=self._new_member(f"Member {number}"))
        self._limit_method("community.dunning", "_get_candidates", 1)
        with self.on(7):
            self.assertGreater(self._run(self.dunnings._cron_dun), 3)
        made = self.dunnings.search([("company_id", "=", self.company.id)])
        self.assertEqual(len(made), 3)

    def test_interest(self):
        """W87: items beyond the first chunk bear interest in the same month, once."""
        self.company.late_interest_mode = "monthly"
        self.env["community.interest.rate"].create(
            {
                "company_id": self.company.id,
                "date_from": date(2025, 1, 1),
                "rate": 36.5,
            }
        )
        moves = self.env["account.move"]
        for number in range(3):
            moves += self._new_invoice(
                1000.0, partner=self._new_member(f"Member {number}")
            )
        self._limit("community_interest_entry_bill", 1)
        with self.on(25):
            self._run(self.env["community.interest.entry"]._cron_month)
            entries = self.env["community.interest.entry"].search(
                [("move_line_id", "in", moves.line_ids.ids)]
            )
            self.assertEqual(entries.move_line_id.move_id, moves)
            self.assertEqual(len(entries.move_id), 3)
            self.assertFalse(self.company.late_interest_item)
            self._run(self.env["community.interest.entry"]._cron_month)
        self.assertEqual(len(entries.search([("id", "in", entries.ids)])), len(entries))

    def test_renewals(self):
        """Terms beyond the first chunk are renewed in the same night."""
        plan = self._new_plan("Term", term_number=1, term_unit="month", renewal="auto")
        contracts = self.env["community.contract"]
        for _number in range(3):
            contracts += self._new_contract(plan)
        ends = set(contracts.mapped("date_end"))
        self.assertEqual(ends, {date(2026, 4, 9)})
        self._limit("community_contract_renewal", 1)
        with self.on(40):
            self._run(self.env["community.contract"]._cron_night)
        self.assertEqual(set(contracts.mapped("date_end")), {date(2026, 5, 9)})

    def test_mass_hold(self):
        """Contracts beyond the first chunk rest, too."""
        contracts = self.env["community.contract"]
        for _number in range(3):
            contracts += self._new_contract()
        mass = self.env["community.mass.hold"].create(
            {
                "company_id": self.company.id,
                "reason": "Storm",
                "date_from": date(2026, 4, 1),
                "date_to": date(2026, 4, 5),
                "state": "running",
            }
        )
        self._limit_method("community.mass.hold", "_work", 1)
        with self.on(1):
            self._run(mass._cron_work)
        self.assertEqual((mass.state, mass.done_count), ("done", 3))

    def test_prices(self):
        """Contracts beyond the first chunk pay the new price, too; also one that
        was being billed."""
        contracts = self.env["community.contract"]
        with self.on(0):
            for _number in range(4):
                contracts += self._new_contract()
            campaign = self._new_campaign()
        busy = contracts[2]
        inner = self.registry["community.contract"].try_lock_for_update

        def lock(records, **options):
            rest = records - busy
            return inner(rest, **options) if rest else rest

        self._limit("community_price_campaign_apply", 1)
        cron = self.env["community.price.campaign"]._cron_apply_prices
        with (
            self.on(0),
            patch.object(
                self.registry["community.contract"], "try_lock_for_update", lock
            ),
        ):
            self._run(cron)
        states = {row.contract_id: row.state for row in campaign.line_ids}
        self.assertEqual(states.pop(busy), "planned")
        self.assertEqual(set(states.values()), {"done"})
        with self.on(0):
            self._run(cron)
        self.assertEqual(set(campaign.line_ids.mapped("state")), {"done"})

    def _new_campaign(self):
        campaign = self.env["community.price.campaign"].create(
            {
                "name": "Prices of May",
                "company_id": self.company.id,
                "date": date(2026, 5, 1),
                "value": 10,
            }
        )
        campaign.action_preview()
        campaign.action_announce()
        campaign.state = "applied"
        return campaign
