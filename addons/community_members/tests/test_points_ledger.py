import psycopg2
from freezegun import freeze_time

from odoo import SUPERUSER_ID, api
from odoo.exceptions import AccessError, UserError
from odoo.tests import TransactionCase, tagged, users
from odoo.tools import mute_logger

from .common_points import PointsCase


@tagged("post_install", "-at_install", "community")
@freeze_time("2026-03-14")
class TestPointsLedger(PointsCase):
    def test_balance_is_the_sum(self):
        """G19: the balance is the sum of the ledger, in each company by itself."""
        self._earn(40, "a")
        self._earn(25, "b")
        self._earn(-15, "c", kind="spent")
        self._earn(7, "d", company_id=self.other_company.id)
        self.assertEqual(self._balance(), 50)
        self.assertEqual(self.ayse.points_earned, 65)
        other = self.ayse.with_company(self.other_company)
        self.assertEqual(other.points_balance, 7)
        self._check_ledger()

    def test_twice_changes_nothing(self):
        """G18: the same origin is posted once, in one batch and in two."""
        row = {"partner_id": self.ayse.id, "amount": 5, "origin_key": "test:x"}
        self.assertEqual(len(self.entries._post([row, row])), 1)
        self.assertFalse(self.entries._post([row]))
        self.assertEqual(self._balance(), 5)
        self.assertFalse(self.entries._post([]))

    def test_reversal(self):
        """G18: a mistake is put right by a row of its own, once."""
        entry = self._earn(40, "a")
        undo = self.entries._reverse(entry, "Annulled")
        self.assertEqual((undo.amount, undo.reversal_of_id), (-40, entry))
        self.assertFalse(self.entries._reverse(entry, "Annulled"))
        self.assertFalse(self.entries._reverse(undo, "Back again"))
        self.assertEqual(self._balance(), 0)
        self.assertFalse(self._earn(40, "a"), "not again by itself")
        self.assertEqual(self._earn(40, "a", again=True).origin_turn, 1)
        self._check_ledger()

    def test_nobody_writes_the_ledger(self):
        """G19: no role adds, edits or deletes a row, and neither does sudo."""
        entry = self._earn(40, "a")
        values = {"partner_id": self.ayse.id, "amount": 9, "origin_key": "mine"}
        values |= {"company_id": self.company.id, "date": "2026-03-14"}
        for user in (self.officer, self.manager, self.env.user):
            own = entry.with_user(user)
            forged = own.with_context(community_ledger_pen=True)
            for call in (
                lambda own=own: own.create(values | {"kind": "earned"}),
                lambda own=own: own.write({"amount": 1000}),
                lambda own=own: own.unlink(),
                lambda own=forged: own.write({"amount": 1000}),
                lambda own=own: own.sudo().write({"amount": 1000}),
                lambda own=own: own.sudo().unlink(),
            ):
                with self.assertRaises(UserError):
                    call()
        with self.assertRaises(UserError):
            self.ayse.points_balance_ids.sudo().write({"balance": 1000})
        self.assertEqual(self._balance(), 40)

    def test_database_refuses_the_same_origin(self):
        """G18: the database itself refuses what was posted already."""
        entry = self._earn(40, "a")
        with (
            mute_logger("odoo.sql_db"),
            self.assertRaises(psycopg2.errors.UniqueViolation),
            self.env.cr.savepoint(),
        ):
            self.env.cr.execute(
                "INSERT INTO community_points_entry (partner_id, company_id, date,"
                " amount, kind, origin_key, origin_turn) SELECT partner_id, company_id,"
                " date, amount, kind, origin_key, origin_turn"
                " FROM community_points_entry WHERE id = %s",
                [entry.id],
            )

    def test_drift_is_found(self):
        """G19: whoever changes a row, a balance or both in the database is found."""
        entry = self._earn(40, "a")
        other = self._earn(10, "b")
        for query, ids in (
            ("UPDATE community_points_entry SET amount = 4000 WHERE id = %s", entry.id),
            ("UPDATE community_points_entry SET date = '2020-01-01' WHERE id = %s", 0),
            (
                "UPDATE community_points_balance SET balance = 90"
                " WHERE partner_id = %s",
                1,
            ),
            ("DELETE FROM community_points_entry WHERE id = %s", other.id),
        ):
            with self.subTest(query=query), self.env.cr.savepoint() as savepoint:
                self.env.cr.execute(
                    query, [ids or entry.id if ids != 1 else self.ayse.id]
                )
                found = self.entries._find_drift()
                self.assertTrue(found["entries"] or found["balances"])
                if ids == 1:
                    self.assertEqual(found["balances"][0]["stored"], 90)
                savepoint.rollback()
        # Both together: the seals do not fit.
        self.env.cr.execute(
            "UPDATE community_points_entry SET amount = 140 WHERE id = %s", [entry.id]
        )
        self.env.cr.execute(
            "UPDATE community_points_balance SET balance = 150, earned = 150"
            " WHERE partner_id = %s",
            [self.ayse.id],
        )
        found = self.entries._find_drift()
        self.assertEqual(found["entries"], entry.ids)
        self.assertEqual(found["balances"][0]["partner_id"], self.ayse.id)

    @users("community_manager")
    def test_check_for_managers(self):
        """G19: a manager checks the ledger with a button."""
        self._earn(40, "a")
        self.assertTrue(self.env["community.points.check"].create({}).is_clean)
        self.env.cr.execute("UPDATE community_points_entry SET amount = 1")
        check = self.env["community.points.check"].create({})
        self.assertIn("the ledger says 1", check.drift_text)
        self.assertEqual(len(check.entry_ids), 1)
        with self.assertRaises(AccessError):
            check.with_user(self.officer).create({})

    def test_other_company_sees_nothing(self):
        """G19: rows of one company are not read in another."""
        entry = self._earn(40, "a")
        with self.assertRaises(AccessError):
            entry.with_user(self.other_officer).read(["amount"])
        self.assertEqual(entry.with_user(self.reader).amount, 40)
        with self.assertRaises(AccessError):
            entry.with_user(self.internal).read(["amount"])

    def test_same_queries_for_ten_and_a_thousand(self):
        """G19: posting for a thousand members asks the database as often as for ten."""
        members = self.env["res.partner"].create(
            [
                {
                    "name": f"Üye {n}",
                    "in_member_register": True,
                    "membership_start": "2025-01-01",
                    "member_since": "2025-01-01",
                }
                for n in range(1000)
            ]
        )
        counts = []
        for name, some in (
            ("warm", members[:2]),
            ("few", members[:10]),
            ("all", members),
        ):
            rows = [
                {"partner_id": p.id, "amount": 120, "origin_key": f"{name}:{p.id}"}
                for p in some
            ]
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            self.entries._post(rows)
            self.env.flush_all()
            counts.append(self.env.cr.sql_log_count - before)
        # The framework inserts a hundred rows at a time.
        self.assertLessEqual(counts[2], counts[1] + 10, counts)
        self.assertEqual(set(members.mapped("rank_id")), {self.rider, self.captain})
        self._check_ledger()


@tagged("post_install", "-at_install", "community")
class TestPointsAtOnce(TransactionCase):
    """Two workers with cursors of their own; what they commit is removed again."""

    def setUp(self):
        super().setUp()
        self.registry_cursor = self.registry.cursor
        with self.registry.cursor() as cr:
            env = api.Environment(cr, SUPERUSER_ID, {})
            self.partner_id = (
                env["res.partner"]
                .create({"name": "Two At Once", "in_member_register": True})
                .id
            )
            self._row(env, "first", 1)
        self.addCleanup(self._remove)

    def _row(self, env, key, amount):
        return env["community.points.entry"]._post(
            [
                {
                    "partner_id": self.partner_id,
                    "amount": amount,
                    "origin_key": f"at_once:{self.partner_id}:{key}",
                }
            ]
        )

    def _remove(self):
        with self.registry.cursor() as cr:
            for table in ("community_rank_history", "community_points_entry"):
                cr.execute(
                    f"DELETE FROM {table} WHERE partner_id = %s", [self.partner_id]
                )
            cr.execute(
                "DELETE FROM community_points_balance WHERE partner_id = %s",
                [self.partner_id],
            )
            cr.execute("DELETE FROM res_partner WHERE id = %s", [self.partner_id])

    def _race(self, key, other_key):
        """Both look, one commits; the later one must fail and be tried again."""
        with self.registry.cursor() as one, self.registry.cursor() as two:
            first = api.Environment(one, SUPERUSER_ID, {})
            second = api.Environment(two, SUPERUSER_ID, {})
            for env in (first, second):
                env["community.points.entry"].search_count([])
            self._row(first, key, 10)
            one.commit()
            with (
                mute_logger("odoo.sql_db"),
                self.assertRaises(psycopg2.errors.SerializationFailure),
            ):
                self._row(second, other_key, 10)
            two.rollback()
            env = api.Environment(two, SUPERUSER_ID, {})
            self._row(env, other_key, 10)
            two.commit()

    def _sums(self):
        with self.registry.cursor() as cr:
            cr.execute(
                "SELECT (SELECT sum(amount) FROM community_points_entry"
                " WHERE partner_id = %(id)s), (SELECT balance"
                " FROM community_points_balance WHERE partner_id = %(id)s)",
                {"id": self.partner_id},
            )
            return cr.fetchone()

    def test_two_postings(self):
        """G19: two postings for one member at once: both count, none is lost."""
        self._race("a", "b")
        self.assertEqual(self._sums(), (21, 21))

    def test_the_same_posting_twice(self):
        """G18: the same posting by two workers at once is there once."""
        self._race("a", "a")
        self.assertEqual(self._sums(), (11, 11))
