import io
import shutil

from odoo.tests import tagged
from odoo.tools.pdf import PdfFileReader

from .common_portal import MemberPortalCase


@tagged("post_install", "-at_install", "community")
class TestCardPrint(MemberPortalCase):
    def test_one_page_of_plastic_a_card(self):
        """W97: a PDF in CR80 size, one page a card, in one document."""
        self.assertTrue(shutil.which("wkhtmltopdf"), "wkhtmltopdf prints the cards")
        cards = (self.ayse | self.deniz | self.holding).member_card_ids
        report = self.env["ir.actions.report"].with_context(force_report_rendering=True)
        content, kind = report._render_qweb_pdf(
            "community_members.report_member_card", cards.ids
        )
        self.assertEqual(kind, "pdf")
        pages = PdfFileReader(io.BytesIO(content)).pages
        self.assertEqual(len(pages), 3)
        for page in pages:
            self.assertAlmostEqual(float(page.mediabox.width), 242.65, delta=1)
            self.assertAlmostEqual(float(page.mediabox.height), 153.07, delta=1)

    def test_nothing_is_fetched(self):
        """W97: style, code and pictures are inside the page."""
        self.ayse.image_1920 = self.env.ref("base.partner_admin").image_1920
        html, _kind = self.env["ir.actions.report"]._render_qweb_html(
            "community_members.report_member_card", self.ayse.member_card_ids.ids
        )
        start = html.index(b'<div class="article"')
        article = html[start : html.index(b"</main>", start)]
        self.assertIn("Ayşe Demir".encode(), article)
        self.assertIn(b"data:image/png;base64,", article)
        for outside in (b'src="/', b'src="http', b"url(", b"<link", b"@import"):
            self.assertNotIn(outside, article)
