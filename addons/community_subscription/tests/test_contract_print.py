from freezegun import freeze_time

from odoo.tests import users

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
