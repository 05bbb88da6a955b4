from datetime import timedelta

from freezegun import freeze_time

from odoo.tests import tagged

from .common_schedule import TODAY, ScheduleCommon

# Odoo reads and inserts at most so many rows at once.
AT_ONCE = 1000


@tagged("post_install", "-at_install", "community")
@freeze_time(TODAY)
class TestScheduleQueries(ScheduleCommon):
    def _new_contracts(self, number):
        members = self.env["res.partner"].create(
            [{"name": f"M{n}", "in_member_register": True} for n in range(number)]
        )
        return self.env["community.contract"].create(
            [
                {
                    "plan_id": self.plan.id,
                    "partner_id": member.id,
                    "company_id": self.company.id,
                    "date_start": TODAY + timedelta(days=place % 7),
                }
                for place, member in enumerate(members)
            ]
        )

    def _count(self, work):
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        work()
        self.env.flush_all()
        return self.env.cr.sql_log_count - before

    def test_same_queries_for_any_number(self):
        """W5: a thousand contracts are laid out with the queries of ten."""
        counts = {}
        for number in (10, 1000):
            contracts = self._new_contracts(number)
            contracts._confirm()
            rows = len(contracts.period_ids)
            counts[number] = [
                self._count(contracts._lay_out),
                self._count(contracts._refresh_state),
            ]
            # Rows are read by the thousand: that is all that grows.
            counts[number][0] -= rows // AT_ONCE
        self.assertLessEqual(counts[1000][0], counts[10][0] + 2)
        self.assertLessEqual(counts[1000][1], counts[10][1])

    def test_only_what_differs_is_written(self):
        """W5: of a schedule laid out anew, rows that stay are not written."""
        contract = self._new_contract()
        self.env.flush_all()
        written = []
        original = type(contract.period_ids).write

        def note(rows, vals):
            written.extend(rows.ids)
            return original(rows, vals)

        self.patch(type(contract.period_ids), "write", note)
        contract._lay_out()
        self.assertFalse(written)
        contract.line_ids.date_end = TODAY + timedelta(days=340)
        contract._lay_out()
        self.assertEqual(len(set(written)), 1)
