from dataclasses import replace
from datetime import timedelta

from odoo import fields, models
from odoo.tools import SQL, split_every

from ..tools.points_rules import PointsFact, decide
from ..tools.rank_decision import GRACE, KEPT, LOCKED, RAISED, RankRule, reached
from ..tools.rank_decision import decide as decide_rank
from .res_partner_rank import CHUNK


class CommunityRankSimulation(models.Model):
    """The ledger replayed: the same decisions, with the figures of the draft."""

    _inherit = "community.rank.simulation"

    def _get_draft_ranks(self):
        """The ranks of the draft as the pure function takes them."""
        return tuple(
            RankRule(
                rank_id=line.rank_id.id,
                threshold=line.threshold,
                window_days=line.window_days,
                min_months=line.min_months,
                negatives=frozenset(line.rank_id.criterion_ids.mapped("code")),
                grace_days=line.grace_days,
            )
            for line in self.rank_line_ids.sorted(
                lambda line: (line.rank_id.sequence, line.rank_id.id)
            )
        )

    def _prepare_moves(self):
        """:return: values of a row for everybody who would move"""
        self.ensure_one()
        ranks = self._get_draft_ranks()
        if not ranks:
            return []
        moves = []
        today = fields.Date.context_today(self)
        Partner = self.env["res.partner"]
        for chunk in split_every(CHUNK, Partner._get_ranked_ids()):
            # sudo: a manager's question about all members, answered by the same facts
            # as the rules themselves use.
            partners = Partner.sudo().browse(chunk)
            shifts = self._get_shifts(partners, today)
            for partner_id, facts in partners._get_rank_facts(ranks).items():
                facts = self._shift(facts, shifts.get(partner_id, ()))
                moves += self._prepare_move(ranks, partner_id, facts)
        return moves

    def _prepare_move(self, ranks, partner_id, facts):
        decision = decide_rank(ranks, facts)
        if decision.verdict in (KEPT, LOCKED):
            return []
        target = reached(ranks, facts)
        return [
            {
                "simulation_id": self.id,
                "partner_id": partner_id,
                "direction": "up" if decision.verdict == RAISED else "down",
                "from_rank_id": facts.rank_id,
                "to_rank_id": target.rank_id if target else False,
                "points": facts.points.get(target.window_days if target else 0, 0),
                "moves_on": decision.falls_on
                if decision.verdict == GRACE
                else facts.today,
            }
        ]

    def _shift(self, facts, shifts):
        """The facts with the points that the draft's rules would have given."""
        if not shifts:
            return facts
        points = dict(facts.points)
        for window in points:
            first = facts.today - timedelta(days=window - 1)
            points[window] += sum(
                amount for day, amount in shifts if not window or day >= first
            )
        return replace(facts, points=points)

    def _get_shifts(self, partners, today):
        """:return: {partner id: [(day, points more or less)]} by the changed rules"""
        shifts = {}
        for line in self.rule_line_ids:
            changes = line._get_changes()
            if changes:
                rule = replace(line.rule_id._get_rule(), **changes)
                self._add_shifts(shifts, rule, partners)
        return shifts

    def _add_shifts(self, shifts, rule, partners):
        """What one changed rule would have given for what it gave something for."""
        self.env.cr.execute(
            SQL(
                """
            SELECT entry.id, entry.partner_id, entry.counted_on, entry.amount,
                   entry.quantity,
                   COALESCE(entry.res_model || ':' || entry.res_id, ''),
                   entry.company_id
              FROM community_points_entry entry
             WHERE entry.rule_id = %s AND entry.partner_id = ANY(%s)
               AND entry.kind = 'earned'
               AND NOT EXISTS (SELECT FROM community_points_entry undo
                                WHERE undo.reversal_of_id = entry.id)
            """,
                rule.rule_id,
                partners.ids,
            ),
        )
        facts = {}
        for (
            key,
            partner_id,
            day,
            amount,
            quantity,
            source,
            company,
        ) in self.env.cr.fetchall():
            shifts.setdefault(partner_id, []).append((day, -amount))
            facts.setdefault(company, []).append(
                PointsFact(f"{key:020}", partner_id, day, quantity, source)
            )
        # Dates and categories were right when the points were given.
        rule = replace(rule, date_from=None, date_to=None, category_ids=frozenset())
        for of_company in facts.values():
            for posting in decide(rule, of_company):
                shifts[posting.partner_id].append((posting.day, posting.amount))
