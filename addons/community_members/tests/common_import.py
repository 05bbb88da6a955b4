import base64
import csv
import io

import xlsxwriter

from .common import CommunityMembersCommon

_ROWS = (
    {
        "Üye No": "A1",
        "Ad": "Ayşe",
        "Soyad": "Demir",
        "Kurumsal": "hayır",
        "Kategori": "std",
        "Diğer Kategoriler": "vip",
        "Bölge": "Batı",
        "Üyelik Tarihi": "1 Mart 2020",
        "Başlangıç": "01.01.2026",
        "Bitiş": "31.12.2026",
        "Yakınlar": "spouse:A2; child:A3",
        "Ödeyen": "K1",
        "Ülke": "TR",
        "Şehir": "İzmir",
    },
    {"Üye No": "A2", "Ad": "Ali", "Soyad": "Demir", "Yakınlar": "spouse:A1"},
    {"Üye No": "A3", "Ad": "Can", "Soyad": "Demir", "Ödeyen": "A1"},
    {"Üye No": "E1", "Ad": "Veli", "İşveren": "K1-1", "Görev": "Usta"},
    {
        "Üye No": "K1-1",
        "Ad": "İzmir Şubesi",
        "Bağlı Olduğu Üye": "K1",
        "Birim Türü": "şube",
        "Şehir": "İzmir",
    },
    {
        "Üye No": "K1",
        "Ad": "Demir A.Ş.",
        "Kurumsal": "evet",
        "Kategori": "std",
        "Sektör": "textile",
        "Şehir": "Ankara",
    },
)
_HEADINGS = list(dict.fromkeys(heading for row in _ROWS for heading in row))
# Two spouses with a child, a firm with a branch and an employee, in no good order.
FAMILY = [_HEADINGS, *([row.get(name, "") for name in _HEADINGS] for row in _ROWS)]


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
