from odoo import api, fields, models
from odoo.tools import SQL, split_every

from ..tools.points_expiry import Lot, expire, expiring

CHUNK = 5000


class CommunityPointsEntry(models.Model):
    """Points that run out: oldest first, one row for each lot that expires."""

    _inherit = "community.points.entry"

    @api.model
    def _cron_expire(self):
        pairs = self._get_expirable_pairs()
        cron, done = self.env["ir.cron"], 0
        cron._commit_progress(remaining=len(pairs))
        for chunk in split_every(CHUNK, pairs):
            self._expire(chunk)
            done += len(chunk)
            if not cron._commit_progress(len(chunk), remaining=len(pairs) - done):
                break

    @api.model
    def _expire(self, pairs=None, day=None):
        """Post what has run out by `day`, for (partner id, company id) or everybody."""
        day = day or fields.Date.context_today(self)
        pairs = self._get_expirable_pairs(day) if pairs is None else list(pairs)
        if not pairs:
            return self.browse()
        self.env["community.points.balance"]._lock(pairs)
        rows = []
        for (partner_id, company_id), (lots, used) in self._get_lots(pairs).items():
            before = {lot.key: lot.expired for lot in lots}
            rows += [
                {
                    "partner_id": partner_id,
                    "company_id": company_id,
                    "amount": -rest.amount,
                    "date": day,
                    "kind": "expired",
                    "lot_id": rest.key,
                    "origin_key": f"expiry:{rest.key}:{before[rest.key]}",
                    "reason": self.env._("Points expired"),
                    "again": True,
                }
                for rest in expire(lots, used, day)
            ]
        return self._post(rows)

    @api.model
    def _get_expirable_pairs(self, day=None):
        """Whoever has points past their day that no row has used up or expired yet.

        Only those with a positive balance can have any; nobody else is looked at.
        """
        self.flush_model()
        day = day or fields.Date.context_today(self)
        self.env.cr.execute(
            SQL(
                """
            SELECT DISTINCT lot.partner_id, lot.company_id
              FROM community_points_entry lot
              JOIN community_points_balance kept
                ON kept.partner_id = lot.partner_id
               AND kept.company_id = lot.company_id AND kept.balance > 0
             WHERE lot.expires_on <= %s AND lot.amount > 0
               AND NOT EXISTS (SELECT FROM community_points_entry after
                                WHERE after.lot_id = lot.id
                                   OR after.reversal_of_id = lot.id)
             ORDER BY 1, 2
            """,
                day,
            ),
        )
        return self.env.cr.fetchall()

    @api.model
    def _get_lots(self, pairs):
        """:return: {(partner id, company id): (lots, points used)}"""
        self.flush_model()
        pairs = list(pairs)
        self.env.cr.execute(
            SQL(
                """
            SELECT entry.partner_id, entry.company_id, entry.id, entry.counted_on,
                   entry.amount, entry.expires_on, COALESCE(gone.amount, 0)
              FROM community_points_entry entry
              LEFT JOIN LATERAL (
                    SELECT -sum(expiry.amount) AS amount
                      FROM community_points_entry expiry
                     WHERE expiry.lot_id = entry.id
                       AND NOT EXISTS (SELECT FROM community_points_entry back
                                        WHERE back.reversal_of_id = expiry.id)
                   ) gone ON entry.amount > 0
             WHERE (entry.partner_id, entry.company_id) IN (
                    SELECT * FROM unnest(%s, %s))
               AND entry.kind NOT IN ('expired', 'reversed')
               AND NOT EXISTS (SELECT FROM community_points_entry undo
                                WHERE undo.reversal_of_id = entry.id)
            """,
                [pair[0] for pair in pairs],
                [pair[1] for pair in pairs],
            ),
        )
        found = {}
        for (
            partner_id,
            company_id,
            key,
            day,
            amount,
            ends,
            gone,
        ) in self.env.cr.fetchall():
            lots, used = found.get((partner_id, company_id), ([], 0))
            if amount > 0:
                lots.append(Lot(key, day, amount, ends, int(gone)))
            else:
                used -= amount
            found[partner_id, company_id] = lots, used
        return found

    @api.model
    def _get_expiring(self, partner, company, until):
        """What of the member's points will run out by `until`, soonest first."""
        pair = (partner.id, company.id)
        lots, used = self._get_lots([pair]).get(pair, ([], 0))
        return expiring(lots, used, fields.Date.context_today(self), until)
