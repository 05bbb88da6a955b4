from itertools import combinations

from odoo import api, fields, models
from odoo.tools import SQL


class CommunityMemberDistinct(models.Model):
    """Two records that look alike and are not the same person; found by a person."""

    _name = "community.member.distinct"
    _description = "Not a Duplicate"
    _rec_name = "first_id"

    first_id = fields.Many2one(
        "res.partner", required=True, index=True, ondelete="cascade"
    )
    second_id = fields.Many2one(
        "res.partner", required=True, index=True, ondelete="cascade"
    )

    _pair = models.Constraint(
        "UNIQUE (first_id, second_id)", "This pair is known already."
    )
    _order_of_pair = models.Constraint(
        "CHECK (first_id < second_id)", "The older record comes first."
    )

    @api.model
    def _remember(self, partners):
        """Each of these is somebody else than each of the others."""
        pairs = list(combinations(sorted(partners.ids), 2))
        known = set(
            self.env.execute_query(
                SQL(
                    "SELECT first_id, second_id FROM community_member_distinct"
                    " WHERE first_id = ANY(%s) AND second_id = ANY(%s)",
                    partners.ids,
                    partners.ids,
                )
            )
        )
        self.create(
            [
                {"first_id": first, "second_id": second}
                for first, second in pairs
                if (first, second) not in known
            ]
        )
