import io
from unittest.mock import patch

from freezegun import freeze_time

from odoo.tests import users
from odoo.tools import mute_logger
from odoo.tools.pdf import PdfFileReader

from .common import TODAY, CommunitySubscriptionCommon


@freeze_time(TODAY)
class TestContractPrint(CommunitySubscriptionCommon):
    def _html(self, name, contract):
        report = self.env["ir.actions.report"].with_context(
            force_report_rendering=False
        )
        html, _kind = report._render_qweb_html(
            f"community_subscription.{name}", contract.ids
        )
        return html.decode()

    @users("community_sub_reader")
    def test_contract_on_paper(self):
        """W4: parties, plan, lines, schedule and terms, in every script."""
        self.plan.terms = "<p>Giriş kartı kişiye özeldir. წესები სავალდებულოა.</p>"
        member = self._new_member("ნინო Çağlaşık")
        contract = self._new_contract(partner=member)
        html = self._html("report_contract", contract)
        for text in (contract.name, "ნინო Çağlaşık", "წესები", "Giriş kartı", "Dues"):
            self.assertIn(text, html)

    @users("community_sub_reader")
    def test_schedule_on_paper(self):
        """W5: every row with something to pay, and whether it was invoiced."""
        contract = self._new_contract()
        contract._bill()
        html = self._html("report_schedule", contract)
        self.assertIn("Invoiced", html)
        self.assertEqual(html.count("Planned"), len(contract.period_ids) - 1)

    @users("community_sub_officer")
    def test_draft_on_paper(self):
        """W4: before it is accepted a contract shows the lines of its plan."""
        contract = self._new_contract(confirm=False)
        html = self._html("report_contract", contract)
        self.assertIn("Dues", html)
        self.assertIn("laid out when the contract is accepted", html)

    def _translate(self, plan, **words):
        plan.line_ids.name = words["en_US"]
        for lang, text in words.items():
            self.env["res.lang"]._activate_lang(lang)
            plan.line_ids.with_context(lang=lang).name = text

    def _get_names(self, contract, lang):
        printed = contract.with_user(self.sub_reader).with_context(lang=lang)
        return [line["name"] for line in printed._get_printed_lines()]

    def test_lines_in_the_language_of_the_reader(self):
        """W4: words of the plan are printed in his; what was edited stays as it is."""
        self._translate(self.plan, en_US="Dues #START#-#END#", tr_TR="Aidat #START#")
        member = self._new_member(lang="en_US")
        contract = self._new_contract(partner=member)
        self.assertEqual(self._get_names(contract, "tr_TR"), ["Aidat 10.03.2026"])
        self.assertEqual(
            self._get_names(contract, "en_US"), ["Dues 03/10/2026-04/09/2026"]
        )
        member.lang = "tr_TR"  # after the schedule was laid out
        self.assertEqual(
            self._get_names(contract, "en_US"), ["Dues 03/10/2026-04/09/2026"]
        )
        contract.line_ids._with_pen().name = "Dues as agreed, #START#"
        contract._lay_out()
        for lang, day in (("tr_TR", "10.03.2026"), ("en_US", "03/10/2026")):
            self.assertEqual(
                self._get_names(contract, lang), [f"Dues as agreed, {day}"]
            )

    def test_share_of_a_period_in_the_language_of_the_reader(self):
        """W4: so are the days of a broken period."""
        self._translate(self.plan, en_US="Dues", tr_TR="Aidat")
        self.plan.write({"anchor": "calendar", "first_period": "prorate"})
        contract = self._new_contract(partner=self._new_member(lang="en_US"))
        (name,) = self._get_names(contract, "en_US")
        self.assertEqual(name, "Dues (22 of 31 days)")
        (name,) = self._get_names(contract, "tr_TR")
        self.assertTrue(name.startswith("Aidat ("), name)

    def test_lines_of_a_draft_say_their_days(self):
        """W4: a draft has no schedule, and shows no signs in place of dates."""
        self._translate(self.plan, en_US="Dues #START#-#END#", tr_TR="Aidat #END#")
        draft = self._new_contract(confirm=False)
        self.assertEqual(
            self._get_names(draft, "en_US"), ["Dues 03/10/2026-04/09/2026"]
        )
        self.assertEqual(self._get_names(draft, "tr_TR"), ["Aidat 09.04.2026"])

    def test_several_on_paper(self):
        """W4, W5: contracts chosen together are printed together, by any printer."""
        contracts = self._new_contract() | self._new_contract()
        report = self.env["ir.actions.report"].with_context(force_report_rendering=True)
        # Nobody answers the printer when it asks for styles.
        with mute_logger("odoo.addons.base.models.ir_actions_report"):
            content, _kind = report._render_qweb_pdf(
                "community_subscription.report_schedule", contracts.ids
            )
        pages = PdfFileReader(io.BytesIO(content)).pages
        self.assertGreaterEqual(len(pages), 2)

    def test_letterhead(self):
        """W4, W5, W43: once, in the header, or in the page if there are no headers."""
        contract = self._new_contract()
        self.company.report_header = "Riders of the Strait"
        report = self.env["ir.actions.report"]
        for name in ("report_contract", "report_schedule"):
            html = self._html(name, contract)
            for can, places in ((True, [0, 1]), (False, [1, 0])):
                with patch.object(
                    self.env.registry["ir.actions.report"],
                    "_can_print_headers",
                    lambda report, can=can: can,
                ):
                    bodies, _ids, header, _foot, args = report._prepare_html(html)
                counts = [str(bodies[0]).count("Riders of the Strait")]
                counts.append(str(header).count("Riders of the Strait"))
                self.assertEqual(counts, places)
                self.assertEqual("data-report-margin-top" in args, not can)
