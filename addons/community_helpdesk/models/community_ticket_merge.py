from odoo import api, fields, models
from odoo.exceptions import UserError


class CommunityTicket(models.Model):
    """Two tickets about the same thing become one."""

    _inherit = "community.ticket"

    merged_into_id = fields.Many2one(
        "community.ticket",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="set null",
    )

    @api.model
    def _get_derived(self):
        return super()._get_derived() | {"merged_into_id"}

    def _get_merged_into(self):
        """Mail to a merged ticket goes on where it was merged into."""
        ticket = super()._get_merged_into()
        seen = self.browse()
        while ticket.merged_into_id and ticket not in seen:
            seen |= ticket
            ticket = ticket.merged_into_id
        return ticket

    def _merge_into(self, target):
        """What was said, files, copies and followers move to `target`; these close.

        :raises UserError: for other companies, other customers, or where a confidential
            conversation would be seen by others
        """
        self._check_merge(target)
        # sudo: the rights on both are checked; messages move whoever wrote them.
        goal = target.sudo()
        for ticket in self.sudo():
            ticket._message_log(
                body=self.env._("Merged into %(number)s.", number=goal.number)
            )
            said = ticket.message_ids
            said.write({"res_id": goal.id, "record_name": goal.display_name})
            self.env["ir.attachment"].sudo().search(  # sudo: files follow what was said
                [("res_model", "=", self._name), ("res_id", "=", ticket.id)]
            ).write({"res_id": goal.id})
            goal.message_subscribe(ticket.message_partner_ids.ids)
            copies = goal._mail_cc_sanitized_raw_dict(ticket.email_cc)
            copies |= goal._mail_cc_sanitized_raw_dict(goal.email_cc)
            goal.email_cc = ", ".join(copies.values()) or False
            goal.viewer_ids |= ticket.viewer_ids
            goal.tag_ids |= ticket.tag_ids
            ticket.activity_ids.write({"res_id": goal.id})
            ticket._keep({"merged_into_id": goal.id})
            ticket.with_context(community_quiet=True)._move_to("closed")
            goal._message_log(
                body=self.env._(
                    "%(number)s “%(name)s” was merged into this one.",
                    number=ticket.number,
                    name=ticket.name,
                )
            )

    def _check_merge(self, target):
        target.ensure_one()
        (self | target).check_access("write")
        if target in self or target.merged_into_id:
            raise UserError(self.env._("Choose another ticket to merge into."))
        if self.company_id - target.company_id:
            raise UserError(self.env._("They belong to different companies."))
        if any(
            (each.organisation_id or each.partner_id)
            != (target.organisation_id or target.partner_id)
            for each in self
        ):
            raise UserError(
                self.env._("They are of different customers, who must not see both.")
            )
        private = self.filtered("is_private") and not target.is_private
        secret = self.filtered(
            lambda each: (
                each.visibility == "confidential" and each.group_id != target.group_id
            )
        )
        if private or secret:
            raise UserError(
                self.env._(
                    "What is private or confidential would be seen by others there."
                )
            )
