"""What would happen: the change is tried, what it did to the database is read from the
database itself, and everything is taken back.

PostgreSQL marks each row with the transaction that wrote it (``xmin``) or removed it
(``xmax``), so that nothing escapes: neither raw SQL nor what foreign keys delete.
See "System Columns" and "The Cumulative Statistics System" in its manual.
"""

from collections import Counter

import psycopg2

from odoo import api, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import SQL, ormcache

# Bookkeeping that follows every change and says nothing about it.
SILENT_TABLES = (
    "bus_",
    "community_approval_",
    "community_change_request",
    "community_notice_",
    "ir_cron",
    "ir_logging",
    "mail_activity",
    "mail_followers",
    "mail_mail",
    "mail_message",
    "mail_notification",
    "mail_tracking_value",
    "res_device",
    "res_users_log",
)


class CommunityChangeRequest(models.Model):
    _inherit = "community.change.request"

    def get_consequences(self):
        """What else would change if the request were approved now.

        :return: {"error": text or False, "effects": [{"model", "label", "id", "name",
            "kind": changed | created | deleted, "fields": [{"label", "before",
            "after"}]}]}
        :raises AccessError: unless the user decides on it, asked for it or audits
        """
        self.ensure_one()
        self.check_access("read")
        if self.state not in ("pending", "returned"):
            return {"error": False, "effects": []}
        self._check_may_preview()
        try:
            rows = self._try()
        except (UserError, ValueError, psycopg2.IntegrityError) as error:
            return {"error": self._get_error_text(error), "effects": []}
        return {"error": False, "effects": self._describe_rows(rows)}

    def _check_may_preview(self):
        allowed = (
            self.env.su
            or self.env.user in self.sudo().approver_ids  # sudo: only whether oneself
            or self.is_maker
            or self.env.user.has_group("community_approval.group_approval_auditor")
        )
        if not allowed:
            raise AccessError(self.env._("Only who decides may try a change."))

    # ------------------------------------------------------------
    # TRIAL
    # ------------------------------------------------------------

    def _try(self):
        """Apply, look at the rows, take it back.

        :return: [(table, id, row before or None, row after or None)]
        """
        self.ensure_one()
        after, removed, start = self._try_once()
        before = {
            table: self._read_rows(table, list(rows)) for table, rows in after.items()
        }
        found = []
        for table, rows in after.items():
            found += [
                (table, row_id, before[table].get(row_id), row)
                for row_id, row in rows.items()
            ]
        return found + self._find_confirmed(removed, start)

    def _find_confirmed(self, removed, start):
        """Rows that a trial removed.

        :param removed: {table: how many rows it removed}
        """
        gone = {table: self._find_removed(table, start) for table in removed}
        confirmed = self._confirm_removed(gone) if any(gone.values()) else []
        counts = Counter(table for table, *_rest in confirmed)
        # A row that this very transaction also locks has a shared mark instead.
        unclear = [
            table for table, count in removed.items() if counts.get(table, 0) < count
        ]
        if unclear:
            gone = {table: self._find_removed(table) for table in unclear}
            kept = [each for each in confirmed if each[0] not in unclear]
            confirmed = kept + self._confirm_removed(gone)
        return confirmed

    def _try_once(self, still_there=None):
        """One trial.

        :param still_there: {table: ids} to look for at its end
        :return: (rows after by table and id, tables with removed rows, transaction
            mark of the trial), or with ``still_there`` the ids found, by table
        """
        result = None
        with self._take_back():
            start = self._get_mark()
            counts = self._count_touched()
            self.sudo()._apply()  # sudo: it runs with the maker's rights
            self.env.cr.precommit.run()
            self.env.flush_all()
            if still_there is not None:
                result = {
                    table: set(self._read_rows(table, ids))
                    for table, ids in still_there.items()
                }
            else:
                touched = self._count_touched()
                tables = [t for t in touched if touched[t] != counts.get(t)]
                after = {table: self._read_new_rows(table, start) for table in tables}
                removed = {
                    table: touched[table][1] - counts.get(table, (0, 0))[1]
                    for table in tables
                    if touched[table][1] != counts.get(table, (0, 0))[1]
                    and self._has_id(table)
                }
                result = after, removed, start
        return result

    @api.model
    def _get_mark(self):
        """The id of the running part of the transaction. Writing one row gets one."""
        self.env.cr.execute(
            SQL(
                "UPDATE community_change_request SET version = version"
                " WHERE id = %s RETURNING xmin::text",
                self.id,
            )
        )
        return int(self.env.cr.fetchone()[0])

    @api.model
    def _count_touched(self):
        """{table: (rows written, rows removed)} by this transaction so far."""
        self.env.cr.execute(
            SQL(
                "SELECT relname, n_tup_ins + n_tup_upd, n_tup_del"
                " FROM pg_stat_xact_user_tables"
                " WHERE n_tup_ins + n_tup_upd + n_tup_del > 0"
            )
        )
        return {
            name: (written, removed)
            for name, written, removed in self.env.cr.fetchall()
            if not name.startswith(SILENT_TABLES)
        }

    @api.model
    def _read_new_rows(self, table, start):
        """Rows that carry the mark of the trial or a later one."""
        if not self._has_id(table):
            return {}
        rows = self.env.execute_query_dict(
            SQL(
                "SELECT * FROM %s WHERE age(xmin) <= age(%s::text::xid)",
                SQL.identifier(table),
                str(start),
            )
        )
        return {row["id"]: row for row in rows}

    @api.model
    def _read_rows(self, table, ids):
        if not self._has_id(table):
            return {}
        rows = self.env.execute_query_dict(
            SQL("SELECT * FROM %s WHERE id = ANY(%s)", SQL.identifier(table), list(ids))
        )
        return {row["id"]: row for row in rows}

    @api.model
    def _find_removed(self, table, start=None):
        """Ids of rows that the trial removed, or only locked: to be confirmed."""
        mark = (
            SQL("age(xmax) <= age(%s::text::xid)", str(start))
            if start
            else SQL("xmax::text <> '0'")
        )
        self.env.cr.execute(
            SQL("SELECT id FROM %s WHERE %s LIMIT 10000", SQL.identifier(table), mark)
        )
        return [row[0] for row in self.env.cr.fetchall()]

    def _confirm_removed(self, candidates):
        """Try once more and see which of the candidates are really gone."""
        candidates = {table: ids for table, ids in candidates.items() if ids}
        present = self._try_once(still_there=candidates)
        return [
            (table, row_id, row, None)
            for table, ids in candidates.items()
            for row_id, row in self._read_rows(table, ids).items()
            if row_id not in present[table]
        ]

    @api.model
    @ormcache("table")
    def _has_id(self, table):
        self.env.cr.execute(
            SQL(
                "SELECT 1 FROM information_schema.columns WHERE table_name = %s"
                " AND table_schema = current_schema AND column_name = 'id'",
                table,
            )
        )
        return bool(self.env.cr.fetchone())
