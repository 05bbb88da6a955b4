from odoo import api, models
from odoo.tools.pdf import merge_pdf

from odoo.addons.base.models import ir_actions_report as core

from ..tools import letterhead


class IrActionsReport(models.Model):
    """Debian's printer (unpatched Qt) ignores headers and joins no documents.

    There the letterhead goes into the page, and each document is printed by itself.
    """

    _inherit = "ir.actions.report"

    @api.model
    def _can_print_headers(self):
        return core._wkhtml().is_patched_qt

    def _prepare_html(self, html, report_model=False):
        if not self._can_print_headers():
            html = letterhead.put_inside(html)
        return super()._prepare_html(html, report_model=report_model)

    def _render_qweb_pdf_prepare_streams(self, report_ref, data, res_ids=None):
        """What is kept, or sent, document by document is printed so, too."""
        ids = list(dict.fromkeys(res_ids or []))
        report = self._get_report(report_ref)
        by_document = report.attachment or self._is_invoice_report(report_ref)
        if self._can_print_headers() or len(ids) < 2 or not by_document:
            return super()._render_qweb_pdf_prepare_streams(
                report_ref, data, res_ids=res_ids
            )
        streams = {}
        for res_id in ids:
            streams |= super()._render_qweb_pdf_prepare_streams(
                report_ref, dict(data), res_ids=[res_id]
            )
        return streams

    @api.model
    def _run_wkhtmltopdf(self, bodies, *args, **options):
        bodies = list(bodies)
        if self._can_print_headers() or len(bodies) < 2:
            return super()._run_wkhtmltopdf(bodies, *args, **options)
        return merge_pdf(
            [
                super(IrActionsReport, self)._run_wkhtmltopdf([body], *args, **options)
                for body in bodies
            ]
        )
