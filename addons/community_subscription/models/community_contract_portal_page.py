from odoo import fields, models
from odoo.fields import Domain
from odoo.tools import format_amount

from ..tools.payment_calendar import PaymentDay


class CommunityContract(models.Model):
    """The parts of a contract's page that are lists: papers, changes, holds, seats."""

    _inherit = "community.contract"

    def _get_portal_invoices(self, limit):
        """The latest invoices and credit notes that were issued."""
        return self.env["account.move"].search(
            Domain("community_contract_id", "=", self.id)
            & Domain("move_type", "in", ("out_invoice", "out_refund"))
            & Domain("state", "=", "posted"),
            order="invoice_date DESC, id DESC",
            limit=limit,
        )

    def _get_member_documents(self):
        """Files for the member; only the contract's own, whoever put them there."""
        return self.member_document_ids.filtered(
            lambda document: (
                document.res_model == self._name and document.res_id == self.id
            )
        )

    def _get_planned_changes(self):
        """Changes of plan that are still to come."""
        return self.change_ids.filtered(
            lambda change: (
                change.state == "planned"
                and change.new_plan_id
                and not change.origin_change_id
            )
        ).sorted("date")

    def _get_own_changes(self):
        """Planned changes that whoever is signed in has asked for himself."""
        return self._get_planned_changes().filtered(
            lambda change: change.user_id == self.env.user
        )

    def _get_portal_holds(self):
        """Holds that run or are still to come, the nearest first."""
        today = fields.Date.context_today(self)
        return self.hold_ids.filtered(
            lambda hold: (
                not hold.is_cancelled and (not hold.date_to or hold.date_to >= today)
            )
        ).sorted("date_from")

    def _get_saved_cards(self, viewer):
        """Saved cards of the viewer, when he is the payer of this contract."""
        tokens = self.env["payment.token"]
        if viewer != self.payer_id:
            return tokens
        return tokens.search(
            [
                ("partner_id", "=", viewer.id),
                ("company_id", "=", self.company_id.id),
                ("provider_id.state", "!=", "disabled"),
            ]
        )

    def _get_payment_days(self, host):
        """Payments ahead, one calendar entry for each day.

        :param host: makes the ids of the entries those of this website
        """
        url = f"{self.get_base_url()}/my/contracts/{self.id}"
        return [
            PaymentDay(
                uid=f"contract-{self.id}-{bill['date']:%Y%m%d}@{host}",
                day=bill["date"],
                title=self._get_payment_day_words(bill),
                note=url,
            )
            for bill in self._get_upcoming()[self.id]
            if bill["own"] or bill["total"] < 0
        ]

    def _get_payment_day_words(self, bill):
        plan = self.plan_id.name
        if bill["own"]:
            amount = format_amount(self.env, bill["own"], self.currency_id)
            return self.env._("%(plan)s: %(amount)s", plan=plan, amount=amount)
        amount = format_amount(self.env, -bill["total"], self.currency_id)
        return self.env._("%(plan)s: credit of %(amount)s", plan=plan, amount=amount)

    # ------------------------------------------------------------
    # SEATS
    # ------------------------------------------------------------

    def _get_current_seats(self):
        today = fields.Date.context_today(self)
        return self.seat_ids.filtered(
            lambda seat: not seat.date_to or seat.date_to >= today
        )

    def _get_removable_seats(self, manager):
        """Seats of people whom this manager may speak for, that still go on."""
        seats = self._get_current_seats().filtered(lambda seat: not seat.date_to)
        if manager == self.partner_id:
            return seats
        units = manager._get_managed_units()
        if self.partner_id in units:
            return seats
        return seats.filtered(
            lambda seat: (
                seat.partner_id.assignment_ids.filtered("is_current").unit_id & units
            )
        )

    def _get_seat_candidate_domain(self, manager):
        """Employees of the holder whom this manager looks after, without a seat."""
        taken = self._get_current_seats().filtered(lambda seat: not seat.date_to)
        firm = self.partner_id.commercial_partner_id
        return (
            Domain("unit_id", "in", manager._get_managed_units().ids)
            & Domain("is_current", "=", True)
            & Domain("commercial_partner_id", "=", firm.id)
            & Domain("person_id", "not in", taken.partner_id.ids)
        )

    def _get_seat_candidates(self, manager, search="", limit=20):
        domain = self._get_seat_candidate_domain(manager)
        if search:
            domain &= Domain("person_id", "ilike", search[:64])
        works = self.env["community.member.assignment"].search(domain, limit=limit)
        return works.person_id

    def _get_seat_candidate(self, manager, person_id):
        """The employee with this id, when he is one of the candidates."""
        if not person_id.isdecimal() or int(person_id) >= 2**31:
            return self.env["res.partner"]
        domain = self._get_seat_candidate_domain(manager)
        domain &= Domain("person_id", "=", int(person_id))
        works = self.env["community.member.assignment"].search(domain, limit=1)
        return works.person_id

    def _add_seat(self, person):
        """From today on; beyond the limit the plan refuses."""
        return self.env["community.contract.seat"].create(
            {"contract_id": self.id, "partner_id": person.id}
        )

    def _end_seat(self, seat):
        """Until yesterday; a seat that began today was never used."""
        today = fields.Date.context_today(self)
        seat.date_to = fields.Date.subtract(today, days=1)
