from unittest.mock import patch

import lxml.html

from odoo.tests import TransactionCase, tagged

from ..tools.letterhead import put_inside

LETTER = """<html><body><main>
<div class="o_company_1_layout header"><b>Boğaz Riders </b></div>
<div class="article"><p>first </p></div>
<div class="footer o_company_1_layout"><i>IBAN</i>
<div>Page <span class="page"></span> / <span class="topage"></span></div></div>
<div class="header o_company_2_layout"><b>Mziuri </b></div>
<div class="article"><p>second</p></div>
<div class="footer o_company_2_layout"><hr>
<div>Page <span class="page"></span> / <span class="topage"></span></div></div>
</main></body></html>"""
LIST = LETTER.replace("o_company_", "o_list_")


@tagged("post_install", "-at_install", "community")
class TestLetterhead(TransactionCase):
    """Printers that ignore headers: see `tools/letterhead.py`."""

    def test_each_document_gets_its_own(self):
        """Name and address of the organisation stand on what it sends."""
        root = lxml.html.fromstring(put_inside(LETTER).decode())
        first, second = root.xpath("//div[@class='article']")
        self.assertEqual(
            first.text_content().split(), ["Boğaz", "Riders", "first", "IBAN"]
        )
        self.assertEqual(second.text_content().split(), ["Mziuri", "second"])
        self.assertFalse(root.xpath("//div[contains(@class, 'header')]"))
        self.assertFalse(root.xpath("//div[contains(@class, 'footer')]"))
        self.assertTrue(root.get("data-report-margin-top"))

    def test_margins_of_a_report_stay(self):
        html = LETTER.replace("<html>", '<html data-report-margin-top="7">')
        root = lxml.html.fromstring(put_inside(html).decode())
        self.assertEqual(root.get("data-report-margin-top"), "7")

    def test_lists_stay_as_they_are(self):
        """The header of an internal list is a page number, and nothing else."""
        self.assertEqual(put_inside(LIST), LIST)

    def test_documents_are_printed_one_by_one(self):
        """A printer that joins no documents gets one at a time; the others get all."""
        Report = self.env["ir.actions.report"]
        base = "odoo.addons.base.models.ir_actions_report.IrActionsReport"
        here = "odoo.addons.community_members.models.ir_actions_report_letterhead"
        printed = []

        def note(report, bodies, *args, **options):
            printed.append(list(bodies))
            return b"".join(bodies)

        for can in (True, False):
            with (
                patch(f"{base}._run_wkhtmltopdf", note),
                patch(f"{here}.merge_pdf", b"+".join),
                patch.object(
                    self.env.registry["ir.actions.report"],
                    "_can_print_headers",
                    lambda report, can=can: can,
                ),
            ):
                content = Report._run_wkhtmltopdf(iter([b"a", b"b"]))
                self.assertEqual(content, b"ab" if can else b"a+b")
        self.assertEqual(printed, [[b"a", b"b"], [b"a"], [b"b"]])
