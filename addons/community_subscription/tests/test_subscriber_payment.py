from datetime import date

from freezegun import freeze_time

from odoo.tests import users

from .common import TODAY, CommunitySubscriptionCommon


@freeze_time(TODAY)
class TestSubscriberPayment(CommunitySubscriptionCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.paid = cls._new_contract()
        cls.open = cls._new_contract(partner=cls._new_member("Giorgi Kapanadze"))
        (cls.paid + cls.open)._bill()
        cls._pay(cls.paid.period_ids.move_id)

    @classmethod
    def _pay(cls, moves, **values):
        register = cls.env["account.payment.register"].with_context(
            active_model="account.move", active_ids=moves.ids
        )
        register.create({"payment_date": TODAY, **values})._create_payments()
        cls.env.flush_all()

    def _rows(self, contract):
        return self.env["community.subscriber.payment"].search(
            [("contract_id", "=", contract.id)], order="date_due, id"
        )

    @users("community_sub_reader")
    def test_every_payment_of_every_subscriber(self):
        """W1: paid, open and planned rows of all subscribers stand on one screen."""
        paid, still_open = self._rows(self.paid), self._rows(self.open)
        self.assertEqual(paid[0].state, "paid")
        self.assertEqual(str(paid[0].date_paid), TODAY)
        self.assertEqual((paid[0].amount_paid, paid[0].amount_open), (50.0, 0.0))
        self.assertEqual(still_open[0].state, "open")
        self.assertEqual(set(still_open[1:].mapped("state")), {"planned"})
        billed = self.open.period_ids.filtered("move_id")
        self.assertEqual(still_open[0].date_from, billed.date_from)
        self.assertEqual(still_open[0].date_to, billed.date_to)
        self.assertEqual(still_open[0].reference, billed.move_id.name)

    @users("community_sub_reader")
    def test_overdue_and_partly_paid(self):
        """W1: the state follows the day and the money."""
        move = self.open.period_ids.move_id
        with freeze_time("2026-05-20"):
            row = self._rows(self.open)[0]
            self.assertEqual(row.state, "overdue")
            self.assertEqual(row.days_late, (date(2026, 5, 20) - row.date_due).days)
        self._pay(move, amount=20.0)
        self.env.invalidate_all()
        row = self._rows(self.open)[0]
        self.assertEqual((row.amount_paid, row.amount_open), (20.0, 30.0))

    @users("community_treasurer")
    def test_sums_tie_to_the_ledger(self):
        """W1: what is open here is the residual of the invoices; refunds lower it."""
        move = self.open.period_ids.move_id
        reversal = self.env["account.move.reversal"].with_context(
            active_model="account.move", active_ids=move.ids
        )
        refund = self.env["account.move"].browse(
            reversal.create({"journal_id": move.journal_id.id}).reverse_moves()[
                "res_id"
            ]
        )
        refund.sudo().community_contract_id = self.open
        refund.action_post()
        self.env.flush_all()
        groups = self.env["community.subscriber.payment"]._read_group(
            [("contract_id", "=", self.open.id), ("state", "!=", "planned")],
            [],
            ["amount:sum", "amount_open:sum"],
        )
        moves = move | refund
        self.assertEqual(
            groups,
            [
                (
                    sum(moves.mapped("amount_total_signed")),
                    sum(moves.mapped("amount_residual_signed")),
                )
            ],
        )
        self.assertEqual(self._rows(self.open)[0].state in ("credit", "paid"), True)

    @users("community_treasurer", "community_sub_reader")
    def test_opens_to_the_invoice(self):
        """W1: to the invoice, where there is one and one may see it."""
        billed, planned = self._rows(self.paid)[:2]
        action = billed.action_open()
        sees = self.env.user.has_group("account.group_account_invoice")
        model = "account.move" if sees else "community.contract"
        self.assertEqual(action["res_model"], model)
        self.assertEqual(planned.action_open()["res_model"], "community.contract")

    def test_found_by_index(self):
        """W1, W3: a month is read by indexes, however many contracts there are."""
        rows = self.env["community.subscriber.payment"].with_user(self.treasurer)
        query = rows._search(
            [
                ("company_id", "=", self.company.id),
                ("date_due", ">=", "2026-03-01"),
                ("date_due", "<", "2026-04-01"),
            ],
            limit=80,
        )
        self.env.flush_all()
        self.env.cr.execute("SET LOCAL enable_seqscan = off")
        sql = query.select()
        self.env.cr.execute("EXPLAIN " + sql.code, sql.params)
        plan = "\n".join(row[0] for row in self.env.cr.fetchall())
        for table in ("account_move", "community_contract_period"):
            self.assertNotIn(f"Seq Scan on {table}", plan)
        # The condition reaches the tables: the partial indexes on both can serve it.
        self.assertIn("invoice_date_due >=", plan)
        self.assertIn("bill_date >=", plan)
        self.env.cr.execute(
            "SELECT indexdef FROM pg_indexes WHERE tablename = 'account_move' "
            "AND indexname LIKE '%community_due_index'"
        )
        self.assertIn("invoice_date_due", self.env.cr.fetchone()[0])

    @users("community_sub_reader")
    def test_page_takes_the_same_queries_for_any_length(self):
        """W1, W3: one query for the page, whatever is on it."""
        rows = self.env["community.subscriber.payment"]
        fields = ["partner_id", "amount", "state", "charge_state", "date_paid"]
        rows.search_read([], fields, limit=2)
        counts = []
        for limit in (2, 20):
            self.env.invalidate_all()
            start = self.env.cr.sql_log_count
            rows.search([], limit=limit).read(fields, load=False)
            counts.append(self.env.cr.sql_log_count - start)
        self.assertEqual(*counts)
