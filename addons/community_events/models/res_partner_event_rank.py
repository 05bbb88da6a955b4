from dateutil.relativedelta import relativedelta

from odoo import models
from odoo.tools import SQL

NO_SHOWS = 3
NO_SHOWS_WITHIN = relativedelta(years=1)
STRIKES_WITHIN = relativedelta(days=90)


class ResPartner(models.Model):
    """What members do at events may stand against a rank."""

    _inherit = "res.partner"

    def _get_rank_negatives(self, day):
        found = super()._get_rank_negatives(day)
        self.env["event.registration"].flush_model()
        self.env["event.event"].flush_model()
        self.env["community.checkin.attempt"].flush_model()
        queries = {
            "event_no_show": self._sql_no_shows(day),
            "checkin_fraud": self._sql_strikes(day),
        }
        for code, query in queries.items():
            for (partner_id,) in self.env.execute_query(query):
                found[partner_id] = found.get(partner_id, frozenset()) | {code}
        return found

    def _sql_no_shows(self, day):
        """Who did not come several times, to events that others came to."""
        return SQL(
            """
            SELECT bound.member_id
              FROM event_registration seat
       CROSS JOIN LATERAL (SELECT CASE WHEN seat.is_accepted THEN seat.member_id
                                       ELSE seat.giver_id END AS member_id) bound
              JOIN event_event event ON event.id = seat.event_id
             WHERE bound.member_id = ANY(%(ids)s) AND seat.state = 'open'
               AND seat.active AND event.active
               AND event.kanban_state IS DISTINCT FROM 'cancel'
               AND event.points_posted_at IS NOT NULL
               AND event.date_end >= %(since)s AND event.date_end < %(day)s::date + 1
               AND EXISTS (SELECT FROM event_registration other
                            WHERE other.event_id = event.id AND other.active
                              AND other.state = 'done')
             GROUP BY bound.member_id HAVING count(*) >= %(times)s
            """,
            ids=list(self.ids),
            since=day - NO_SHOWS_WITHIN,
            day=day,
            times=NO_SHOWS,
        )

    def _sql_strikes(self, day):
        """Who tried to be counted without being there, and was not cleared."""
        return SQL(
            """
            SELECT DISTINCT attempt.partner_id
              FROM community_checkin_attempt attempt
             WHERE attempt.partner_id = ANY(%(ids)s) AND attempt.is_strike
               AND attempt.at >= %(since)s AND attempt.at < %(day)s::date + 1
               AND NOT EXISTS (SELECT FROM community_checkin_attempt word
                                WHERE word.corrects_id = attempt.id)
            """,
            ids=list(self.ids),
            since=day - STRIKES_WITHIN,
            day=day,
        )
