from odoo import api, models
from odoo.tools import SQL


class BasePartnerMergeAutomaticWizard(models.TransientModel):
    """Points of merged members are added up, and stay provable."""

    _inherit = "base.partner.merge.automatic.wizard"

    @api.model
    def _update_foreign_keys(self, src_partners, dst_partner):
        """The rows move with their member; balances are the sum of all of them."""
        Entry = self.env["community.points.entry"]
        altered = set(Entry._find_drift(src_partners)["entries"])
        # sudo: rows of every company move with the person.
        moved = Entry.sudo().search([("partner_id", "in", src_partners.ids)])
        partner_ids = [*src_partners.ids, dst_partner.id]
        self._make_room_for_points(src_partners, partner_ids)
        result = super()._update_foreign_keys(src_partners, dst_partner)
        # A row that was altered before must not look right after the merge.
        moved.filtered(lambda entry: entry.id not in altered)._seal()
        self.env["community.points.balance"]._rebuild([dst_partner.id])
        dst_partner._refresh_ranks()
        return result

    @api.model
    def _make_room_for_points(self, src_partners, partner_ids):
        """There is one balance per company, and one snapshot per month."""
        self.env.flush_all()
        for table, ids in (
            ("community_points_balance", partner_ids),
            ("community_activity_snapshot", src_partners.ids),
        ):
            self.env.cr.execute(
                SQL(
                    "DELETE FROM %s WHERE partner_id = ANY(%s)",
                    SQL.identifier(table),
                    ids,
                )
            )
        self.env.invalidate_all()
