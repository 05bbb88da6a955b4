from odoo import api, fields, models
from odoo.tools import SQL

from ..tools.activity_score import HALF_LIFE_DAYS, MEMORY_DAYS


class CommunityActivitySnapshot(models.Model):
    """How active a member was in a month: its last night's score, and of what."""

    _name = "community.activity.snapshot"
    _description = "Activity of a Member in a Month"
    _inherit = "community.points.ledger.guard"
    _order = "month DESC, score DESC, id"
    _rec_name = "partner_id"

    partner_id = fields.Many2one(
        "res.partner",
        "Member",
        required=True,
        readonly=True,
        index=True,
        ondelete="cascade",
    )
    month = fields.Date(required=True, readonly=True, index=True)
    score = fields.Integer(readonly=True, aggregator="avg")
    parts = fields.Json(readonly=True)
    parts_text = fields.Char("Made of", compute="_compute_parts_text")
    last_active_on = fields.Date("Last Active", readonly=True)

    _partner_month_uniq = models.Constraint(
        "UNIQUE (partner_id, month)", "A member has one row per month."
    )

    @api.depends("parts")
    @api.depends_context("lang")
    def _compute_parts_text(self):
        names = self.env["community.activity.source"]._get_source_names()
        for snapshot in self:
            parts = sorted((snapshot.parts or {}).items(), key=lambda part: -part[1])
            snapshot.parts_text = ", ".join(
                f"{names.get(code, code)} {value:g}" for code, value in parts
            )

    @api.model
    def _take(self, day):
        """The scores of `day`, written into the row of its month, for all members.

        One statement; a member without any activity gets no row until he had one.
        """
        self.env.flush_all()
        self.env.cr.execute(
            SQL(
                """
                WITH %(scores)s
                INSERT INTO community_activity_snapshot AS kept
                       (partner_id, month, score, parts, last_active_on,
                        create_uid, write_uid, create_date, write_date)
                SELECT partner_id, date_trunc('month', %(day)s::date)::date, score,
                       parts, last_day, %(uid)s, %(uid)s, %(now)s, %(now)s
                  FROM scores
                ON CONFLICT (partner_id, month) DO UPDATE
                   SET score = EXCLUDED.score, parts = EXCLUDED.parts,
                       last_active_on = EXCLUDED.last_active_on,
                       write_date = EXCLUDED.write_date
                """,
                scores=self._sql_scores(day),
                day=day,
                uid=self.env.uid,
                now=self.env.cr.now(),
            )
        )
        self.invalidate_model()

    @api.model
    def _sql_scores(self, day):
        """The same sum as ``tools/activity_score``, for everybody, as WITH queries."""
        return SQL(
            """
                activities AS (%(activities)s),
                parts AS (
                    SELECT activities.partner_id, code, max(activities.day) AS last_day,
                           sum(weight * quantity * power(0.5::float,
                               (%(day)s::date - activities.day) / %(half)s::float))
                               AS value
                      FROM activities
                     WHERE activities.day BETWEEN %(day)s::date - %(memory)s AND %(day)s
                     GROUP BY activities.partner_id, code
                ),
                scores AS (
                    SELECT parts.partner_id, round(sum(value))::int AS score,
                           jsonb_object_agg(code, round(value::numeric, 1)) AS parts,
                           max(last_day) AS last_day
                      FROM parts
                      JOIN res_partner partner ON partner.id = parts.partner_id
                       AND partner.in_member_register
                     GROUP BY parts.partner_id
                )
            """,
            activities=self.env["community.activity.source"]._sql_activities(),
            day=day,
            half=HALF_LIFE_DAYS,
            memory=MEMORY_DAYS,
        )
