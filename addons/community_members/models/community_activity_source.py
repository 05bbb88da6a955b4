from odoo import api, fields, models
from odoo.tools import SQL


class CommunityActivitySource(models.Model):
    """One kind of activity, and what it weighs in the score.

    An add-on that knows another kind ships a record with a new code and adds the code
    to ``_get_activity_sources``.
    """

    _name = "community.activity.source"
    _description = "Kind of Activity"
    _inherit = "community.member.card.number.guard"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    code = fields.Char(required=True, readonly=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    weight = fields.Float(
        required=True,
        default=1.0,
        help="What one event of this kind adds to the score on its day. After 90 days "
        "it counts half.",
    )

    _code_uniq = models.Constraint("UNIQUE (code)", "This kind is there already.")
    _weight_range = models.Constraint(
        "CHECK (weight BETWEEN 0 AND 1000)", "A weight is between 0 and 1000."
    )

    @api.model
    def _get_activity_sources(self):
        """Hook: where activities are found.

        :return: {code: SELECT of partner_id, day (date), quantity}
        """
        return {
            "points": SQL(
                """
                SELECT entry.partner_id, entry.counted_on AS day, 1 AS quantity
                  FROM community_points_entry entry
                 WHERE entry.kind IN ('earned', 'granted') AND entry.amount > 0
                   AND NOT EXISTS (SELECT FROM community_points_entry undo
                                    WHERE undo.reversal_of_id = entry.id)
                """
            ),
            "login": SQL(
                """
                SELECT users.partner_id, log.create_date::date AS day, 1 AS quantity
                  FROM res_users_log log
                  JOIN res_users users ON users.id = log.create_uid
                 GROUP BY users.partner_id, log.create_date::date
                """
            ),
            "invoice_paid": SQL(
                """
                SELECT move.partner_id, move.invoice_date AS day, 1 AS quantity
                  FROM account_move move
                 WHERE move.move_type = 'out_invoice' AND move.state = 'posted'
                   AND move.payment_state IN ('paid', 'in_payment')
                   AND move.invoice_date IS NOT NULL
                """
            ),
        }

    @api.model
    def _get_source_names(self):
        # sudo: names of kinds, for whoever may see a score.
        sources = self.sudo().search([("active", "in", (True, False))])
        return {source.code: source.name for source in sources}

    @api.model
    def _sql_activities(self):
        """All activities of all kinds that weigh anything, with their weight."""
        # sudo: weights are the club's policy, and apply to everybody.
        weights = {source.code: source.weight for source in self.sudo().search([])}
        selects = [
            SQL(
                "SELECT partner_id, day, quantity, %s AS code, %s::float AS weight"
                " FROM (%s) AS source",
                code,
                weights[code],
                select,
            )
            for code, select in self._get_activity_sources().items()
            if weights.get(code)
        ]
        if not selects:
            return SQL(
                "SELECT NULL::int AS partner_id, NULL::date AS day, 0 AS quantity,"
                " '' AS code, 0.0::float AS weight WHERE false"
            )
        return SQL(" UNION ALL ").join(selects)
