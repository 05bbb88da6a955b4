from odoo import models
from odoo.tools import SQL, split_every

from ..tools.import_columns import read_header
from ..tools.import_errors import UnreadableFileError
from ..tools.import_file import open_table
from ..tools.import_row import read_row, shown_cells

ROWS_AT_ONCE = 1000


class CommunityMemberImport(models.Model):
    """First half: read the file and find everything that is wrong, writing nobody."""

    _inherit = "community.member.import"

    def _check_file(self):
        """Read the file into rows, then compare the rows with each other."""
        self._forget_rows()
        try:
            self._read_file()
        except UnreadableFileError as error:
            self._forget_rows()
            message = self.env["community.member.import.issue"]._get_file_message(
                error.code, error.details
            )
            self.write({"state": "draft", "error": message})
            return
        # The planner has not seen the new rows yet.
        self.env.cr.execute(SQL("ANALYZE community_member_import_row"))
        self._check_numbers()
        self._check_places()
        self._check_links()
        self._count_rows()
        if "card_number" in self.issue_ids.mapped("code"):
            self.data_file = False  # what must not be kept is not kept in a file either
        self.state = "checked"

    def _read_file(self):
        table = open_table(self._get_file(), self.encoding or "", self.separator or "")
        self.found = " · ".join(
            filter(None, (table.kind.upper(), table.encoding, table.separator.strip()))
        )
        self.headings = list(table.headings)
        self._insert(
            "community.member.import.issue",
            [
                self._prepare_issue(table.header_line, "header_unknown", value=heading)
                for heading in table.header.unknown
            ],
        )
        headings = {
            column.key: heading
            for column, heading in zip(
                table.header.columns, table.headings, strict=True
            )
            if column
        }
        facts = self._get_facts()
        for rows in split_every(ROWS_AT_ONCE, table.rows):
            self._stage(rows, table.header, headings, facts)

    def _stage(self, rows, header, headings, facts):
        staged, issues = [], []
        for row in rows:
            reading = read_row(row, header, facts)
            staged.append(self._prepare_row(row, reading))
            issues += [
                self._prepare_issue(
                    row.line,
                    issue.code,
                    column=issue.column,
                    heading=headings.get(issue.column),
                    value=issue.value,
                )
                for issue in reading.issues
            ]
        self._insert("community.member.import.row", staged)
        self._insert("community.member.import.issue", issues)

    def _prepare_row(self, row, reading):
        values, links = reading.values, reading.links
        place = links.pop("employer", None)
        if place:
            values["unit_type"] = "employee"
        place = place or links.pop("parent", None)
        if place and not values.get("unit_type"):
            values["unit_type"] = "subsidiary" if values.get("is_company") else "branch"
        return {
            "line": row.line,
            "number": reading.number,
            "place": place,
            "content": values,
            "links": links,
            "cells": shown_cells(row),
            "state": "bad" if reading.issues else "ready",
        }

    def _prepare_issue(self, line, code, level=None, **details):
        return {
            "line": line,
            "code": code,
            "level": level or ("warning" if code == "header_unknown" else "error"),
            "column": details.get("column"),
            "heading": details.get("heading"),
            "value": details.get("value"),
        }

    # ------------------------------------------------------------------
    # Rows among themselves and with the register, one statement each
    # ------------------------------------------------------------------

    def _reject(self, code, condition, value, column="number"):
        """Report the rows for which a condition holds, and take them out.

        :param condition: SQL on the row, which is called ``row``
        :param value: SQL of what the message shows
        """
        bad = SQL(
            """
            WITH found AS (
                SELECT row.id, row.line, (%(value)s) AS value
                  FROM community_member_import_row row
                 WHERE row.import_id = %(job)s AND row.state = 'ready' AND %(condition)s
            ), report AS (
                INSERT INTO community_member_import_issue
                            (import_id, line, level, code, "column", heading, value)
                SELECT %(job)s, line, 'error', %(code)s, %(column)s, %(heading)s, value
                  FROM found
            )
            """,
            value=value,
            job=self.id,
            condition=condition,
            code=code,
            column=column,
            heading=self._get_heading(column),
        )
        self.env.cr.execute(
            SQL(
                "%s UPDATE community_member_import_row row SET state = 'bad'"
                " FROM found WHERE row.id = found.id",
                bad,
            )
        )
        return self.env.cr.rowcount

    def _get_heading(self, key):
        """The heading that the file gives to a column."""
        for heading, column in zip(
            self.headings, read_header(self.headings).columns, strict=False
        ):
            if column and column.key == key:
                return heading
        return None

    def _check_numbers(self):
        number = SQL("row.number")
        self._reject(
            "number_duplicate",
            SQL(
                "EXISTS (SELECT FROM community_member_import_row earlier"
                " WHERE earlier.import_id = row.import_id"
                " AND earlier.number = row.number AND earlier.line < row.line)"
            ),
            number,
        )
        self._link_known_members()
        self._reject_hidden_members()
        if self.mode == "create":
            self._reject("number_exists", SQL("row.partner_id IS NOT NULL"), number)
        elif self.mode == "update":
            self._reject("number_missing", SQL("row.number IS NULL"), number)
            self._reject("number_unknown", SQL("row.partner_id IS NULL"), number)
        self._reject(
            "name_missing",
            SQL("row.partner_id IS NULL AND row.content->>'name' IS NULL"),
            SQL("NULL"),
            column="name",
        )

    def _link_known_members(self):
        self.env["res.partner"].flush_model(["member_number", "former_member_numbers"])
        self.env.cr.execute(
            SQL(
                """
                UPDATE community_member_import_row row
                   SET partner_id = known.id
                  FROM (%s) known
                 WHERE row.import_id = %s AND known.number = row.number
                """,
                self.env["res.partner"]._sql_member_numbers(),
                self.id,
            )
        )

    def _reject_hidden_members(self):
        """Members of other companies: the number is taken, the member out of reach."""
        rows = self.env.execute_query(
            SQL(
                "SELECT DISTINCT partner_id FROM community_member_import_row"
                " WHERE import_id = %s AND partner_id IS NOT NULL",
                self.id,
            )
        )
        ids = [row[0] for row in rows]
        hidden = []
        for chunk in split_every(ROWS_AT_ONCE, ids):
            known = self.env["res.partner"].browse(chunk)
            hidden += (known - known._filtered_access("write")).ids
            self.env.invalidate_all()
        if hidden:
            condition = SQL("row.partner_id IN %s", tuple(hidden))
            self._reject("number_hidden", condition, SQL("row.number"))

    def _count_rows(self):
        rows = self.env.execute_query(
            SQL(
                """
                SELECT COUNT(*),
                       COUNT(*) FILTER (WHERE state = 'ready') - COUNT(partner_id)
                           FILTER (WHERE state = 'ready'),
                       COUNT(partner_id) FILTER (WHERE state = 'ready'),
                       COUNT(*) FILTER (WHERE state = 'bad')
                  FROM community_member_import_row
                 WHERE import_id = %s
                """,
                self.id,
            )
        )
        names = ("row_count", "new_count", "update_count", "bad_count")
        self.write(dict(zip(names, rows[0], strict=True)))
        self.invalidate_recordset(["row_ids", "issue_ids"])
