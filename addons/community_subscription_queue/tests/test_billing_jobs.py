from datetime import date
from unittest.mock import patch

from freezegun import freeze_time

from odoo.tests import tagged
from odoo.tools import config

from odoo.addons.community_subscription.tests.common import CommunitySubscriptionCommon
from odoo.addons.queue_job.tests.common import trap_jobs

DAY = date(2026, 3, 10)


@tagged("post_install", "-at_install", "community")
@freeze_time(DAY)
class TestBillingJobs(CommunitySubscriptionCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.contracts = cls._new_contract()
        for _number in range(4):
            cls.contracts += cls._new_contract()
        old = cls._new_product("Old tariff", 40.0)
        cls.bad = cls._new_contract(cls._new_plan("Old", old))
        old.active = False

    def setUp(self):
        super().setUp()
        self.startPatcher(
            patch.dict(config.options, {"server_wide_modules": ["web", "queue_job"]})
        )
        work = type(self.env["community.bill.run"])
        self.patch(
            work,
            "_get_due_contracts",
            lambda run, limit, get=work._get_due_contracts: get(run, min(limit, 2)),
        )
        self.run_ = self.env["community.bill.run"].create(
            {"company_id": self.company.id, "date": DAY, "is_automatic": True}
        )
        self.run_._start()

    def _digest(self):
        """What billing writes, without names of moments."""
        self.env.flush_all()
        moves = (self.contracts + self.bad).period_ids.move_id.sorted("id")
        return [
            moves.mapped(lambda move: (move.name, move.amount_total, move.state)),
            [
                (row.origin, row.state, row.move_id.id)
                for row in (self.contracts + self.bad).period_ids
            ],
            self.bad.bill_error,
            self.bad.activity_ids.ids,
            [
                (line.contract_id.id, line.state, line.move_id.id)
                for line in self.run_.line_ids
            ],
        ]

    def test_batches_are_jobs(self):
        """W6: a batch is a job, once, however often it is asked for."""
        with trap_jobs() as trap:
            for _part in range(3):
                self.run_._work()
            trap.assert_jobs_count(3)
            self.run_._start()
            self.run_._work()
            trap.assert_jobs_count(3)
            trap.perform_enqueued_jobs()
        self.assertEqual(len(self.contracts.period_ids.move_id), 5)
        self.assertEqual(self.run_.done_count, 5)
        self.assertEqual(self.run_.refused_count, 1)

    def test_job_twice(self):
        """W6 (jobs.twice): the second time nothing in the database is different."""
        ids = (self.contracts + self.bad).ids
        self.run_._bill_part(ids)
        first = self._digest()
        self.run_._bill_part(ids)
        self.assertEqual(self._digest(), first)

    def test_job_after_a_stop(self):
        """W6 (jobs.twice): stopped before its end, it leaves nothing half done."""
        ids = (self.contracts + self.bad).ids
        before = self._digest()
        work = type(self.env["community.bill.run"])
        with (
            patch.object(work, "_note_results", side_effect=KeyboardInterrupt),
            self.assertRaises(KeyboardInterrupt),
            self.cr.savepoint(),
        ):
            self.run_._bill_part(ids)
        self.env.invalidate_all()
        self.assertEqual(self._digest(), before)
        self.run_._bill_part(ids)
        self.assertEqual(self.run_.done_count, 5)

    def test_every_job_method_is_known(self):
        """W6 (jobs.twice): the methods of the suite that are jobs, all tested here."""
        functions = self.env["queue.job.function"].search(
            [("model_id.model", "=like", "community.%")]
        )
        self.assertEqual(functions.mapped("method"), ["_bill_part"])

    def test_without_a_runner(self):
        """W6: where no jobs are run, the scheduled job bills as always."""
        with patch.dict(config.options, {"server_wide_modules": ["web"]}):
            while self.run_._work():
                pass
        self.assertEqual(self.run_.state, "done")
        self.assertEqual(self.run_.done_count, 5)
