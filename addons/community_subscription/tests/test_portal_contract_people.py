import base64

from odoo import Command
from odoo.tests import tagged
from odoo.tools import mute_logger

from .common_portal_contract import PortalContractCase


@tagged("post_install", "-at_install", "community")
class TestPortalContractPeople(PortalContractCase):
    """Seats, saved cards and papers."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.contract = cls._contract()
        cls.firm_contract = cls._contract(cls.holding, cls.corporate)

    def _seated(self):
        return self.firm_contract._get_current_seats().partner_id

    # ------------------------------------------------------------
    # SEATS
    # ------------------------------------------------------------

    def test_manager_fills_the_seats(self):
        """G6: the manager adds his people within the limit and frees seats again."""
        self._sign_in(self.boss)
        path = self._path(self.firm_contract, "seats")
        for person in (self.clerk, self.accountant):
            answer = self._post_here(path, person_id=str(person.id))
            self.assertIn("done=added", answer.headers["Location"])
        self.assertEqual(self._seated(), self.clerk | self.accountant)
        answer = self._post_here(path, person_id=str(self.chief.id))
        self.assertEqual(answer.status_code, 200)
        self.assertIn("2 seats", answer.text)
        self.assertEqual(len(self._seated()), 2)
        seat = self.firm_contract.seat_ids.filtered(
            lambda seat: seat.partner_id == self.clerk
        )
        self._post_here(f"{path}/{seat.id}/end", x="1")
        self._post_here(path, person_id=str(self.chief.id))
        self.assertEqual(self._seated(), self.accountant | self.chief)

    @mute_logger("odoo.http")
    def test_seats_are_for_own_people(self):
        """Somebody of another firm, a stranger, rubbish: 404, and nobody is added."""
        self._sign_in(self.boss)
        path = self._path(self.firm_contract, "seats")
        for person_id in (self.rival_boss.id, self.ayse.id, 999999, "x", "", 2**40):
            self.assertEqual(self._status(path, person_id=str(person_id)), 404)
        self.assertFalse(self._seated())
        self._sign_in(self.rival_boss)
        self.assertEqual(self._status(path), 404)
        self.assertEqual(self._status(path, person_id=str(self.clerk.id)), 404)

    @mute_logger("odoo.http")
    def test_branch_manager_speaks_for_his_branch(self):
        """Who leads a branch seats his people and leaves the others alone."""
        self.firm_contract._add_seat(self.boss)
        seat = self.firm_contract.seat_ids
        self._sign_in(self.chief)
        path = self._path(self.firm_contract, "seats")
        self.assertEqual(self._status(path, person_id=str(self.clerk.id)), 303)
        self.assertEqual(self._status(f"{path}/{seat.id}/end", x="1"), 404)
        self.assertFalse(seat.date_to)
        self.assertNotIn("1,200", self.url_open(self._path(self.firm_contract)).text)

    @mute_logger("odoo.http")
    def test_no_seats_without_a_corporate_plan(self):
        """A plan for one person has no such page."""
        self._sign_in(self.ayse)
        self.assertEqual(self._status(self._path(self.contract, "seats")), 404)

    # ------------------------------------------------------------
    # CARDS
    # ------------------------------------------------------------

    def test_choose_a_card_and_switch_off(self):
        """F34: the payer says which card pays, and ends it again."""
        card = self._card(self.ayse)
        self._sign_in(self.ayse)
        path = self._path(self.contract, "charge")
        self.assertIn("4242", self.url_open(path).text)
        self._post_here(path, auto="1", token_id=str(card.id))
        self.assertTrue(self.contract.auto_charge)
        self.assertEqual(self.contract.payment_token_id, card)
        self.assertIn("4242", self.url_open(self._path(self.contract)).text)
        self._post_here(path, x="1")
        self.assertFalse(self.contract.auto_charge)

    @mute_logger("odoo.http")
    def test_card_of_another(self):
        """Somebody else's card is not there, whatever its number."""
        card = self._card(self.deniz)
        self._sign_in(self.ayse)
        path = self._path(self.contract, "charge")
        for number in (card.id, 999999, "x", ""):
            self.assertEqual(self._status(path, auto="1", token_id=str(number)), 404)
        self.assertFalse(self.contract.auto_charge)
        self.assertNotIn("4242", self.url_open(path).text)

    # ------------------------------------------------------------
    # PAPERS
    # ------------------------------------------------------------

    def _document(self, contract, name="Rules.txt"):
        return self.env["ir.attachment"].create(
            {
                "name": name,
                "datas": base64.b64encode(b"keep off the grass"),
                "res_model": contract._name,
                "res_id": contract.id,
            }
        )

    @mute_logger("odoo.http")
    def test_documents_of_the_contract(self):
        """W8: the member gets the papers meant for him, and no other."""
        shown, kept = self._document(self.contract), self._document(self.contract, "N")
        self.contract.member_document_ids = shown
        foreign = self._document(self.firm_contract)
        self.firm_contract.member_document_ids = foreign
        self._sign_in(self.ayse)
        self.assertIn("Rules.txt", self.url_open(self._path(self.contract)).text)
        answer = self.url_open(self._path(self.contract, "document", shown.id))
        self.assertEqual(answer.content, b"keep off the grass")
        self.assertIn("no-store", answer.headers["Cache-Control"])
        self.assertIn("attachment", answer.headers["Content-Disposition"])
        # Somebody has put the paper of another contract here: it stays closed.
        self.contract.member_document_ids |= foreign
        for document in (kept, foreign):
            path = self._path(self.contract, "document", document.id)
            self.assertEqual(self._status(path), 404)
            self.assertNotEqual(self._status(f"/web/content/{document.id}"), 200)

    def test_pdf_of_contract_and_schedule(self):
        """W8: both papers are there as files."""
        self._sign_in(self.ayse)
        for kind in ("contract", "schedule"):
            answer = self.url_open(self._path(self.contract, "pdf", kind))
            self.assertEqual(answer.status_code, 200, kind)
            self.assertEqual(answer.headers["Content-Type"], "application/pdf")
        with mute_logger("odoo.http"):
            self.assertEqual(self._status(self._path(self.contract, "pdf", "x")), 404)

    def test_calendar_of_payment_days(self):
        """W7: the payments ahead as entries of a calendar, each with its amount."""
        self._sign_in(self.ayse)
        answer = self.url_open(self._path(self.contract, "calendar.ics"))
        self.assertTrue(answer.headers["Content-Type"].startswith("text/calendar"))
        ahead = self.contract.period_ids.filtered(lambda row: row.state == "planned")
        self.assertEqual(answer.text.count("BEGIN:VEVENT"), len(ahead))
        self.assertIn(f"DTSTART;VALUE=DATE:{ahead[0].bill_date:%Y%m%d}", answer.text)

    # ------------------------------------------------------------
    # SUPPORT
    # ------------------------------------------------------------

    def _home_has_support(self):
        self.env.invalidate_all()
        return "Included in your subscription" in self.url_open("/my").text

    def test_support_opens_with_the_subscription(self):
        """G6: the tile is there once the community's subscription runs, not before."""
        self._sign_in(self.rival_boss)
        self.assertFalse(self._home_has_support())
        draft = self._offered(self.rival, self.corporate)
        self.assertFalse(self._home_has_support())
        draft._confirm()
        self.assertTrue(self._home_has_support())
        draft._close(date=self._days(-1))
        draft._refresh_state()
        self.assertFalse(self._home_has_support())

    def test_support_costs_nothing_more(self):
        """G9: support is included; no line of it is on the schedule or an invoice."""
        rows = self.firm_contract.period_ids
        products = {line["product"] for row in rows for line in row.detail or []}
        self.assertEqual(products, set(self.corporate.line_ids.product_id.ids))
        self.assertEqual(self.firm_contract.invoice_ids.amount_total, 1200.0)
        self.assertTrue(self.boss._sees_support())

    def test_no_support_without_it_in_the_plan(self):
        """G6: a plan without support opens no support."""
        self.assertFalse(self.ayse._sees_support())
        self.plan.allowance_ids = [
            Command.create({"kind": "support", "is_unlimited": True})
        ]
        self.assertTrue(self.ayse._sees_support())
