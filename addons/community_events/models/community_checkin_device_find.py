from dataclasses import dataclass
from typing import Any

from odoo import models

from odoo.addons.community_members.tools.card_code import read_code

from ..tools.scan_text import CARD, CODE, TICKET, read_scan
from ..tools.signed_ticket import read_ticket


@dataclass
class Found:
    """Whose code it is: a seat of this event, or why there is none.

    :param serial: which issue a signed ticket names
    :param partner: the member of a card
    :param problem: why it is nobody's here
    :param row: what the rules were asked about, once they were
    """

    seat: Any
    kind: str = TICKET
    serial: int | None = None
    partner: Any = None
    problem: str = ""
    row: dict[str, Any] | None = None

    def compile_row(self):
        """The seat's row, see `tools.ticket_rules`; compiled once for each scan."""
        if self.row is None:
            self.row = self.seat._compile_rows()[self.seat.id]
        return self.row


class CommunityCheckinDevice(models.Model):
    """Whose ticket or card it is that a phone scanned."""

    _inherit = "community.checkin.device"

    def _find_scanned(self, texts):
        """As many queries for one text as for hundreds.

        :return: text -> Found
        """
        self.ensure_one()
        scans = {text: read_scan(text) for text in texts}
        found = {text: self._get_nobody("unknown") for text in scans}
        for kind, find in (
            (TICKET, self._find_tickets),
            (CODE, self._find_barcodes),
            (CARD, self._find_cards),
        ):
            named = {
                text: scan.text
                for text, scan in scans.items()
                if scan and scan.kind == kind
            }
            if named:
                found |= find(named)
        return found

    def _get_nobody(self, problem, **values):
        seats = self.env["event.registration"]
        return Found(seats, problem=problem, **values)

    def _search_seats(self, domain):
        # sudo: phones have no rights of their own, and see what they scan.
        seats_sudo = self.env["event.registration"].sudo()
        return seats_sudo.with_context(active_test=False).search(domain)

    def _find_tickets(self, named):
        secrets = self.env["community.checkin.secret"]
        public_key = secrets._get_for(self.event_id).public_key
        tickets = {text: read_ticket(public_key, name) for text, name in named.items()}
        ids = [ticket.registration_id for ticket in tickets.values() if ticket]
        seats = self._search_seats(
            [("id", "in", ids), ("event_id", "=", self.event_id.id)]
        )
        seats = {seat.id: seat for seat in seats}
        return {
            text: Found(seats[ticket.registration_id], serial=ticket.serial)
            if ticket and ticket.registration_id in seats
            else self._get_nobody("unknown" if ticket else "forged")
            for text, ticket in tickets.items()
        }

    def _find_barcodes(self, named):
        seats = self._search_seats([("barcode", "in", list(named.values()))])
        seats = {seat.barcode: seat for seat in seats}
        return {text: self._get_here(seats.get(name)) for text, name in named.items()}

    def _get_here(self, seat):
        """A seat of another event is told from a code that nobody knows."""
        if not seat:
            return self._get_nobody("unknown")
        if seat.event_id != self.event_id:
            return self._get_nobody("other_event")
        return Found(seat)

    def _find_cards(self, named):
        cards = self._read_cards(named)
        people = self.env["res.partner"].union(
            *(card.person_id for card in cards.values() if card)
        )
        seats = self._get_seats_of(people)
        found = {}
        for text, card in cards.items():
            if not card:
                found[text] = self._get_nobody("unknown", kind=CARD)
            elif not card.is_valid:
                found[text] = self._get_nobody(
                    "card_void", kind=CARD, partner=card.person_id
                )
            else:
                seat = seats.get(card.person_id.id)
                found[text] = Found(
                    seat if seat else self.env["event.registration"],
                    kind=CARD,
                    partner=card.person_id,
                    problem="" if seat else "not_registered",
                )
        return found

    def _read_cards(self, named):
        """:return: text -> card, of whatever state, or none"""
        # sudo: whoever holds a genuine code may ask about its card.
        cards_sudo = self.env["community.member.card"].sudo()
        secret = cards_sudo._get_secret()
        read = {text: read_code(secret, name) for text, name in named.items()}
        numbers = [number for number, _serial in filter(None, read.values())]
        known = {
            (card.name, card.serial): card
            for card in cards_sudo.search([("name", "in", numbers)])
        }
        return {text: known.get(found) for text, found in read.items()}

    def _get_seats_of(self, people):
        """:return: member's id -> seat here; with several, the one of this time"""
        now = self.event_id._get_slot_now()
        seats = self._search_seats(
            [
                ("event_id", "=", self.event_id.id),
                ("member_id", "in", people.ids),
                ("active", "=", True),
                ("state", "!=", "cancel"),
            ]
        )
        found = {}
        for seat in seats.sorted(lambda seat: seat.event_slot_id == now):
            found[seat.member_id.id] = seat
        return found
