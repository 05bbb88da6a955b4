import base64
from unittest.mock import patch

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from ..models import community_member_import_check, community_member_import_write
from ..tools import import_file
from .common_import import FAMILY, CommonImport


@tagged("post_install", "-at_install", "community")
class TestImportJob(CommonImport):
    """Refusals, kills, the background job, and who may do what."""

    def test_numbers_are_given_around_those_in_the_file(self):
        """W16: rows without number get free ones, also free of later rows."""
        Partner = self.env["res.partner"]
        ahead = Partner._take_member_numbers(1)[0]
        following = f"M{int(ahead[1:]) + 1:06d}"
        job = self._import(
            ["Member Number", "Name"],
            ["", "First"],
            [following, "Second"],
            ["", "Third"],
        )
        self.assertEqual(job.done_count, 3)
        members = job.row_ids.partner_id
        self.assertEqual(len(set(members.mapped("member_number"))), 3)
        self.assertEqual(self._member(following).name, "Second")
        job = self._import(["Name"], ["Fourth"], give_numbers=False)
        self.assertFalse(job.row_ids.partner_id.member_number)

    def test_what_the_database_refuses_stays_alone(self):
        """Import: one row is refused while writing; its 20 neighbours go in."""
        rows = [[f"R{number}", f"Row {number}"] for number in range(21)]
        job = self._check(["Member Number", "Name"], *rows)
        Partner = type(self.env["res.partner"])
        create = Partner.create

        def refuse(partners, vals_list):
            if any(vals.get("member_number") == "R7" for vals in vals_list):
                raise UserError("no sevens")  # pylint: disable=translation-required
            return create(partners, vals_list)

        with patch.object(Partner, "create", refuse):
            job.action_run()
        self.assertEqual(self._codes(job), [(9, "refused")])
        self.assertEqual((job.done_count, job.bad_count), (20, 1))
        self.assertFalse(self._member("R7"))
        self.assertEqual(len(job.row_ids.partner_id), 20)

    def test_killed_anywhere_it_goes_on(self):
        """Import: the work stops within any step; the next start finishes it once."""
        job = self._job(self._csv(*FAMILY))
        with (
            patch.object(community_member_import_write, "ROWS_AT_ONCE", 1),
            patch.object(community_member_import_check, "ROWS_AT_ONCE", 1),
        ):
            job.action_check()
            job.state = "running"
            steps = 0
            while job.state == "running":
                # What a kill does: everything since the last commit is gone.
                with self.assertRaises(ZeroDivisionError), self.env.cr.savepoint():
                    job._work_on_chunk()
                    raise ZeroDivisionError
                self.env.invalidate_all()
                job._work_on_chunk()
                self.env.invalidate_all()
                steps += 1
                self.assertLess(steps, 50)
        self.assertGreater(steps, 6)
        self.assertFalse(job.issue_ids)
        self.assertEqual(job.done_count, 6)
        self.assertEqual(len(self._member("A1").relation_ids), 2)

    def test_background_job(self):
        """Import: a large file is checked and written by the scheduled job."""
        job = self._job(self._csv(*FAMILY))
        model = "odoo.addons.community_members.models.community_member_import"
        cron = self.env.ref("community_members.ir_cron_member_import")
        with patch(f"{model}.DIRECT_BYTES", 0), patch(f"{model}.DIRECT_ROWS", 0):
            job.action_check()
            self.assertEqual(job.state, "checking")
            with self.enter_registry_test_mode():
                cron.method_direct_trigger()
            self.env.invalidate_all()
            self.assertEqual((job.state, job.row_count), ("checked", 6))
            job.action_run()
            self.assertEqual(job.state, "running")
            with self.enter_registry_test_mode():
                cron.method_direct_trigger()
        self.env.invalidate_all()
        self.assertEqual((job.state, job.done_count), ("done", 6))
        self.assertEqual(self._member("A1").create_uid, self.manager)
        self.assertEqual(job.progress, 100)

    def test_file_and_rows_do_not_stay(self):
        """Import: the file goes when it has served; good rows keep no data."""
        job = self._import(*FAMILY)
        self.assertFalse(job.data_file)
        self.assertFalse([row for row in job.row_ids if row.content or row.cells])

    def test_bad_rows_come_back_with_their_messages(self):
        """Import: the rows to mend as XLSX; mended, they go in."""
        job = self._import(
            ["Member Number", "Name", "E-mail"],
            ["A", "=1+1", "broken"],
            ["B", "Good", "b@ex.org"],
        )
        data = base64.b64decode(job.bad_rows_file)
        book = import_file.Workbook(data)
        rows = [cells for _line, cells in book.rows(9)]
        self.assertEqual(rows[0], ["Row", "Message", "Member Number", "Name", "E-mail"])
        self.assertEqual(rows[1][0], 2)
        self.assertIn("broken", rows[1][1])
        self.assertEqual(rows[1][2:], ["A", "=1+1", "broken"])
        self.assertEqual(type(rows[1][3]), str)
        self.assertEqual(len(rows), 2)

    def test_only_managers_import(self):
        """Import: readers and officers are refused, in every way in."""
        for user in (self.internal, self.reader, self.officer, self.finance):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self._job(self._csv(*FAMILY), user=user)
        job = self._job(self._csv(*FAMILY))
        for user in (self.internal, self.officer):
            for method in (
                "action_check",
                "action_run",
                "action_continue",
                "action_download_bad_rows",
                "action_open_members",
            ):
                with self.subTest(method=method), self.assertRaises(AccessError):
                    getattr(job.with_user(user), method)()
            with self.assertRaises(AccessError):
                job.with_user(user).read(["file_name"])

    def test_members_of_another_company_are_out_of_reach(self):
        """W62: a number of the other company is taken; its member stays as it is."""
        other = self._new_member(member_number="X1", company_id=self.other_company.id)
        job = self._import(
            ["Member Number", "Name", "Payer"], ["X1", "Grab", ""], ["X2", "Mine", "X1"]
        )
        self.assertIn((2, "number_hidden"), self._codes(job))
        self.assertEqual(other.name, "Ayşe Demir")
        self.assertFalse(self._member("X2").payer_id)

    def test_template_behind_the_import_button(self):
        """Import: the list of members offers the template; contacts keep core's."""
        Partner = self.env["res.partner"].with_user(self.manager)
        inside = Partner.with_context(default_in_member_register=True)
        self.assertIn("members.xlsx", inside.get_import_templates()[0]["template"])
        self.assertNotIn("members.xlsx", Partner.get_import_templates()[0]["template"])

    def test_old_rows_are_forgotten(self):
        """Import: what a file said of people goes after a month."""
        job = self._import(["Member Number", "Name"], ["A", ""], ["B", "Good"])
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE community_member_import SET write_date = '2020-01-01'"
        )
        self.env.invalidate_all()
        self.env["community.member.import"]._gc_old_rows()
        self.assertFalse(job.row_ids or job.issue_ids)
        self.assertTrue(self._member("B"))


@tagged("post_install", "-at_install", "-standard", "community_full")
class TestImportLarge(CommonImport):
    def test_five_thousand(self):
        """Import: 5,000 rows with families and branches, in several chunks."""
        rows = []
        for number in range(5000):
            kind = number % 10
            firm = f"L{number - kind}"
            rows.append(
                [
                    f"L{number}",
                    f"Üye {number}",
                    "yes" if kind == 0 else "",
                    firm if kind == 1 else "",
                    firm if kind == 2 else "",
                    f"spouse:L{number + 1}" if kind == 4 else "",
                    "std" if kind > 2 else "",
                ]
            )
        job = self._check(
            [
                "Member Number",
                "Name",
                "Company",
                "Branch Of",
                "Employee Of",
                "Relatives",
                "Main Category",
            ],
            *rows[::-1],
        )
        self.assertEqual((job.new_count, job.bad_count), (5000, 0))
        job.state = "running"
        while job.state == "running":
            job._work_on_chunk()
            self.env.flush_all()
            self.env.invalidate_all()
        self.assertEqual(job.done_count, 5000)
        self.assertEqual(self._member("L4").relation_ids.other_id, self._member("L5"))
        self.assertEqual(self._member("L4991").parent_id, self._member("L4990"))
        self.assertTrue(self._member("L4992").assignment_ids)
