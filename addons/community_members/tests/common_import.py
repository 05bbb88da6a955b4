import base64
import csv
import io

import xlsxwriter

from .common import CommunityMembersCommon


class CommonImport(CommunityMembersCommon):
    """Files from a few words, and what the import says about them."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.category.code = "std"
        cls.vip = cls.env["community.member.category"].create(
            {"name": "Seçkin", "code": "vip"}
        )
        cls.sector = cls.env["community.member.sector"].create(
            {"name": "Tekstil", "code": "textile"}
        )
        cls.region = cls.env["community.member.region"].create({"name": "Batı"})

    @classmethod
    def _csv(cls, headings, *rows, encoding="utf-8", separator=";"):
        stream = io.StringIO()
        writer = csv.writer(stream, delimiter=separator)
        writer.writerow(headings)
        writer.writerows(rows)
        return stream.getvalue().encode(encoding)

    @classmethod
    def _xlsx(cls, fill):
        """An Excel file whose only sheet `fill` has written."""
        stream = io.BytesIO()
        with xlsxwriter.Workbook(stream) as book:
            fill(book.add_worksheet(), book)
        return stream.getvalue()

    def _job(self, data, user=None, name="register.csv", **values):
        return (
            self.env["community.member.import"]
            .with_user(user or self.manager)
            .with_context(tracking_disable=False)
            .create(
                {
                    "file_name": name,
                    "data_file": base64.b64encode(data),
                    "company_id": self.company.id,
                    **values,
                }
            )
        )

    def _check(self, headings, *rows, **values):
        """A checked import of these rows."""
        job = self._job(self._csv(headings, *rows), **values)
        job.action_check()
        return job

    def _import(self, headings, *rows, **values):
        job = self._check(headings, *rows, **values)
        job.action_run()
        return job

    def _codes(self, job):
        return [(issue.line, issue.code) for issue in job.issue_ids]

    def _member(self, number):
        return self.env["res.partner"].search([("member_number", "=", number)])
