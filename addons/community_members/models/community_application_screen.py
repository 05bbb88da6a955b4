from odoo import api, fields, models


class CommunityApplication(models.Model):
    """What the officer sees beside the application itself."""

    _inherit = "community.application"

    earlier_count = fields.Integer(
        "Other Applications", compute="_compute_earlier_count"
    )
    cooldown_until = fields.Date(
        "May Apply Again On",
        compute="_compute_cooldown_until",
        help="A rejection for the same category is too fresh by the category's rule.",
    )

    @api.depends("email_normalized", "phone_key", "code_key")
    def _compute_earlier_count(self):
        for application in self:
            domain = application._get_same_applicant_domain()
            application.earlier_count = self.search_count(domain)

    @api.depends("email_normalized", "code_key", "category_id")
    def _compute_cooldown_until(self):
        for application in self:
            saved = application._origin
            application.cooldown_until = saved and saved._get_cooldown_end()

    def action_open_accept(self):
        """Look at the register once more, then open the letter.

        What is found is kept, so that the officer sees it on the form.
        """
        self.ensure_one()
        self._check_may_decide()
        self._refresh_matches()
        if self.needs_choice:
            return {
                "type": "ir.actions.client",
                "tag": "display_notification",
                "params": {
                    "type": "warning",
                    "message": self.env._(
                        "Say first who this is: somebody new, or one of those found."
                    ),
                    "next": {"type": "ir.actions.client", "tag": "soft_reload"},
                },
            }
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "community_members.community_application_decide_action_accept"
        )
        return action | {
            "context": {
                "default_operation": "accept",
                "active_model": self._name,
                "active_ids": self.ids,
            }
        }

    def action_open_earlier(self):
        """Other applications of the same address, phone or number."""
        self.ensure_one()
        self.check_access("read")
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "community_members.community_application_action_all"
        )
        domain = list(self._get_same_applicant_domain())
        return action | {"domain": domain, "context": {}}

    def action_open_member(self):
        self.ensure_one()
        self.check_access("read")
        return self.partner_id.action_open_member()
