from datetime import date

from freezegun import freeze_time

from odoo.tests import Form, users
from odoo.tools import SQL

from .common import TODAY, CommunitySubscriptionCommon

FORM = "community_subscription.community_contract_view_form"
ACTIONS = [
    "community_contract_action",
    "community_contract_action_draft",
    "community_contract_action_attention",
    "community_contract_period_action",
    "community_contract_period_action_forecast",
    "community_subscriber_payment_action",
]
TREASURER_ACTIONS = [
    "community_contract_profit_action",
    "community_contract_movement_action",
    "community_contract_cohort_action",
    "community_plan_action",
]


@freeze_time(TODAY)
class TestContractScreen(CommunitySubscriptionCommon):
    def _open(self, xmlid):
        """Every view of an action loads, and its default filters find something."""
        action = self.env["ir.actions.act_window"]._for_xml_id(
            f"community_subscription.{xmlid}"
        )
        model = self.env[action["res_model"]]
        modes = action["view_mode"].split(",")
        views = model.get_views([(False, mode) for mode in modes] + [(False, "search")])
        self.assertEqual(set(views["views"]), {*modes, "search"})
        model.search([], limit=3)

    @users("community_sub_reader", "community_sub_officer", "community_treasurer")
    def test_screens_open(self):
        """W4, F7: all screens open for every role that has their menu."""
        for xmlid in ACTIONS:
            self._open(xmlid)

    @users("community_treasurer")
    def test_screens_of_treasurers_open(self):
        """W9, F7: revenue, profit and plans for treasurers."""
        for xmlid in TREASURER_ACTIONS:
            self._open(xmlid)

    @users("community_sub_officer")
    def test_plan_is_assigned_in_three_steps(self):
        """F14: from the member: new contract, plan, accept."""
        member = self._new_member("Nino Beridze").with_user(self.env.user)
        action = member.action_new_contract()
        contracts = self.env["community.contract"].with_context(**action["context"])
        form = Form(contracts.with_company(self.company), FORM)
        form.plan_id = self.plan.with_user(self.env.user)
        contract = form.save()
        self.assertEqual(contract.partner_id, member)
        contract.action_confirm()
        self.assertEqual(contract.state, "active")
        self.assertEqual(member.contract_count, 1)
        self.assertEqual(member.contract_plan_names, self.plan.name)

    @users("community_sub_reader", "community_treasurer")
    def test_form_opens(self):
        """W4: the form reads for everybody who may see contracts."""
        contract = self._new_contract().with_user(self.env.user)
        self.assertEqual(Form(contract, FORM).name, contract.name)

    @users("community_treasurer")
    def test_plan_form(self):
        """W2: a plan is set up on its form and says what it does."""
        form = Form(self.env["community.plan"].with_company(self.company))
        form.name = "Pool, yearly"
        form.interval_unit = "year"
        form.term_number = 2
        form.term_unit = "year"
        with form.line_ids.new() as line:
            line.product_id = self.product.with_user(self.env.user)
        words = form.save().words
        self.assertIn("every year", words)
        self.assertIn("2 years", words)

    @users("community_sub_officer")
    def test_meeting_about_the_contract(self):
        """W7: a meeting made from the contract is found there."""
        contract = self._new_contract().with_user(self.env.user)
        action = contract.action_open_meetings()
        self.env["calendar.event"].with_context(**action["context"]).create(
            {"start": "2026-03-12 10:00:00", "stop": "2026-03-12 11:00:00"}
        )
        contract.invalidate_recordset(["meeting_count"])
        self.assertEqual(contract.meeting_count, 1)
        self.assertEqual(
            self.env["calendar.event"].search(action["domain"]).partner_ids,
            contract.partner_id | self.env.user.partner_id,
        )

    @users("community_sub_officer")
    def test_documents_are_kept_with_the_contract(self):
        """W8: files lie with the contract, and are counted and opened there."""
        contract = self._new_contract().with_user(self.env.user)
        action = contract.action_open_documents()
        values = {
            key.removeprefix("default_"): value
            for key, value in action["context"].items()
        }
        file = self.env["ir.attachment"].create(
            {"name": "Contract, signed.pdf", "raw": b"%PDF-1.7", **values}
        )
        self.assertEqual(self.env["ir.attachment"].search(action["domain"]), file)
        contract.invalidate_recordset()
        self.assertEqual(contract.message_attachment_count, 1)

    @users("community_sub_officer")
    def test_alerts(self):
        """What must be known before one speaks to the member stands on top."""
        contract = self._new_contract(auto_charge=True)
        contract.write({"bill_error": "No account", "date_end": date(2026, 3, 20)})
        seen = contract.with_user(self.env.user).alerts
        codes = {alert["code"] for alert in seen}
        self.assertEqual(codes, {"bill_error", "no_card", "ends_soon"})

    @users("community_sub_officer")
    def test_standing_of_periods(self):
        """W5: the schedule says in a word what became of each row."""
        contract = self._new_contract()
        contract._bill()
        periods = contract.with_user(self.env.user).period_ids
        self.assertEqual(periods[0].standing, "open")
        self.assertEqual(set(periods[1:].mapped("standing")), {"planned"})
        with freeze_time("2026-04-30"):
            periods.invalidate_recordset(["standing"])
            self.assertEqual(periods[0].standing, "overdue")

    @users("community_sub_reader")
    def test_figures_of_many_contracts(self):
        """W3, W4: counts of a list take the same number of queries for any length."""
        one = self._new_contract()
        many = one + self._new_contract() + self._new_contract() + self._new_contract()
        self.env.flush_all()
        counts = []
        for contracts in (one, many):
            contracts = contracts.with_user(self.env.user)
            contracts.mapped("amount_paid")
            self.env.invalidate_all()
            contracts.mapped("name")
            start = self.env.cr.sql_log_count
            contracts.mapped("amount_paid")
            contracts.mapped("meeting_count")
            counts.append(self.env.cr.sql_log_count - start)
        self.assertEqual(*counts)

    def test_charged_without_a_card_is_found_by_index(self):
        """W3: the filter reads the contracts it shows, not all of them."""
        self.env.cr.execute(SQL("SET LOCAL enable_seqscan = off"))
        domain = [("auto_charge", "=", True), ("payment_token_id", "=", False)]
        query = self.env["community.contract"].sudo()._search(domain).select()
        rows = self.env.execute_query(SQL("EXPLAIN %s", query))
        self.assertIn("community_contract_no_card_index", str(rows))

    @users("community_treasurer")
    def test_lists_show_what_is_asked_for(self):
        """W1: who owes since which day; numbers of tries are not added up."""
        arch = self.env["community.debtor"].get_view(view_type="list")["arch"]
        self.assertNotIn("remaining_days", arch)
        fields = self.env["community.charge"].fields_get(["attempt"])
        self.assertFalse(fields["attempt"].get("aggregator"))
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "community_subscription.community_charge_action"
        )
        self.assertNotIn("group", action["context"])

    @users("community_treasurer")
    def test_plans_show_their_price(self):
        """W2: in the list, on the cards and on the form of plans."""
        for kind in ("list", "kanban", "form"):
            arch = self.env["community.plan"].get_view(view_type=kind)["arch"]
            self.assertIn("price_words", arch)
