from odoo import fields, models
from odoo.tools import SQL

from .community_checkin_attempt import KINDS
from .community_checkin_attempt_labels import LABELS
from .community_checkin_attempt_review import JUDGEMENTS


class CommunityCheckinReport(models.Model):
    """One row for each try at a door: why refused, by whom, at which event."""

    _name = "community.checkin.report"
    _description = "Check-Ins and Refusals"
    _auto = False
    _order = "at DESC, id DESC"
    _rec_name = "attempt_id"

    attempt_id = fields.Many2one("community.checkin.attempt", "Try", readonly=True)
    event_id = fields.Many2one("event.event", readonly=True)
    company_id = fields.Many2one("res.company", readonly=True)
    user_id = fields.Many2one("res.users", "Responsible", readonly=True)
    partner_id = fields.Many2one("res.partner", "Member", readonly=True)
    gate_id = fields.Many2one("community.checkin.gate", readonly=True)
    kind = fields.Selection(
        [kind for kind in KINDS if kind[0] not in JUDGEMENTS], "Way", readonly=True
    )
    verdict = fields.Selection(
        [("allow", "Let In"), ("flag", "Let In, Look at It"), ("deny", "Refused")],
        readonly=True,
    )
    reason = fields.Selection("_get_reasons", readonly=True)
    at = fields.Datetime("Time", readonly=True)
    tries = fields.Integer(readonly=True)
    refused = fields.Integer(readonly=True)
    flagged = fields.Integer(readonly=True)
    strikes = fields.Integer("Tries to Cheat", readonly=True)
    annulled = fields.Integer(readonly=True)
    let_in = fields.Integer("Refused, Then Let In", readonly=True)
    refused_rate = fields.Float("Refused (%)", readonly=True, aggregator="avg")

    def _get_reasons(self):
        bare = self.env["community.checkin.attempt"]._get_bare_label
        return [(code, bare(label)) for code, label in LABELS.items()]

    @property
    def _table_query(self):
        return SQL(
            """
            SELECT tried.id, tried.id AS attempt_id, tried.event_id, tried.company_id,
                   event.user_id, tried.partner_id, tried.gate_id, tried.kind,
                   tried.verdict, tried.code AS reason, tried.at, 1 AS tries,
                   (tried.verdict = 'deny'
                    AND tried.code IS DISTINCT FROM 'already_in')::int AS refused,
                   (tried.verdict = 'flag')::int AS flagged,
                   (CASE WHEN judged.id IS NULL THEN tried.is_strike
                         ELSE judged.is_strike END)::int AS strikes,
                   (judged.kind = 'annulled' AND tried.verdict <> 'deny')::int
                        AS annulled,
                   (judged.kind = 'confirmed' AND tried.verdict = 'deny')::int
                        AS let_in,
                   CASE WHEN tried.verdict = 'deny'
                         AND tried.code IS DISTINCT FROM 'already_in'
                        THEN 100.0 ELSE 0.0 END
                        AS refused_rate
              FROM community_checkin_attempt tried
              JOIN event_event event ON event.id = tried.event_id
         LEFT JOIN community_checkin_attempt judged ON judged.corrects_id = tried.id
             WHERE tried.corrects_id IS NULL AND tried.hand_out_id IS NULL
            """
        )
