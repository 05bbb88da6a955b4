import io
import zipfile

from odoo.tests import BaseCase, tagged

from ..tools import import_file
from ..tools.identity_number import valid_turkish_identity_number
from ..tools.import_columns import COLUMNS
from ..tools.import_errors import UnreadableFileError
from ..tools.import_file import open_table
from ..tools.import_template import EXAMPLES, write_template
from ..tools.text_fold import fold

HEADINGS = "Üye No;Ad Soyad;Şehir"
ROWS = "M1;Çiğdem Şıkgül;İstanbul"


@tagged("post_install", "-at_install", "community")
class TestImportFiles(BaseCase):
    """Reading files, without a database."""

    def read_table(self, data, **options):
        table = open_table(data, **options)
        keys = [column and column.key for column in table.header.columns]
        return table, [
            {key: cell for key, cell in zip(keys, row.cells, strict=False) if cell}
            for row in table.rows
        ]

    def assert_unreadable(self, code, data, **options):
        with self.assertRaises(UnreadableFileError) as caught:
            self.read_table(data, **options)
        self.assertEqual(caught.exception.code, code)
        return caught.exception.details

    def test_encodings(self):
        """Import: UTF-8, UTF-16 and the Windows pages are found out."""
        text = f"{HEADINGS}\r\n{ROWS}\r\n"
        for encoding, found in (
            ("utf-8", "utf-8"),
            ("utf-8-sig", "utf-8-sig"),
            ("utf-16", "utf-16"),
            ("utf-16-le", "utf-16-le"),
            ("utf-16-be", "utf-16-be"),
            ("cp1254", "cp1254"),
        ):
            with self.subTest(encoding=encoding):
                table, rows = self.read_table(text.encode(encoding))
                self.assertEqual(table.encoding, found)
                self.assertEqual(rows[0]["name"], "Çiğdem Şıkgül")
        table, rows = self.read_table("Name;City\nŽofie Müller;Köln\n".encode("cp1252"))
        self.assertEqual((table.encoding, rows[0]["name"]), ("cp1252", "Žofie Müller"))

    def test_wrong_encoding_is_reported_with_its_row(self):
        """Import: the user chose UTF-8, row 2 is not."""
        data = f"{HEADINGS}\n{ROWS}\n".encode("cp1254")
        details = self.assert_unreadable("file_encoding", data, encoding="utf-8")
        self.assertLessEqual(details["line"], 2)

    def test_separators_and_order(self):
        """Import: the separator is found out; the order of columns is free."""
        for separator in ";,\t|":
            with self.subTest(separator=separator):
                data = separator.join(["Şehir", "Ad Soyad", "Üye No"]) + "\n"
                data += separator.join(["Ankara", '"Demir; Ayşe, Dr"', "M1"])
                table, rows = self.read_table(data.encode())
                self.assertEqual(table.separator, separator)
                self.assertEqual(
                    rows,
                    [{"city": "Ankara", "name": "Demir; Ayşe, Dr", "number": "M1"}],
                )

    def test_headings_in_three_languages(self):
        """Import: every heading is known in English, Turkish and Georgian."""
        words = import_file.read_header([column.heading for column in COLUMNS])
        self.assertFalse(words.unknown)
        self.assertEqual(words.columns, COLUMNS)
        header = import_file.read_header(
            ["წევრის ნომერი", "გვარი", "ტელეფონი", "DOĞUM TARİHİ", "e-posta", "xyz"]
        )
        self.assertEqual(
            [column.key for column in header.columns if column],
            ["number", "last_name", "phone", "birth_date", "email"],
        )
        self.assertEqual(header.unknown, ("xyz",))

    def test_title_rows_above_the_headings(self):
        """Import: a list that begins with its title."""
        data = f"Üye listesi;;\n;;\n{HEADINGS}\n{ROWS}\n".encode()
        table, rows = self.read_table(data)
        self.assertEqual((table.header_line, len(rows)), (3, 1))

    def test_files_that_are_none(self):
        """Import: empty, old Excel, a picture, a broken archive, no headings."""
        self.assert_unreadable("file_empty", b"")
        self.assert_unreadable("file_empty", b"\r\n \n")
        self.assert_unreadable("file_old_excel", b"\xd0\xcf\x11\xe0" + b"x" * 100)
        self.assert_unreadable("file_damaged", b"PK\x03\x04" + b"x" * 100)
        self.assert_unreadable("header_missing", b"a;b;c\n1;2;3\n")
        self.assert_unreadable("header_missing", b"\x89PNG\r\n\x1a\n" + b"xyz" * 50)
        self.assert_unreadable("file_type", self.archive({"readme.txt": "hello"}))
        self.assert_unreadable("header_duplicate", b"Name;Ad Soyad;City\n")

    def archive(self, parts):
        stream = io.BytesIO()
        with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, text in parts.items():
                archive.writestr(name, text)
        return stream.getvalue()

    def workbook(self, sheet, **parts):
        main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
        relations = (
            "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
        )
        return self.archive(
            {
                "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{relations}">'
                '<sheets><sheet name="a" sheetId="1" r:id="rId1"/></sheets></workbook>',
                "xl/_rels/workbook.xml.rels": '<Relationships><Relationship Id="rId1" '
                'Target="worksheets/sheet1.xml"/></Relationships>',
                "xl/worksheets/sheet1.xml": sheet,
                **parts,
            }
        )

    def sheet(self, rows="", before=""):
        return (
            f"{before}<worksheet><sheetData><row><c t='inlineStr'><is><t>Name</t></is>"
            f"</c><c t='inlineStr'><is><t>City</t></is></c></row>{rows}</sheetData>"
            "</worksheet>"
        )

    def test_entities_are_refused(self):
        """Import: neither files of the server nor bombs of entities."""
        self.assertEqual(self.read_table(self.workbook(self.sheet()))[1], [])
        for declaration in (
            '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>',
            '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>',
        ):
            evil = self.sheet(before=declaration)
            self.assert_unreadable("file_entities", self.workbook(evil))
            hidden = evil.encode("utf-16")
            self.assert_unreadable("file_entities", self.workbook(hidden))

    def test_zip_bomb_is_refused_before_it_unfolds(self):
        """Import: 200 MB of zeros in 200 kB of file."""
        bomb = self.workbook(
            self.sheet(), **{"xl/sharedStrings.xml": b"0" * (129 * 2**20)}
        )
        self.assertLess(len(bomb), 2**20)
        self.assert_unreadable("file_too_large", bomb)

    def test_rows_and_columns_far_away(self):
        """Import: a cell in the last row of the sheet costs nothing, or is refused."""
        far = (
            "<row r='1048576'><c r='A1048576' t='inlineStr'><is><t>x</t></is></c></row>"
        )
        self.assert_unreadable("too_many_rows", self.workbook(self.sheet(far)))
        wide = "<row r='2'><c r='XFD2' t='inlineStr'><is><t>x</t></is></c></row>"
        _table, rows = self.read_table(self.workbook(self.sheet(wide)))
        self.assertEqual(rows, [])

    def test_template_reads_back(self):
        """Import: the template's headings are known, its examples are good rows."""
        stream = io.BytesIO()
        write_template(stream)
        table, rows = self.read_table(stream.getvalue())
        self.assertEqual(table.header.columns, COLUMNS)
        self.assertEqual(rows, [])
        for example in EXAMPLES:
            number = example.get("identity_number", "10000000146")
            self.assertTrue(valid_turkish_identity_number(number))

    def test_identity_number(self):
        """The check digits of Turkish identity numbers."""
        self.assertTrue(valid_turkish_identity_number("10000000146"))
        for digit in "012345789":
            self.assertFalse(valid_turkish_identity_number("1000000014" + digit))
        for wrong in ("", "0" * 11, "1" * 10, "1" * 12, "1000000014x", "٠" * 11):
            self.assertFalse(valid_turkish_identity_number(wrong))

    def test_words_without_case_and_accents(self):
        """The same word in every spelling."""
        self.assertEqual(fold("ÜYE NO."), fold("üye  no"))
        self.assertEqual(fold("ŞIRNAK"), fold("şırnak"))
        self.assertEqual(fold("İSTANBUL"), "istanbul")
        self.assertEqual(fold("member_number"), fold("Member Number"))
        self.assertNotEqual(fold("ad"), fold("soyad"))
