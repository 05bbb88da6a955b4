from odoo import fields, models, tools
from odoo.tools import SQL


class CommunityAccessOccupancy(models.Model):
    """How full each zone was: the most who were inside at once, hour by hour."""

    _name = "community.access.occupancy"
    _description = "Peak Occupancy"
    _auto = False
    _order = "hour DESC, zone_id"
    _rec_name = "hour"

    hour = fields.Datetime(readonly=True)
    zone_id = fields.Many2one("community.access.zone", readonly=True)
    site_id = fields.Many2one("community.access.site", "House", readonly=True)
    company_id = fields.Many2one("res.company", readonly=True)
    peak = fields.Integer("Most Inside at Once", readonly=True, aggregator="max")

    def init(self):
        tools.drop_view_if_exists(self.env.cr, self._table)
        self.env.cr.execute(
            SQL(
                """
                CREATE VIEW community_access_occupancy AS
                WITH move AS (
                    SELECT zone_id, site_id, company_id, date_in AS at, 1 AS step
                      FROM community_access_visit WHERE is_reversed IS NOT TRUE
                     UNION ALL
                    SELECT zone_id, site_id, company_id, date_out, -1
                      FROM community_access_visit
                     WHERE is_reversed IS NOT TRUE AND date_out IS NOT NULL
                ), running AS (
                    SELECT move.*, sum(step) OVER (
                           PARTITION BY zone_id ORDER BY at, step
                           ROWS UNBOUNDED PRECEDING) AS inside
                      FROM move
                )
                SELECT zone_id::bigint * 10000000
                       + (extract(epoch FROM date_trunc('hour', at)) / 3600)::bigint
                           AS id,
                       date_trunc('hour', at) AS hour, zone_id, site_id, company_id,
                       max(inside)::int AS peak
                  FROM running
                 GROUP BY zone_id, site_id, company_id, date_trunc('hour', at)
                """
            )
        )
