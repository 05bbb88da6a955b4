import io

import xlsxwriter

from odoo import models
from odoo.tools import SQL

from .community_member_import_check import ROWS_AT_ONCE


class CommunityMemberImport(models.Model):
    """Last steps: what joins two members, and the rows that could not go in."""

    _inherit = "community.member.import"

    def _link_rows(self, rows):
        """Payers and relatives, once everybody is there."""
        numbers = self._find_members(self._get_numbers(rows))
        payers = {}
        for row in rows:
            payer = numbers.get(row["links"].get("payer"))
            if payer and payer != row["partner_id"]:
                payers.setdefault(payer, []).append(row["partner_id"])
        for payer, members in payers.items():
            self.env["res.partner"].browse(members).write({"payer_id": payer})
        self._relate(rows, numbers)

    def _relate(self, rows, numbers):
        """Relations that are not there yet, from either side."""
        Relation = self.env["community.member.relation"]
        people = [row["partner_id"] for row in rows]
        Relation.flush_model()
        there = set(
            self.env.execute_query(
                SQL(
                    "SELECT partner_id, other_id, type_id"
                    " FROM community_member_relation WHERE partner_id = ANY(%s)",
                    people,
                )
            )
        )
        reverse = {
            kind.id: kind._get_reverse().id
            for kind in self.env["community.member.relation.type"].search([])
        }
        wanted = []
        for row in rows:
            for type_id, number in row["links"].get("relations", ()):
                pair = (row["partner_id"], numbers.get(number))
                if not pair[1] or pair[0] == pair[1] or (*pair, type_id) in there:
                    continue
                there.add((*pair, type_id))
                there.add((pair[1], pair[0], reverse.get(type_id, type_id)))
                wanted.append(
                    {"partner_id": pair[0], "other_id": pair[1], "type_id": type_id}
                )
        Relation.create(wanted)

    def _make_bad_rows_file(self):
        """An XLSX with the rows that have messages, each with its messages beside it.

        Everything is written as text, so that nothing in it runs when it is opened.
        """
        self.check_access("read")
        stream = io.BytesIO()
        options = {
            "constant_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
        }
        with xlsxwriter.Workbook(stream, options) as book:
            sheet = book.add_worksheet(self.env._("Rows"))
            self._fill_bad_rows(sheet)
        return stream.getvalue()

    def _fill_bad_rows(self, sheet):
        first = self.env._("Row"), self.env._("Message")
        for column, text in enumerate((*first, *(self.headings or []))):
            sheet.write_string(0, column, text)
        messages = {}
        for issue in self.issue_ids:
            text = (
                f"{issue.heading}: {issue.message}" if issue.heading else issue.message
            )
            messages.setdefault(issue.line, []).append(text)
        line = 1
        lines = sorted(messages)
        for start in range(0, len(lines), ROWS_AT_ONCE):
            part = lines[start : start + ROWS_AT_ONCE]
            for number, cells in self._get_cells(part):
                sheet.write_number(line, 0, number)
                sheet.write_string(line, 1, "\n".join(messages[number])[:32000])
                for column, text in enumerate(cells or [], start=2):
                    if text:
                        sheet.write_string(line, column, text)
                line += 1

    def _get_cells(self, lines):
        return self.env.execute_query(
            SQL(
                "SELECT line, cells FROM community_member_import_row"
                " WHERE import_id = %s AND line = ANY(%s) ORDER BY line",
                self.id,
                lines,
            )
        )
