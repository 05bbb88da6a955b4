from datetime import date

from odoo.tests import tagged

from .common_import import CommonImport


@tagged("post_install", "-at_install", "community")
class TestImportBadRows(CommonImport):
    """Every kind of bad row is named, stays out, and lets the others in."""

    def assert_bad(self, code, heading, value, shown=None):
        """A row with this cell is refused for this reason; its neighbour is not."""
        headings = ["Member Number", "Name", heading]
        job = self._check(headings, ["B1", "Bad", value], ["B2", "Good", ""])
        self.assertEqual(self._codes(job), [(2, code)], (heading, value))
        self.assertEqual((job.new_count, job.bad_count), (1, 1))
        issue = job.issue_ids
        self.assertEqual(issue.heading, heading)
        self.assertTrue(issue.message)
        if shown:
            self.assertIn(shown, issue.message)

    def test_words_that_the_register_does_not_know(self):
        """Import: category, sector, region, country, language, place, relation."""
        for code, heading, value in (
            ("category_unknown", "Main Category", "Gold"),
            ("category_unknown", "Further Categories", "vip; Gold"),
            ("sector_unknown", "Sectors", "Gold"),
            ("region_unknown", "Region", "Gold"),
            ("country_unknown", "Country", "Atlantis"),
            ("language_unknown", "Language", "Klingon"),
            ("relation_type_unknown", "Relatives", "boss:B2"),
            ("unit_type_unknown", "Place in the Organisation", "cellar"),
        ):
            with self.subTest(heading=heading):
                self.assert_bad(code, heading, value)

    def test_dates(self):
        """Import: impossible, unclear, far away, in the future."""
        for code, heading, value in (
            ("date_impossible", "Member Since", "31.02.2026"),
            ("date_impossible", "Member Since", "2026-13-01"),
            ("date_unclear", "Member Since", "last summer"),
            ("date_unclear", "Member Since", "01.02.26"),
            ("date_unclear", "Member Since", "12"),
            ("date_range", "Member Until", "01.01.3026"),
            ("birth_future", "Birth Date", "01.01.2190"),
        ):
            with self.subTest(value=value):
                self.assert_bad(code, heading, value)

    def test_dates_in_the_wrong_order(self):
        """Import: an end before the start."""
        job = self._check(
            ["Name", "Member From", "Member Until"],
            ["Bad", "02.01.2026", "01.01.2026"],
            ["Good", "01.01.2026", "01.01.2026"],
        )
        self.assertEqual(self._codes(job), [(2, "date_order")])

    def test_ways_to_reach_a_member(self):
        """Import: broken e-mail, phone with letters, numbers cut short by Excel."""
        for code, heading, value in (
            ("email", "E-mail", "ayse@"),
            ("email", "E-mail", "ayse@ex..org"),
            ("email", "E-mail", "a@ex.org, b@ex.org"),
            ("phone", "Phone", "0532 CALL ME"),
            ("phone", "Mobile", "12"),
            ("scientific", "Mobile", "5,32111E+11"),
            ("scientific", "Member Number", "1.2E+10"),
        ):
            with self.subTest(value=value):
                if heading == "Member Number":
                    job = self._check(["Member Number", "Name"], [value, "Bad"])
                    self.assertEqual(self._codes(job), [(2, code)])
                else:
                    self.assert_bad(code, heading, value)

    def test_answers(self):
        """Import: wrong yes/no, gender, identity number."""
        self.assert_bad("yes_no", "Company", "maybe")
        self.assert_bad("gender", "Gender", "42")
        job = self._check(
            ["Name", "Country", "Identity No."],
            ["Bad", "TR", "10000000147"],
            ["Short", "TR", "1234"],
            ["Good", "TR", "10000000146"],
            ["Foreign", "DE", "L01X00T47"],
        )
        self.assertEqual(
            self._codes(job), [(2, "identity_number"), (3, "identity_number")]
        )
        self.assertNotIn("10000000147", job.issue_ids[0].message)

    def test_texts(self):
        """Import: too long, control characters, wrong encoding, unfit numbers."""
        self.assert_bad("too_long", "City", "x" * 129)
        self.assert_bad("control_character", "City", "An\x07kara")
        self.assert_bad("encoding", "City", "İstanbul".encode().decode("cp1254"))
        self.assert_bad("encoding", "City", "Ank\ufffdra")
        self.assert_bad("code", "Tax ID", "<script>")
        self.assert_bad("relation_format", "Relatives", "mother of B2")

    def test_payment_card_number_is_refused_and_not_kept(self):
        """W73, W90: a full card number in a note reaches neither row nor message."""
        number = "4111 1111 1111 1111"
        self.assert_bad("card_number", "Notes", f"pays with {number}")
        jobs = self.env["community.member.import"].search([])
        self.assertFalse(any(jobs.mapped("data_file")))
        self.env.cr.execute(
            "SELECT cells::text || content::text FROM community_member_import_row"
        )
        kept = "".join(row[0] for row in self.env.cr.fetchall())
        self.assertNotIn("4111", kept)
        self.assertNotIn(
            "4111",
            "".join(
                self.env["community.member.import.issue"].search([]).mapped("message")
            ),
        )

    def test_numbers(self):
        """Import: missing name, number twice, number unknown, number there already."""
        self._new_member(member_number="B9")
        headings = ["Member Number", "Name"]
        rows = (["B1", ""], ["B2", "One"], ["B2", "Two"], ["B9", "Known"], ["", "New"])
        job = self._check(headings, *rows)
        self.assertEqual(
            self._codes(job), [(2, "name_missing"), (4, "number_duplicate")]
        )
        self.assertEqual((job.new_count, job.update_count), (2, 1))
        job = self._check(headings, *rows, mode="create")
        self.assertIn((5, "number_exists"), self._codes(job))
        job = self._check(headings, *rows, mode="update")
        self.assertIn((6, "number_missing"), self._codes(job))
        self.assertIn((3, "number_unknown"), self._codes(job))
        self.assertEqual(job.update_count, 1)

    def test_members_among_each_other(self):
        """Import: unknown, failed and circular parents; references to oneself."""
        job = self._check(
            ["Member Number", "Name", "Branch Of", "Place in the Organisation"],
            ["A", "Of nobody", "NONE", "branch"],
            ["B", "In a circle", "C", "branch"],
            ["C", "In a circle", "B", "branch"],
            ["D", "Of itself", "D", "branch"],
            ["E", "Above it a bad row", "A", "branch"],
            ["F", "Nowhere", "", "department"],
            ["G", "Below the circle's row", "E", "branch"],
            ["H", "Good firm", "", ""],
            ["I", "Good branch", "H", "branch"],
        )
        self.assertEqual(
            sorted(self._codes(job)),
            [
                (2, "parent_missing"),
                (3, "parent_cycle"),
                (4, "parent_cycle"),
                (5, "self"),
                (6, "parent_failed"),
                (7, "place_missing"),
                (8, "parent_failed"),
            ],
        )
        self.assertEqual(job.new_count, 2)

    def test_links_that_lead_nowhere(self):
        """Import: without the relative or payer, the member goes in, with a message."""
        headings = ["Member Number", "Name", "Relatives", "Payer"]
        job = self._import(
            headings,
            ["A", "One", "mother:NONE; spouse:B", "NONE"],
            ["B", "Two", "", ""],
            ["C", "Himself", "spouse:C", ""],
            ["D", "Himself", "", "D"],
        )
        self.assertEqual(
            sorted(self._codes(job)),
            [(2, "payer_missing"), (2, "relation_missing"), (4, "self"), (5, "self")],
        )
        self.assertEqual(job.done_count, 2)
        self.assertEqual(self._member("A").relation_ids.other_id, self._member("B"))

    def test_employees(self):
        """Import: a company is no employee; nobody is put in two places at once."""
        job = self._check(
            ["Member Number", "Name", "Company", "Branch Of", "Employee Of"],
            ["A", "Firm", "yes", "", ""],
            ["B", "Firm", "yes", "", "A"],
            ["C", "Both", "no", "A", "A"],
        )
        self.assertEqual(self._codes(job), [(3, "employee_company"), (4, "two_places")])

    def test_cells_of_excel(self):
        """Import: formulas, errors and merged cells are named, never evaluated."""

        def fill(sheet, book):
            sheet.write_row(0, 0, ["Member Number", "Name", "City", "Notes"])
            sheet.write_row(1, 0, ["A", "Formula", "", ""])
            sheet.write_formula(1, 2, '=HYPERLINK("http://evil")', value="Ankara")
            sheet.write_row(2, 0, ["B", "Error"])
            sheet.write_formula(2, 2, "=1/0", value="#DIV/0!")
            sheet.write_row(3, 0, ["C", "Merged"])
            sheet.merge_range(3, 2, 4, 2, "İzmir")
            sheet.write_row(4, 0, ["D", "Merged"])
            sheet.write_row(6, 0, ["E", "Good, after an empty row"])
            sheet.write_string(6, 3, "=cmd|' /C calc'!A0")

        job = self._job(self._xlsx(fill), name="register.xlsx")
        job.action_check()
        self.assertEqual(
            self._codes(job),
            [(2, "formula"), (3, "formula"), (4, "merged"), (5, "merged")],
        )
        job.action_run()
        self.assertEqual(job.done_count, 1)
        self.assertIn("=cmd|", self._member("E").comment)

    def test_more_cells_than_headings(self):
        """Import: a separator inside a text that is not quoted."""
        job = self._job(b"Member Number;Name\nA;Demir; Ay\xc5\x9fe\nB;Good\n")
        job.action_check()
        self.assertEqual(self._codes(job), [(2, "extra_cells")])

    def test_excel_numbers_are_understood(self):
        """Import: 1234.0 is 1234, and a day counted from 1900 is a day."""

        def fill(sheet, book):
            sheet.write_row(
                0, 0, ["Member Number", "Name", "Member Since", "Birth Date", "ZIP"]
            )
            sheet.write_row(1, 0, [1234.0, "Floats", 45292, "", 6000])
            day = book.add_format({"num_format": "dd.mm.yyyy"})
            sheet.write_datetime(1, 3, date(1985, 4, 23), day)

        job = self._job(self._xlsx(fill), name="register.xlsx")
        job.action_check()
        self.assertFalse(job.issue_ids)
        job.action_run()
        member = self._member("1234")
        self.assertEqual(member.member_since, date(2024, 1, 1))
        self.assertEqual(member.birthdate_date, date(1985, 4, 23))
        self.assertEqual(member.zip, "6000")

    def test_ambiguous_name(self):
        """Import: two entries of one name need a code."""
        self.env["community.member.region"].create({"name": "Batı", "code": "w2"})
        self.assert_bad("ambiguous", "Region", "Batı")

    def test_headings(self):
        """Import: an unknown heading is left out and said; one that is twice stops."""
        job = self._check(["Member Number", "Name", "Shoe Size"], ["A", "One", "42"])
        self.assertEqual(
            [(i.line, i.code, i.level) for i in job.issue_ids],
            [(1, "header_unknown", "warning")],
        )
        job.action_run()
        self.assertEqual(job.done_count, 1)
        job = self._check(["Member Number", "Name", "Ad Soyad"], ["B", "One", "Two"])
        self.assertEqual(job.state, "draft")
        self.assertIn("Ad Soyad", job.error)
