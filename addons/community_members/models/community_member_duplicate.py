from odoo import api, fields, models
from odoo.tools import SQL

# The stronger first.
REASONS = ("identity", "tax", "birth", "email", "phone", "city")
AT_ONCE = 3  # core merges no more records in one go


class CommunityMemberDuplicate(models.Model):
    """Records of the register that may be the same person or firm.

    The table is the answer to one question, asked anew by ``_refresh``; it holds no
    personal data, only ids and reasons.
    """

    _name = "community.member.duplicate"
    _description = "Possible Duplicates"
    _inherit = "community.member.card.number.guard"
    _order = "weight DESC, id"
    _log_access = False

    name = fields.Char(compute="_compute_name")
    reasons = fields.Char(required=True)
    reason_text = fields.Char("In Common", compute="_compute_reason_text")
    weight = fields.Integer(help="The stronger the reasons, the higher in the list.")
    fingerprint = fields.Char(required=True, index=True)
    company_id = fields.Many2one("res.company", index="btree_not_null")
    partner_ids = fields.Many2many(
        "res.partner",
        "community_member_duplicate_partner_rel",
        "duplicate_id",
        "partner_id",
        string="Records",
        context={"active_test": False},
    )
    partner_count = fields.Integer("How Many", readonly=True)

    @api.depends("partner_ids")
    def _compute_name(self):
        for group in self:
            group.name = " / ".join(group.partner_ids[:AT_ONCE].mapped("display_name"))

    @api.depends("reasons")
    @api.depends_context("lang")
    def _compute_reason_text(self):
        labels = {
            "identity": self.env._("Identity number"),
            "tax": self.env._("Tax number"),
            "birth": self.env._("Name and birth date"),
            "email": self.env._("E-mail"),
            "phone": self.env._("Phone"),
            "city": self.env._("Name and city"),
        }
        for group in self:
            reasons = (group.reasons or "").split(",")
            group.reason_text = ", ".join(labels[r] for r in reasons if r in labels)

    @api.model
    def action_find(self):
        """Look through the whole register and show what was found."""
        self.browse().check_access("write")
        self._refresh()
        return self.env["ir.actions.act_window"]._for_xml_id(
            "community_members.community_member_duplicate_action"
        )

    def action_merge(self):
        """Open core's wizard; the oldest record with a member number stays."""
        self.ensure_one()
        self.check_access("write")
        partners = self.partner_ids.sorted(
            lambda p: (not p.active, not p.member_number, p.create_date, p.id)
        )[:AT_ONCE]
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "base.action_partner_merge"
        )
        return action | {
            "context": {
                "active_model": "res.partner",
                "active_ids": partners.ids,
                "member_merge_destination": partners[:1].id,
            }
        }

    def action_not_duplicates(self):
        """These are different people; do not show them again."""
        self.check_access("write")
        for group in self:
            # sudo: pairs are kept for everybody, also the parts this user cannot see.
            self.env["community.member.distinct"].sudo()._remember(group.partner_ids)
        ids = self.ids
        # sudo: the table is derived; managers may not delete in it by hand.
        self.sudo().unlink()
        return {"type": "ir.actions.client", "tag": "soft_reload"} if ids else True

    @api.model
    def _forget_merged(self, partner_ids):
        """Groups of records that have just been merged are out of date."""
        self.env.cr.execute(
            SQL(
                """
                DELETE FROM community_member_duplicate
                 WHERE id IN (SELECT duplicate_id
                                FROM community_member_duplicate_partner_rel
                               WHERE partner_id = ANY(%s))
                    OR (SELECT COUNT(*) FROM community_member_duplicate_partner_rel rel
                         WHERE rel.duplicate_id = community_member_duplicate.id) < 2
                """,
                list(partner_ids),
            )
        )
        self.invalidate_model()
