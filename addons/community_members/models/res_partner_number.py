from odoo import api, fields, models
from odoo.tools import SQL


class ResPartner(models.Model):
    """Member numbers: the next free ones, and those a member had before a merge."""

    _inherit = "res.partner"

    former_member_numbers = fields.Char(
        copy=False,
        readonly=True,
        index="btree_not_null",
        help="Numbers of records that were merged into this one. "
        "The search box and the import still find the member by them.",
    )

    import_row_ids = fields.One2many(
        "community.member.import.row",
        "partner_id",
        "Rows of Imports",
        groups="community_members.group_member_manager",
    )

    def _assign_member_numbers(self):
        """Give the next numbers of the sequence to members who have none."""
        without = self.filtered(lambda partner: not partner.member_number)
        numbers = self._take_member_numbers(len(without))
        for partner, number in zip(without, numbers, strict=True):
            partner.member_number = number

    @api.model
    def _sql_member_numbers(self):
        """Every number that means somebody: columns number, id."""
        return SQL(
            """
            SELECT member_number AS number, id
              FROM res_partner WHERE member_number IS NOT NULL
             UNION ALL
            SELECT former.number, partner.id
              FROM res_partner partner,
                   unnest(string_to_array(partner.former_member_numbers, '; '))
                   AS former(number)
             WHERE partner.former_member_numbers IS NOT NULL
            """
        )

    @api.model
    def _take_member_numbers(self, count, reserved=lambda numbers: ()):
        """The next numbers of the sequence that nobody has.

        Numbers given by hand or by an import lie ahead of the sequence; they are
        skipped, many at a time.

        :param reserved: which of some numbers are promised elsewhere
        """
        self.flush_model(["member_number", "former_member_numbers"])
        free, step = [], count
        while len(free) < count:
            numbers = self._draw_member_numbers(step)
            rows = self.env.execute_query(
                SQL(
                    "SELECT known.number FROM (%s) known WHERE known.number IN %s",
                    self._sql_member_numbers(),
                    tuple(numbers),
                )
            )
            taken = {row[0] for row in rows} | set(reserved(numbers))
            found = [number for number in numbers if number not in taken]
            free += found
            step = count - len(free) if found else min(2 * step, 10_000)
        return free[:count]

    @api.model
    def _draw_member_numbers(self, count):
        sequence = self.env["ir.sequence"].search(
            [
                ("code", "=", "community.member.number"),
                ("company_id", "in", (self.env.company.id, False)),
            ],
            order="company_id",
            limit=1,
        )
        if sequence.implementation != "standard" or sequence.use_date_range:
            return [sequence.next_by_id() for _number in range(count)]
        rows = self.env.execute_query(
            SQL(
                "SELECT nextval(%s) FROM generate_series(1, %s)",
                f"ir_sequence_{sequence.id:03d}",
                count,
            )
        )
        return [sequence.get_next_char(row[0]) for row in rows]
