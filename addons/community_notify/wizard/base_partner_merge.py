from odoo import api, models
from odoo.tools import SQL


class BasePartnerMergeAutomaticWizard(models.TransientModel):
    _inherit = "base.partner.merge.automatic.wizard"

    @api.model
    def _update_foreign_keys(self, src_partners, dst_partner):
        """Keep the log of both: core deletes rows that would break a unique key.

        Two contacts who are one may both have had the same broadcast. The second row
        stays as what it is, told to a double.
        """
        self.env["community.notice.delivery"].flush_model()
        everybody = [dst_partner.id, *src_partners.ids]
        own = SQL("res_model = 'res.partner' AND res_id = ANY(%s)", everybody)
        self.env.cr.execute(
            SQL(
                """
                WITH ranked AS (
                    SELECT id, row_number() OVER (
                        PARTITION BY notice_id, broadcast_id, occurrence, channel,
                            res_model,
                            CASE WHEN %(own)s THEN %(kept)s ELSE res_id END,
                            CASE WHEN partner_id = ANY(%(all)s) THEN %(kept)s
                                 ELSE partner_id END
                        ORDER BY (partner_id = %(kept)s) DESC, id
                    ) AS number
                      FROM community_notice_delivery
                     WHERE partner_id = ANY(%(all)s) OR %(own)s
                )
                UPDATE community_notice_delivery
                   SET occurrence = occurrence || ' double ' || ranked.id
                  FROM ranked
                 WHERE ranked.id = community_notice_delivery.id AND ranked.number > 1
                """,
                own=own,
                kept=dst_partner.id,
                all=everybody,
            )
        )
        self.env.cr.execute(
            SQL(
                "UPDATE community_notice_delivery SET res_id = %s WHERE %s",
                dst_partner.id,
                own,
            )
        )
        self.env["community.notice.delivery"].invalidate_model()
        return super()._update_foreign_keys(src_partners, dst_partner)
