from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from ..tools.service_time import get_standing

FOUND, PEOPLE = 12, 30  # rows at most


class CommunityServiceForm(models.Model):
    """Customers on the officer's phone: how to reach them, and how they stand."""

    _inherit = "community.service.form"

    @api.model
    def _find_customers(self, words):
        """M25: customers of the house by name, code or address of mail."""
        self.check_access("read")
        words = str(words or "").strip()[:100]
        if len(words) < 2:
            return []
        people = self.env["res.partner"].search(
            self._get_customer_domain() & Domain("display_name", "ilike", words),
            limit=FOUND,
        )
        return list(self._tell_customers(people).values())

    @api.model
    def _get_customer_domain(self):
        return Domain("company_id", "in", (False, self.env.company.id))

    @api.model
    def _find_customer(self, customer_id):
        """:raises UserError: for nobody whom the officer may see"""
        domain = self._get_customer_domain() & Domain("id", "=", customer_id or 0)
        person = self.env["res.partner"].search(domain, limit=1)
        if not person:
            raise UserError(self.env._("Choose the customer."))
        return person

    @api.model
    def _tell_customers(self, people):
        """
        :param people: res.partner that the officer may see
        :return: {id: values}, see `service_form_api.py`
        """
        # sudo: code, contact data and agreement of whoever is served.
        people = people.sudo()
        contracts = self._get_contracts(people)
        colleagues = people.search_fetch(
            self._get_customer_domain()
            & Domain("parent_id", "in", people.commercial_partner_id.ids),
            ["name", "parent_id"],
        ).grouped("parent_id")
        words = dict(
            self.env["community.service.record"]
            ._fields["agreement_standing"]
            ._description_selection(self.env)
        )
        today = fields.Date.context_today(self)
        told = {}
        for person in people:
            account = person.commercial_partner_id
            contract = contracts.get(person) or contracts.get(account)
            end = contract and (contract.close_date or contract.date_end)
            state = contract.state if contract else False
            standing = get_standing(state, end, today) or "none"
            parts = (words[standing], end and fields.Date.to_string(end))
            told[person.id] = self._tell_contact(person, account) | {
                "agreement": {
                    "standing": standing,
                    "words": " · ".join(part for part in parts if part),
                },
                "people": [
                    {"id": each.id, "name": each.name}
                    for each in colleagues.get(account, people.browse())[:PEOPLE]
                    if each.name
                ],
            }
        return told

    @api.model
    def _tell_contact(self, person, account):
        region = person.member_region_id or account.member_region_id
        address = person._display_address(without_company=True)
        code = (each.ref or each.member_number for each in (person, account))
        return {
            "id": person.id,
            "name": person.display_name,
            "email": person.email or account.email or "",
            "phone": person.phone or account.phone or "",
            "address": ", ".join(
                line.strip() for line in address.splitlines() if line.strip()
            ),
            "code": next((each for each in code if each), ""),
            "region": region.code or region.name or "",
        }

    @api.model
    def _get_contracts(self, people):
        """The contract that each of them has: one in force, else the last that ended.

        :return: {res.partner: community.contract}
        """
        found = {}
        for contract in people.env["community.contract"].search(
            [
                ("partner_id", "in", (people | people.commercial_partner_id).ids),
                ("company_id", "=", self.env.company.id),
                ("state", "!=", "draft"),
            ],
            order="date_end, id",
        ):
            known = found.get(contract.partner_id)
            if not known or known.state == "ended" or contract.state != "ended":
                found[contract.partner_id] = contract
        return found
