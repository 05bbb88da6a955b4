import json

import psycopg2

from odoo import fields, models
from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tools import SQL, mute_logger

from .community_member_import_check import ROWS_AT_ONCE

# What one row can be to blame for. Anything else stops the work, to go on later.
REFUSALS = (UserError, psycopg2.IntegrityError, psycopg2.DataError)
MANY = ("member_category_ids", "member_sector_ids")


class CommunityMemberImport(models.Model):
    """Second half: write the good rows, a thousand at a time."""

    _inherit = "community.member.import"

    def _write_chunk(self):
        """Write the next rows, or their links, or finish.

        :return: the number of rows that are finished with it
        """
        rows = self._get_rows("ready")
        if rows:
            numbers = self._find_members(self._get_numbers(rows))
            self._in_halves(rows, lambda part: self._write_rows(part, numbers))
        elif rows := self._get_rows("linking"):
            self._in_halves(rows, self._link_rows)
            self._set_rows(rows, "done")
        else:
            self._finish()
            return 0
        return self._count_done()

    def _get_rows(self, state):
        """The next rows, all of one depth: what is above is in the register."""
        return self.env.execute_query_dict(
            SQL(
                """
                SELECT id, line, number, place, content AS values, links, partner_id
                  FROM community_member_import_row
                 WHERE import_id = %(job)s AND state = %(state)s
                   AND depth = (SELECT MIN(depth) FROM community_member_import_row
                                 WHERE import_id = %(job)s AND state = %(state)s)
              ORDER BY line LIMIT %(limit)s
                """,
                job=self.id,
                state=state,
                limit=ROWS_AT_ONCE,
            )
        )

    def _get_numbers(self, rows):
        """Every number that the rows mention."""
        numbers = set()
        for row in rows:
            numbers |= {row["number"], row["place"], row["links"].get("payer")}
            numbers |= {number for _type, number in row["links"].get("relations", ())}
        return numbers - {None}

    def _find_members(self, numbers):
        """{number: id} of those the user may see."""
        if not numbers:
            return {}
        self.env["res.partner"].flush_model(["member_number", "former_member_numbers"])
        found = dict(
            self.env.execute_query(
                SQL(
                    "SELECT known.number, known.id FROM (%s) known"
                    " WHERE known.number IN %s",
                    self.env["res.partner"]._sql_member_numbers(),
                    tuple(numbers),
                )
            )
        )
        partners = self.env["res.partner"].browse(found.values())
        visible = set(partners._filtered_access("read").ids)
        return {number: id_ for number, id_ in found.items() if id_ in visible}

    # ------------------------------------------------------------------
    # Bad rows lose nothing
    # ------------------------------------------------------------------

    def _in_halves(self, rows, write):
        """Write rows together; where that is refused, find the row to blame."""
        try:
            with mute_logger("odoo.sql_db"), self.env.cr.savepoint():
                write(rows)
        except REFUSALS as error:
            if len(rows) == 1:
                self._refuse_row(rows[0], error)
                return
            middle = len(rows) // 2
            self._in_halves(rows[:middle], write)
            self._in_halves(rows[middle:], write)

    def _refuse_row(self, row, error):
        message = str(error)
        if isinstance(error, psycopg2.Error):
            message = error.diag.message_primary or message
        linked = row["partner_id"] and not row["values"]
        level = "warning" if linked else "error"
        issue = self._prepare_issue(row["line"], "refused", level, value=message[:500])
        self._insert("community.member.import.issue", [issue])
        if not linked:
            self._set_rows([row], "bad")

    # ------------------------------------------------------------------
    # Members
    # ------------------------------------------------------------------

    def _write_rows(self, rows, numbers):
        # Copies: a part that is rolled back is tried again from what was read.
        rows = [dict(row, links=dict(row["links"])) for row in rows]
        new, known = [], []
        for row in rows:
            row["partner_id"] = row["partner_id"] or numbers.get(row["number"])
            (known if row["partner_id"] else new).append(row)
        for row in rows:
            row["prepared"] = self._prepare_partner(row, numbers)
        self._create_members(new)
        self._update_members(known)
        self._employ(
            [row for row in rows if row["values"].get("unit_type") == "employee"]
        )
        self._mark_written(rows)

    def _create_members(self, rows):
        """One batched create.

        Nothing is tracked: a thousand messages "created" say less than the import
        itself does. Core's synchronisation with parents is done once per parent
        beforehand (`_prepare_place`) instead of once per record.
        """
        if not rows:
            return
        self._number_rows(rows)
        partners = (
            self.env["res.partner"]
            .with_context(tracking_disable=True, _partners_skip_fields_sync=True)
            .create([row["prepared"] for row in rows])
        )
        for row, partner in zip(rows, partners, strict=True):
            row["partner_id"] = partner.id
        self._sync_company_fields(partners)

    def _number_rows(self, rows):
        without = [
            row["prepared"]
            for row in rows
            if self.give_numbers
            and not row["number"]
            and row["prepared"].get("in_member_register")
        ]
        numbers = self.env["res.partner"]._take_member_numbers(
            len(without), self._get_staged_numbers
        )
        for prepared, number in zip(without, numbers, strict=True):
            prepared["member_number"] = number

    def _get_staged_numbers(self, numbers):
        """Which of these numbers a later row of the file brings along."""
        rows = self.env.execute_query(
            SQL(
                "SELECT number FROM community_member_import_row"
                " WHERE import_id = %s AND number IN %s",
                self.id,
                tuple(numbers),
            )
        )
        return {row[0] for row in rows}

    def _sync_company_fields(self, partners):
        """Terms of a firm that was there before go down to its new branches."""
        below = partners.filtered(lambda p: p.commercial_partner_id != p)
        for firm, parts in below.grouped("commercial_partner_id").items():
            if firm.create_date < self.create_date:
                # sudo: as core does; terms are not for managers of members to see.
                firm = firm.sudo()
                self._hand_down_terms(firm, parts.with_env(firm.env))

    def _hand_down_terms(self, firm, parts):
        terms = firm._get_commercial_values()
        names = firm._company_dependent_commercial_fields()
        parts.write({name: terms[name] for name in names if name in terms})
        parts._company_dependent_commercial_sync()

    def _update_members(self, rows):
        """Write what differs; a file that changes nothing writes nothing."""
        partners = self.env["res.partner"].browse([row["partner_id"] for row in rows])
        for row, partner in zip(rows, partners, strict=True):
            values = self._keep_changes(partner, row["prepared"])
            if values:
                partner.write(values)

    def _keep_changes(self, partner, prepared):
        changed = {}
        for name, value in prepared.items():
            if name in MANY:
                missing = {command[1] for command in value} - set(partner[name].ids)
                value = [Command.link(id_) for id_ in sorted(missing)]
                if missing:
                    changed[name] = value
                continue
            field = partner._fields[name]
            old = field.convert_to_write(partner[name], partner)
            if field.type == "date":
                old = fields.Date.to_string(partner[name])
            if (old or False) != (value or False):
                changed[name] = value
        return changed

    # ------------------------------------------------------------------
    # What became of the rows
    # ------------------------------------------------------------------

    def _mark_written(self, rows):
        for row in rows:
            links = row["links"]
            if "payer_id" in row["prepared"]:
                links.pop("payer", None)
            row["state"] = "linking" if links else "done"
        self.env.cr.execute(
            SQL(
                "UPDATE community_member_import_row row"
                " SET state = new.state, partner_id = new.partner_id,"
                "     links = new.links, content = '{}', cells = NULL"
                "  FROM json_populate_recordset("
                "       NULL::community_member_import_row, %s) new"
                " WHERE row.id = new.id",
                json.dumps(
                    [
                        {
                            "id": row["id"],
                            "state": row["state"],
                            "partner_id": row["partner_id"],
                            "links": row["links"],
                        }
                        for row in rows
                    ]
                ),
            )
        )

    def _set_rows(self, rows, state):
        self.env.cr.execute(
            SQL(
                "UPDATE community_member_import_row SET state = %s WHERE id IN %s",
                state,
                tuple(row["id"] for row in rows),
            )
        )

    def _count_done(self):
        """Bring the counters of the import up to date."""
        before = self.done_count + self.bad_count
        rows = self.env.execute_query(
            SQL(
                "SELECT COUNT(*) FILTER (WHERE state = 'done'),"
                " COUNT(*) FILTER (WHERE state = 'bad')"
                " FROM community_member_import_row WHERE import_id = %s",
                self.id,
            )
        )
        done, bad = rows[0]
        self.write({"done_count": done, "bad_count": bad})
        self.invalidate_recordset(["row_ids", "issue_ids"])
        return max(done + bad - before, 0)
