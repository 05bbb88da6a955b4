from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, tagged
from odoo.tools import SQL

from .common_debt import CommunityDebtCase


@tagged("post_install", "-at_install", "community")
class TestDebtor(CommunityDebtCase):
    def _get_debtor(self, days, user=None, partner=None):
        self.env.flush_all()
        self.env.invalidate_all()
        with self.on(days):
            debtors = self.env["community.debtor"].with_user(user or self.sub_officer)
            domain = [("partner_id", "=", (partner or self.payer).id)]
            # Read while the clock stands still.
            names = [name for name, field in debtors._fields.items() if field.store]
            return debtors.search_fetch(domain, names)

    def test_buckets(self):
        """Ageing by boundary days: 30 is young, 31 is not."""
        for amount, due in ((1, 1), (2, 0), (4, -1), (8, -30), (16, -31), (32, -60)):
            self._new_invoice(float(amount), due=due)
        for amount, due in ((64, -61), (128, -90), (256, -91), (512, -900)):
            self._new_invoice(float(amount), due=due)
        debtor = self._get_debtor(0)
        names = ("not_due", "overdue_30", "overdue_60", "overdue_90", "overdue_more")
        self.assertEqual([debtor[name] for name in names], [3, 12, 48, 192, 768])
        self.assertEqual((debtor.overdue, debtor.balance), (1020, 1023))
        self.assertEqual((debtor.item_count, debtor.days_overdue), (10, 900))
        items = self.env["community.debtor.item"].with_user(self.sub_officer)
        with self.on(0):
            total = sum(
                items.search(
                    [("partner_id", "=", self.payer.id), ("bucket", "!=", "0")]
                ).mapped("residual")
            )
        self.assertEqual(total, 1020)

    def test_next_step(self):
        """What happens next and when is on the screen."""
        self._new_invoice(100.0)
        debtor = self._get_debtor(1)
        with self.on(1):
            self.assertEqual(debtor.next_step, "First")
            self.assertEqual(debtor.next_date, self._day(7))
        self._dun(7)
        debtor = self._get_debtor(8)
        self.assertEqual((debtor.level, debtor.level_date), (1, self._day(7)))
        with self.on(8):
            self.assertEqual(debtor.next_date, self._day(21))

    def test_remind_now(self):
        """The treasurer reminds the selected; who is not due is left alone."""
        self._new_invoice(100.0)
        other = self._new_member("Not due")
        self._new_invoice(100.0, due=5, partner=other)
        debtors = self._get_debtor(8) + self._get_debtor(8, partner=other)
        with self.on(8):
            with self.assertRaises(UserError):
                debtors.with_user(self.sub_officer).action_dun()
            debtors.with_user(self.treasurer).action_dun()
            debtors.with_user(self.treasurer).action_dun()
        self.assertEqual(len(self.payer.community_dunning_ids), 1)
        self.assertFalse(other.community_dunning_ids)

    def test_windows(self):
        """Promise, stop and call from the list, by those who may."""
        self._new_invoice(100.0)
        with self.on(8):
            act = self._open("action_promise", self.sub_officer)
            self.assertEqual(act._record._name, "community.debtor.act")
            self.assertEqual(act.amount, 100.0)
            act.date = self._day(12)
            act.save().action_do()
            self.assertEqual(self._get_debtor(8).promise_date, self._day(12))
            act = self._open("action_stop", self.treasurer)
            act.date, act.reason = self._day(20), "On holiday"
            act.save().action_do()
            debtor = self._get_debtor(8)
            self.assertEqual(debtor.stop_until, self._day(20))
            self.assertEqual(debtor.stop_reason, "On holiday")
            act = self._open("action_call", self.sub_officer)
            act.user_id = self.treasurer
            act.save().action_do()
        self.assertEqual(self.payer.activity_ids.user_id, self.treasurer)
        self.assertFalse(self._get_debtor(21).stop_until)

    def _open(self, name, user):
        debtor = self._get_debtor(8, user)
        action = getattr(debtor, name)()
        return Form(
            self.env[action["res_model"]]
            .with_user(user)
            .with_context(**action["context"])
        )

    def test_pay_link(self):
        """The link goes to the payer, for the oldest invoice."""
        self._new_invoice(100.0, due=2)
        oldest = self._new_invoice(50.0)
        debtor = self._get_debtor(8)
        with self.on(8):
            debtor.action_send_link()
        delivery = self.env["community.notice.delivery"].search(
            [("partner_id", "=", self.payer.id), ("channel", "=", "mail")]
        )
        self.assertEqual(
            (delivery.res_model, delivery.res_id), ("account.move", oldest.id)
        )

    def test_roles(self):
        """Officers see debtors of their company; readers and others do not."""
        self._new_invoice(100.0)
        self.assertTrue(self._get_debtor(8, self.sub_officer))
        for user in (self.sub_reader, self.internal):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self._get_debtor(8, user)
        outsider = self._new_user(
            "outsider",
            "community_subscription.group_subscription_manager",
            company=self.other_company,
        )
        debtors = self.env["community.debtor"].with_user(outsider)
        debtors = debtors.with_context(allowed_company_ids=self.other_company.ids)
        self.assertFalse(debtors.search([("partner_id", "=", self.payer.id)]))
        for model in ("community.dunning", "community.interest.entry"):
            with self.subTest(model=model), self.assertRaises(UserError):
                self.env[model].with_user(self.treasurer).create({})

    def test_open_items(self):
        """Figures open to their rows."""
        self._new_invoice(100.0)
        action = self._get_debtor(8).action_open_items()
        with self.on(8):
            items = self.env[action["res_model"]].search(action["domain"])
        self.assertEqual(items.residual, 100.0)

    def test_alerts(self):
        """The member's form tells the level and the promise."""
        self._new_invoice(100.0)
        self._dun(7)
        with self.on(8):
            self.env["community.payment.promise"].create(
                {
                    "partner_id": self.payer.id,
                    "company_id": self.company.id,
                    "amount": 100.0,
                    "date": self._day(12),
                }
            )
            payer = self.payer.with_user(self.finance).with_company(self.company)
            codes = {alert["code"] for alert in payer.member_alerts}
        self.assertLessEqual({"dunning", "promise"}, codes)

    def test_queries(self):
        """The screen asks the same for 10 and for 100 debtors."""
        for number in range(100):
            partner = self._new_member(f"Payer {number}")
            self._new_invoice(10.0, partner=partner)
        specification = {
            "partner_id": {"fields": {"display_name": {}}},
            "level_id": {"fields": {"display_name": {}}},
            "overdue": {},
            "next_step": {},
            "next_date": {},
        }
        counts = []
        for limit in (10, 100):
            self.env.flush_all()
            self.env.invalidate_all()
            debtors = self.env["community.debtor"].with_user(self.sub_officer)
            before = self.env.cr.sql_log_count
            with self.on(8):
                debtors.web_search_read([], specification, limit=limit)
            counts.append(self.env.cr.sql_log_count - before)
        self.assertLessEqual(counts[1], counts[0] + 2)

    def test_index(self):
        """What was paid long ago is not looked at: the index on open items is there
        and fits the query."""
        self.env.flush_all()
        self.env.cr.execute(SQL("SET LOCAL enable_seqscan = off"))
        query = self.env["community.debtor"]._table_query
        rows = self.env.execute_query(SQL("EXPLAIN %s", query))
        plan = "\n".join(row[0] for row in rows)
        self.assertIn("account_move_line_community_open_idx", plan)
