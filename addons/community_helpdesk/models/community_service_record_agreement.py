from odoo import api, fields, models

from odoo.addons.community_subscription.models.community_contract import (
    STATES as CONTRACT_STATES,
)

from ..tools.service_time import get_standing

STANDINGS = [
    ("good", "In Force"),
    ("soon", "Needs Attention"),
    ("ended", "Ended"),
    ("none", "No Agreement"),
]


class CommunityServiceRecord(models.Model):
    """The agreement and the contact data of the customer, at a glance."""

    _inherit = "community.service.record"

    agreement_id = fields.Many2one(
        "community.contract", "Latest Contract", compute="_compute_agreement"
    )
    agreement_end = fields.Date("Agreement Ends", compute="_compute_agreement")
    agreement_standing = fields.Selection(
        STANDINGS, "Agreement", compute="_compute_agreement"
    )
    agreement_state = fields.Selection(
        CONTRACT_STATES, "Agreement Status", compute="_compute_agreement"
    )
    agreement_hours = fields.Char("Hours Left", compute="_compute_agreement")
    account_code = fields.Char(compute="_compute_account")
    region_code = fields.Char(compute="_compute_account")
    contact_email = fields.Char("E-mail", compute="_compute_account")
    contact_phone = fields.Char("Phone", compute="_compute_account")
    contact_address = fields.Char("Address", compute="_compute_account")

    @api.depends("contract_id", "partner_id", "company_id")
    def _compute_agreement(self):
        today = fields.Date.context_today(self)
        for record in self:
            # sudo: the officer sees how the agreement stands before he helps.
            contract = (record.contract_id or record._find_last_contract()).sudo()
            end = contract.close_date or contract.date_end
            record.agreement_id = contract.sudo(False)
            record.agreement_state = contract.state
            record.agreement_end = end
            record.agreement_standing = get_standing(contract.state, end, today)
            record.agreement_hours = contract._say_service_hours() if contract else ""

    def _find_last_contract(self):
        """The contract that ended last, when none is in force."""
        # sudo: an ended agreement is shown as such.
        contracts = self.env["community.contract"].sudo()
        if not self.partner_id:
            return contracts
        domain = self._get_account_domain(self.partner_id, self.company_id)
        return contracts.search(
            domain, order="date_end DESC NULLS LAST, id DESC", limit=1
        )

    @api.depends("partner_id")
    def _compute_account(self):
        for record in self:
            # sudo: code and contact data of whoever is served.
            person = record.partner_id.sudo()
            account = person.commercial_partner_id
            region = person.member_region_id or account.member_region_id
            record.account_code = (
                person.ref
                or account.ref
                or person.member_number
                or account.member_number
            )
            record.region_code = region.code or region.name
            record.contact_email = person.email or account.email
            record.contact_phone = person.phone or account.phone
            address = person._display_address(without_company=True)
            record.contact_address = ", ".join(
                line.strip() for line in address.splitlines() if line.strip()
            )
