from odoo import models


class ResPartner(models.Model):
    """The way from the member's screen to the statement of account."""

    _inherit = "res.partner"

    def action_open_statement(self):
        """Open the statement: look at it, print it, take it as PDF or XLSX, mail it.

        Items stand with the company that owes, so a branch opens its company's.
        Nothing is left out for a member who owes nothing or has a credit.
        """
        self.check_access("read")
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "partner_statement.activity_statement_wizard_action"
        )
        return action | {
            "name": self.env._("Statement of Account"),
            "context": {
                "active_model": "res.partner",
                "active_ids": self.commercial_partner_id.ids,
                "default_filter_partners_non_due": False,
                "default_filter_negative_balances": False,
            },
        }
