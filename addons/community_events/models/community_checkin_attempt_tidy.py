from odoo import api, fields, models
from odoo.tools import SQL

AT_ONCE = 10_000


class CommunityCheckinAttempt(models.Model):
    """Where somebody was is forgotten in time; verdict and reasons stay."""

    _inherit = "community.checkin.attempt"

    _place_index = models.Index(
        "(at) WHERE (evidence #>> '{trace,position}') IS NOT NULL"
    )

    @api.autovacuum
    def _gc_places(self):
        """Take positions out of old evidence, company by company's own term.

        A row of the ledger says what was decided and why, which needs the distance
        (in the reasons), not the point on the map.

        :return: (done, remaining) as the nightly job wants it
        """
        self.env["res.company"].flush_model(["checkin_place_days"])
        # Raw: rows that nobody may write, changed where they lie.
        self.env.cr.execute(
            SQL(
                """
                UPDATE community_checkin_attempt
                   SET evidence = evidence #- '{trace,position}'
                 WHERE id IN (
                       SELECT attempt.id
                         FROM community_checkin_attempt attempt
                         LEFT JOIN res_company company
                           ON company.id = attempt.company_id
                        WHERE (attempt.evidence #>> '{trace,position}') IS NOT NULL
                          AND attempt.at < %s - make_interval(
                              days => COALESCE(company.checkin_place_days, 90))
                        LIMIT %s)
                """,
                fields.Datetime.now(),
                AT_ONCE,
            )
        )
        done = self.env.cr.rowcount
        self.invalidate_model(["evidence"])
        return done, done == AT_ONCE
