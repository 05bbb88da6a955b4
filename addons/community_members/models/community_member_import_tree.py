from odoo import models
from odoo.tools import SQL


class CommunityMemberImport(models.Model):
    """Rows that refer to others: whom they belong to, and who is nowhere."""

    _inherit = "community.member.import"

    def _check_places(self):
        """Branches and employees: whom they belong to, and in which order to write."""
        place = SQL("row.place")
        self._reject(
            "place_missing",
            SQL(
                "row.place IS NULL AND row.partner_id IS NULL"
                " AND row.content->>'unit_type' IS NOT NULL"
            ),
            place,
            column="parent",
        )
        above = SQL(
            "SELECT FROM community_member_import_row above"
            " WHERE above.import_id = row.import_id AND above.number = row.place"
        )
        known = SQL(
            "EXISTS (SELECT FROM (%s) known WHERE known.number = row.place)",
            self.env["res.partner"]._sql_member_numbers(),
        )
        self._reject(
            "parent_missing",
            SQL("row.place IS NOT NULL AND NOT EXISTS (%s) AND NOT %s", above, known),
            place,
            column="parent",
        )
        failed = SQL(
            "row.place IS NOT NULL AND NOT %s"
            " AND NOT EXISTS (%s AND above.state = 'ready')",
            known,
            above,
        )
        while self._reject("parent_failed", failed, place, column="parent"):
            pass
        self._set_depth()
        self._reject("parent_cycle", SQL("row.depth IS NULL"), place, column="parent")
        while self._reject("parent_failed", failed, place, column="parent"):
            pass

    def _set_depth(self):
        """Number the rows from the top of each tree; what is in a circle stays out."""
        self.env.cr.execute(
            SQL(
                """
                WITH RECURSIVE ready AS (
                    SELECT id, number, place FROM community_member_import_row
                     WHERE import_id = %(job)s AND state = 'ready'
                ), level(id, number, depth) AS (
                    SELECT id, number, 0 FROM ready
                     WHERE place IS NULL OR place NOT IN (
                           SELECT number FROM ready WHERE number IS NOT NULL)
                     UNION ALL
                    SELECT ready.id, ready.number, level.depth + 1
                      FROM level JOIN ready ON ready.place = level.number
                )
                UPDATE community_member_import_row row
                   SET depth = level.depth
                  FROM level WHERE level.id = row.id
                """,
                job=self.id,
            )
        )

    def _check_links(self):
        """Relatives and payers that are nowhere: the member goes in without them."""
        for code, column, numbers in (
            (
                "relation_missing",
                "relations",
                SQL(
                    "SELECT pair->>1"
                    " FROM jsonb_array_elements(row.links->'relations') pair"
                ),
            ),
            ("payer_missing", "payer", SQL("SELECT row.links->>'payer'")),
        ):
            self._warn_of_missing(code, column, numbers)

    def _warn_of_missing(self, code, column, numbers):
        """:param numbers: SQL that lists the numbers to which a ``row`` refers"""
        self.env.cr.execute(
            SQL(
                """
                WITH link AS (
                    SELECT row.line, other.number
                      FROM community_member_import_row row,
                           LATERAL (%(numbers)s) other(number)
                     WHERE row.import_id = %(job)s AND row.state = 'ready'
                       AND row.links ? %(column)s
                )
                INSERT INTO community_member_import_issue
                            (import_id, line, level, code, "column", heading, value)
                SELECT %(job)s, line, 'warning', %(code)s, %(column)s, %(heading)s,
                       string_agg(number, ', ')
                  FROM link
                 WHERE NOT EXISTS (
                       SELECT FROM community_member_import_row other
                        WHERE other.import_id = %(job)s AND other.state = 'ready'
                          AND other.number = link.number)
                   AND NOT EXISTS (
                       SELECT FROM (%(known)s) known WHERE known.number = link.number)
              GROUP BY line
                """,
                numbers=numbers,
                job=self.id,
                code=code,
                column=column,
                heading=self._get_heading(column),
                known=self.env["res.partner"]._sql_member_numbers(),
            )
        )
