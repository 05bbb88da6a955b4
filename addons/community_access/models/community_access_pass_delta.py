import json

from odoo import api, models
from odoo.tools import SQL

PAGE_MAX = 20_000


class CommunityAccessPass(models.Model):
    """What boxes fetch: every pass at first, then what changed since."""

    _inherit = "community.access.pass"

    @api.model
    def _get_delta(self, company, revision, after=0, page=PAGE_MAX):
        """One page of what changed since a revision.

        A revision names the oldest transaction that was not finished when it was made:
        whatever such a transaction wrote is sent with the next delta, even if others
        that began later were seen before. Sending a row again changes nothing.

        :param revision: what the last delta gave, None for all
        :param after: id after which the page begins
        :return: dict of ``revision``, ``full``, ``more``, ``after``, ``passes``
        """
        self.env.flush_all()
        here = self._get_place()
        since = self._read_revision(revision, here)
        rows = self.env.execute_query(
            self._sql_delta(company, since, after, min(max(page, 1), PAGE_MAX))
        )
        last = rows[-1][0] if rows else after
        return {
            "revision": f"{here}:{self._get_oldest_open()}",
            "full": since is None,
            "more": len(rows) == min(max(page, 1), PAGE_MAX),
            "after": last,
            "passes": [[row[1], json.loads(row[2])] for row in rows if row[1]],
        }

    def _sql_delta(self, company, since, after, page):
        newer = SQL("AND revision >= %s", since) if since is not None else SQL()
        return SQL(
            "SELECT id, key, row FROM community_access_pass WHERE company_id = %s "
            "AND id > %s %s ORDER BY id LIMIT %s",
            company.id,
            after,
            newer,
            page,
        )

    def _get_place(self):
        """Says which database this is: a copy counts its transactions anew."""
        [(place,)] = self.env.execute_query(
            SQL(
                "SELECT (SELECT system_identifier FROM pg_control_system()) || '.' || "
                "(SELECT oid FROM pg_database WHERE datname = current_database())"
            )
        )
        return place

    def _get_oldest_open(self):
        [(oldest,)] = self.env.execute_query(
            SQL("SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint")
        )
        return oldest

    @staticmethod
    def _read_revision(revision, here):
        """The transaction to begin with, None when everything has to be sent."""
        place, _, number = (revision or "").rpartition(":")
        if place != here or not number.isascii() or not number.isdigit():
            return None
        return int(number)
