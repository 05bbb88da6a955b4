from odoo.tests import TransactionCase, tagged

LOGGER = "odoo.addons.base.models.ir_cron"


@tagged("post_install", "-at_install", "community")
class TestJobs(TransactionCase):
    def test_jobs_that_are_done_say_so(self):
        """A job that always leaves something over would be run without a pause."""
        found = self.env["ir.model.data"].search(
            [("model", "=", "ir.cron"), ("module", "=like", "community\\_%")]
        )
        jobs = self.env["ir.cron"].browse(found.mapped("res_id")).exists()
        self.assertGreater(len(jobs), 15)
        with self.enter_registry_test_mode():
            for job in jobs:
                job.method_direct_trigger()  # whatever there may be to do
                with self.subTest(job.name), self.assertNoLogs(LOGGER, "WARNING"):
                    job.method_direct_trigger()
