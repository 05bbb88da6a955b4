from odoo import api, fields, models
from odoo.tools import SQL

from ..tools.rank_decision import RankFacts


class ResPartner(models.Model):
    """What the decision about a rank needs to know, for many members at once."""

    _inherit = "res.partner"

    def _get_rank_facts(self, ranks, day=None):
        """:return: {partner id: RankFacts} of those who count as members"""
        day = day or fields.Date.context_today(self)
        windows = sorted({rank.window_days for rank in ranks})
        self.flush_model()
        self.env["community.points.entry"].flush_model()
        negatives = self._get_rank_negatives(day)
        sums = SQL(", ").join(self._sql_points_of(window, day) for window in windows)
        rows = self.env.execute_query(
            SQL(
                """
                SELECT partner.id, partner.rank_id, partner.rank_since,
                       partner.rank_below_since, COALESCE(partner.rank_locked, false),
                       COALESCE((extract(year FROM age) * 12
                                 + extract(month FROM age))::int, 0),
                       %(sums)s
                  FROM res_partner partner
                  CROSS JOIN LATERAL age(%(day)s::date, partner.member_since) age
                  LEFT JOIN community_points_entry entry
                    ON entry.partner_id = partner.id AND entry.counts_for_rank
                       AND entry.counted_on <= %(day)s
                 WHERE partner.id = ANY(%(ids)s) AND partner.is_member
                 GROUP BY partner.id, age
                """,
                sums=sums,
                day=day,
                ids=list(self.ids),
            )
        )
        return {
            partner_id: RankFacts(
                today=day,
                points=dict(zip(windows, points, strict=True)),
                months=months,
                negatives=negatives.get(partner_id, frozenset()),
                rank_id=rank_id,
                rank_since=since,
                below_since=below,
                is_locked=locked,
            )
            for partner_id, rank_id, since, below, locked, months, *points in rows
        }

    @api.model
    def _sql_points_of(self, window, day):
        if not window:
            return SQL("COALESCE(sum(entry.amount), 0)::int")
        return SQL(
            "COALESCE(sum(entry.amount) FILTER"
            " (WHERE entry.counted_on > %s::date - %s), 0)::int",
            day,
            window,
        )

    def _get_rank_negatives(self, day):
        """Hook: what stands against a rank, for those to whom it applies.

        An add-on that ships a ``community.rank.criterion`` adds its code here.

        :return: {partner id: frozenset of codes}
        """
        self.env["account.move"].flush_model()
        self.env.cr.execute(
            SQL(
                """
            SELECT partner.id, 'overdue' FROM res_partner partner
             WHERE partner.id = ANY(%(ids)s) AND EXISTS (
                   SELECT FROM account_move move
                    WHERE move.partner_id = partner.id AND move.state = 'posted'
                      AND move.move_type = 'out_invoice'
                      AND move.payment_state IN ('not_paid', 'partial')
                      AND move.invoice_date_due < %(day)s)
             UNION ALL
            SELECT partner.id, 'suspended' FROM res_partner partner
             WHERE partner.id = ANY(%(ids)s) AND partner.member_state = 'suspended'
            """,
                ids=list(self.ids),
                day=day,
            ),
        )
        found = {}
        for partner_id, code in self.env.cr.fetchall():
            found[partner_id] = found.get(partner_id, frozenset()) | {code}
        return found
