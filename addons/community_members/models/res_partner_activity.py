from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.tools import SQL, format_date

from ..tools.activity_score import MEMORY_DAYS, LeavingFacts, leaving_risk
from .res_partner_member import PERSONAL_GROUP

RISKS = [("low", "Low"), ("medium", "Medium"), ("high", "High")]


class ResPartner(models.Model):
    """How active a member is, and whether he may be about to leave."""

    _inherit = "res.partner"

    activity_score = fields.Integer(
        readonly=True,
        copy=False,
        index="btree_not_null",
        groups=PERSONAL_GROUP,
        help="What the member did, weighed; after 90 days it counts half.",
    )
    last_active_on = fields.Date(
        "Last Active",
        readonly=True,
        copy=False,
        index="btree_not_null",
        groups=PERSONAL_GROUP,
    )
    leaving_risk = fields.Selection(
        RISKS,
        "Risk of Leaving",
        readonly=True,
        copy=False,
        index="btree_not_null",
        groups=PERSONAL_GROUP,
    )
    leaving_risk_codes = fields.Char(readonly=True, copy=False, groups=PERSONAL_GROUP)
    leaving_risk_reasons = fields.Char(
        "Why", compute="_compute_leaving_risk_reasons", groups=PERSONAL_GROUP
    )
    activity_explanation = fields.Char(
        "Score Made of", compute="_compute_activity_explanation", groups=PERSONAL_GROUP
    )
    activity_snapshot_ids = fields.One2many(
        "community.activity.snapshot", "partner_id", groups=PERSONAL_GROUP
    )

    # ------------------------------------------------------------
    # IN WORDS
    # ------------------------------------------------------------

    @api.depends("leaving_risk_codes", "last_active_on", "membership_end")
    @api.depends_context("lang")
    def _compute_leaving_risk_reasons(self):
        for partner in self:
            codes = (partner.leaving_risk_codes or "").split(",")
            words = partner._get_leaving_words() if codes else {}
            partner.leaving_risk_reasons = ", ".join(
                words[code] for code in codes if code in words
            )

    def _get_leaving_words(self):
        self.ensure_one()
        return {
            "silent": self.env._(
                "nothing heard since %(date)s",
                date=format_date(self.env, self.last_active_on),
            ),
            "falling": self.env._("half as active as three months ago"),
            "overdue": self.env._("an invoice is overdue"),
            "ends_soon": self.env._(
                "membership ends on %(date)s",
                date=format_date(self.env, self.membership_end),
            ),
            "in_grace": self.env._(
                "membership ended on %(date)s",
                date=format_date(self.env, self.membership_end),
            ),
        }

    @api.depends("activity_snapshot_ids.parts")
    def _compute_activity_explanation(self):
        latest = {}
        for snapshot in self.activity_snapshot_ids.sorted("month"):
            latest[snapshot.partner_id.id] = snapshot
        for partner in self:
            snapshot = latest.get(partner._origin.id)
            partner.activity_explanation = snapshot.parts_text if snapshot else False

    def action_open_activity(self):
        self.ensure_one()
        self.env["community.activity.snapshot"].check_access("read")
        return self._get_related_action(
            "community_members.community_activity_snapshot_action",
            [("partner_id", "=", self.id)],
            {},
        )

    # ------------------------------------------------------------
    # EVERY NIGHT
    # ------------------------------------------------------------

    @api.model
    def _cron_refresh_activity(self):
        self._refresh_activity()

    @api.model
    def _refresh_activity(self, day=None):
        """Scores, last days and risks of the whole register.

        :return: how many members changed
        """
        day = day or fields.Date.context_today(self)
        self.env["community.activity.snapshot"]._take(day)
        return self._write_activity(self._get_activity_rows(day), day)

    @api.model
    def _get_activity_rows(self, day):
        """What is known of every member of the register, for score and risk.

        Who never did anything since he joined was last active on that day.
        """
        month = day.replace(day=1)
        return self.env.execute_query(
            SQL(
                """
                SELECT partner.id, COALESCE(now.score, 0),
                       COALESCE(GREATEST(now.last_active_on,
                                         partner.membership_start,
                                         partner.member_since),
                                now.last_active_on),
                       COALESCE(before.score, 0), partner.membership_end,
                       EXISTS (SELECT FROM account_move move
                                WHERE move.partner_id = partner.id
                                  AND move.state = 'posted'
                                  AND move.move_type = 'out_invoice'
                                  AND move.payment_state IN ('not_paid', 'partial')
                                  AND move.invoice_date_due < %(day)s),
                       partner.is_member
                  FROM res_partner partner
                  LEFT JOIN community_activity_snapshot now
                    ON now.partner_id = partner.id AND now.month = %(month)s
                   AND now.last_active_on >= %(day)s::date - %(memory)s
                  LEFT JOIN community_activity_snapshot before
                    ON before.partner_id = partner.id AND before.month = %(before)s
                 WHERE partner.in_member_register
                """,
                day=day,
                month=month,
                before=month - relativedelta(months=3),
                memory=MEMORY_DAYS,
            )
        )

    @api.model
    def _write_activity(self, rows, day):
        decided = []
        for partner_id, score, last, before, end, is_overdue, is_member in rows:
            level, codes = None, None
            if is_member:
                risk = leaving_risk(
                    LeavingFacts(day, last, score, before, end, is_overdue)
                )
                level, codes = risk.level, ",".join(risk.reasons) or None
            decided.append((partner_id, score, last, level, codes))
        if not decided:
            return 0
        self.env.cr.execute(
            SQL(
                """
            UPDATE res_partner
               SET activity_score = decided.score, last_active_on = decided.last_day,
                   leaving_risk = decided.risk, leaving_risk_codes = decided.codes
              FROM unnest(%s, %s, %s::date[], %s::varchar[], %s::varchar[])
                   AS decided (id, score, last_day, risk, codes)
             WHERE res_partner.id = decided.id
               AND (COALESCE(activity_score, -1), last_active_on, leaving_risk,
                    leaving_risk_codes)
                   IS DISTINCT FROM (decided.score, decided.last_day, decided.risk,
                                     decided.codes)
            """,
                *[list(column) for column in zip(*decided, strict=True)],
            ),
        )
        changed = self.env.cr.rowcount
        self.invalidate_model(
            ["activity_score", "last_active_on", "leaving_risk", "leaving_risk_codes"]
        )
        return changed
