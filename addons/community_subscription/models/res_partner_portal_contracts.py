from odoo import fields, models
from odoo.fields import Domain

MONEY = {"can_see_invoices", "can_see_statement"}


class ResPartner(models.Model):
    """Which contracts a person sees on the portal, and what he may do with each.

    This is the one place that decides it. Called on the person who is signed in,
    with rights already lifted; whatever is not in the answer does not exist for him.
    """

    _inherit = "res.partner"

    def _get_portal_contracts(self, right=None, extra=None, **options):
        """Contracts of the companies in use that this person may see today.

        Own ones, those paid for, those with a seat, and the employer's by the rights
        of the assignment. A draft is seen once it was offered.

        :param right: only those with this right; see `_get_portal_contract_rights`
        :param extra: a domain that narrows them down
        """
        self.ensure_one()
        domain = self._get_portal_contract_domain() & Domain(extra or Domain.TRUE)
        contracts = self.env["community.contract"].search(domain, **options)
        if right is None:
            return contracts
        rights = self._get_portal_contract_rights(contracts)
        return contracts.filtered(lambda contract: right in rights[contract.id])

    def _get_portal_contract_domain(self):
        self.ensure_one()
        parties = self | self._get_portal_contract_employers()
        seated = self.env["community.contract.seat"]._search(
            [("partner_id", "=", self.id)] + self._get_current_seat_domain()
        )
        return (
            Domain("company_id", "in", self.env.companies.ids)
            & (
                Domain("partner_id", "in", parties.ids)
                | Domain("payer_id", "in", parties.ids)
                | (Domain("seat_ids", "in", seated) & Domain("state", "!=", "draft"))
            )
            & (Domain("state", "!=", "draft") | Domain("offered_on", "!=", False))
        )

    def _get_current_seat_domain(self):
        today = fields.Date.context_today(self)
        return ["|", ("date_to", "=", False), ("date_to", ">=", today)]

    def _get_portal_contract_employers(self):
        """Members and branches whose contracts the assignment lets this person see."""
        employers = (self._get_memberships() - self).filtered(
            lambda member: (
                self._get_portal_rights(member) & (MONEY | {"can_manage_employees"})
            )
        )
        return employers | self._get_managed_units()

    def _get_portal_contract_rights(self, contracts):
        """What this person may do with each of `contracts` that he sees.

        - money: sees prices, schedule, invoices and documents
        - agree: accepts, changes the plan, pays by card: binds who pays
        - hold, close: puts it to rest, ends it
        - seats: says who of his people uses it

        :return: {contract id: set of rights}
        """
        self.ensure_one()
        managed = self._get_managed_units()
        of_member = {
            member.id: self._get_portal_rights(member)
            for member in self._get_memberships() - self
        }
        return {
            contract.id: self._get_rights_in(contract, managed, of_member)
            for contract in contracts
        }

    def _get_rights_in(self, contract, managed, of_member):
        rights = set()
        parties = contract.partner_id | contract.payer_id
        if self in parties:
            rights |= {"money", "hold", "close"}
        if self == contract.payer_id:
            rights |= {"agree"}
        if self in parties and contract.plan_id.seat_kind == "corporate":
            rights |= {"seats"}
        held = set().union(*(of_member.get(party.id, ()) for party in parties))
        if held & MONEY:
            rights |= {"money"}
        if "can_manage_employees" in held and contract.partner_id.is_company:
            rights |= {"seats"}
        if contract.payer_id in managed:
            # Whoever leads the whole paying unit speaks for it.
            rights |= {"money", "agree", "hold", "close", "seats"}
        if contract.plan_id.seat_kind != "corporate":
            rights -= {"seats"}
        return rights

    # ------------------------------------------------------------
    # HOOKS OF THE STANDING CARD
    # ------------------------------------------------------------

    def _get_portal_pay_url(self):
        """To all that is to be paid, which leads on where it is one thing."""
        return "/my/pay"

    def _get_contract_credits(self):
        """What was credited to this person and waits for bills, a sentence each."""
        contracts = self._get_portal_contracts("money")
        balances = contracts._get_open_balances()
        return [
            self.env._(
                "Your credit of %(amount)s is set off against the next bills of "
                "“%(plan)s”.",
                amount=contract._format_sum(balances[contract.id][1]),
                plan=contract.plan_id.name,
            )
            for contract in contracts
            if balances[contract.id][1]
        ]

    def _get_portal_renew_url(self):
        """To the renewal that is offered, or to the plans that may be bought."""
        for contract in self._get_viewed_contracts("agree"):
            if contract._is_renewal_offered():
                return f"/my/contracts/{contract.id}/renew"
        if self.env["community.plan"]._get_published(membership_only=True):
            return "/subscriptions"
        return super()._get_portal_renew_url()

    def _get_portal_step(self, action):
        label, url = super()._get_portal_step(action)
        if action == "renew" and url != "/contactus":
            label = self.env._("Renew now")
        return label, url

    def _get_viewed_contracts(self, right):
        """Contracts of this member, of those that the person signed in may see."""
        self.ensure_one()
        viewer = self.env.user.partner_id.sudo()  # sudo: of the user himself
        return viewer._get_portal_contracts(
            right,
            Domain("partner_id", "=", self.id)
            & Domain("state", "not in", ("draft", "ended")),
            limit=20,
        )

    # ------------------------------------------------------------
    # BUYING
    # ------------------------------------------------------------

    def _is_admitted(self):
        """Whether the club has taken this partner in: no invoice before admission."""
        self.ensure_one()
        return bool(
            self.in_member_register
            and self.member_since
            and self.member_state not in ("potential", "applicant")
        )

    def _get_portal_holders(self):
        """For whom this person may buy: himself, and organisations he leads."""
        self.ensure_one()
        return self | self._get_managed_units().filtered("in_member_register")

    def _sees_support(self):
        """Whether a subscription that includes support runs for this person today."""
        self.ensure_one()
        return any(member._has_support() for member in self | self._get_memberships())

    def _get_support_url(self):
        """Hook: where somebody with support in his subscription asks for help."""
        return "/contactus"
