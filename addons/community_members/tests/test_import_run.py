from datetime import date

from odoo.tests import tagged

from .common_import import FAMILY, CommonImport


@tagged("post_install", "-at_install", "community")
class TestImportRun(CommonImport):
    """Checking writes nothing, importing writes what was checked, twice is once."""

    def test_dry_run_writes_nobody(self):
        """Import: after checking, the register is as it was."""
        before = self.env["res.partner"].search_count([])
        job = self._check(*FAMILY)
        self.assertEqual(job.state, "checked")
        self.assertEqual((job.row_count, job.new_count, job.bad_count), (6, 6, 0))
        self.assertEqual(self.env["res.partner"].search_count([]), before)

    def test_family_and_firm(self):
        """W17, W19, W69: persons, firm, branch, employee, relatives, payer in one file.

        Branch and employee stand above the firm to which they belong.
        """
        job = self._import(*FAMILY)
        self.assertFalse(job.issue_ids.mapped("message"))
        self.assertEqual((job.state, job.done_count), ("done", 6))
        ayse, ali, can = (self._member(number) for number in ("A1", "A2", "A3"))
        self.assertEqual(ayse.name, "Ayşe Demir")
        self.assertEqual(ayse.member_category_id, self.category)
        self.assertEqual(ayse.member_category_ids, self.category | self.vip)
        self.assertEqual(ayse.member_region_id, self.region)
        self.assertEqual(ayse.member_since, date(2020, 3, 1))
        self.assertEqual(ayse.membership_end, date(2026, 12, 31))
        self.assertTrue(ayse.in_member_register)
        self.assertTrue(ayse.member_state)
        relations = {(r.type_id.code, r.other_id) for r in ayse.relation_ids}
        self.assertEqual(relations, {("spouse", ali), ("child", can)})
        self.assertEqual(len(ali.relation_ids), 1)
        firm, branch, employee = (self._member(n) for n in ("K1", "K1-1", "E1"))
        self.assertEqual((ayse.payer_id, can.payer_id), (firm, ayse))
        self.assertTrue(firm.is_company)
        self.assertEqual(firm.member_sector_ids, self.sector)
        self.assertEqual((branch.parent_id, branch.unit_type), (firm, "branch"))
        self.assertEqual(branch.city, "İzmir")
        self.assertEqual(employee.parent_id, branch)
        self.assertEqual(employee.assignment_ids.function, "Usta")
        self.assertFalse(branch.in_member_register or employee.in_member_register)

    def test_again_changes_nothing(self):
        """Import: the same file again writes no record and makes no second relation."""
        self._import(*FAMILY)
        self.env["res.partner"].flush_model()
        self.env.cr.execute("UPDATE res_partner SET write_date = '2020-01-01'")
        self.env.invalidate_all()
        counts = [
            self.env[model].search_count([])
            for model in (
                "res.partner",
                "community.member.relation",
                "community.member.assignment",
                "mail.message",
            )
        ]
        job = self._import(*FAMILY)
        self.assertEqual((job.update_count, job.new_count, job.done_count), (6, 0, 6))
        self.assertEqual(self._member("A1").write_date.year, 2020)
        self.assertEqual(
            counts,
            [
                self.env[model].search_count([])
                for model in (
                    "res.partner",
                    "community.member.relation",
                    "community.member.assignment",
                    "mail.message",
                )
            ],
        )

    def test_update_changes_only_given_cells(self):
        """Import: empty cells leave; new categories are added; changes are tracked."""
        self._import(*FAMILY)
        job = self._import(
            ["Member Number", "City", "Street", "Further Categories", "Member Until"],
            ["A1", "", "Yeni Sok. 1", "vip", "31.12.2027"],
        )
        self.assertEqual(job.update_count, 1)
        ayse = self._member("A1")
        self.assertEqual((ayse.city, ayse.street), ("İzmir", "Yeni Sok. 1"))
        self.assertEqual(ayse.member_category_ids, self.category | self.vip)
        self.assertEqual(ayse.membership_end, date(2027, 12, 31))
        self.flush_tracking()
        tracked = ayse.message_ids.tracking_value_ids.field_id.mapped("name")
        self.assertIn("membership_end", tracked)

    def flush_tracking(self):
        self.env.flush_all()
        self.env.cr.precommit.run()
