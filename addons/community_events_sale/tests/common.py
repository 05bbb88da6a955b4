from odoo import Command

from odoo.addons.community_events.tests.common import CommunityEventsCommon


class EventsSaleCommon(CommunityEventsCommon):
    """A gala at 20.00, for members 12.00, and two members with a log-in."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.deniz.email = "deniz@seats.example.com"
        cls.ayse.email = "ayse@seats.example.com"
        cls.product = cls.env["product.product"].create(
            {
                "name": "Ticket",
                "type": "service",
                "service_tracking": "event",
                "list_price": 20,
                "taxes_id": False,
            }
        )
        cls.gala = cls._new_event("Gala", hours=72, seats_limited=True, seats_max=5)
        cls.ticket = cls.env["event.event.ticket"].create(
            {
                "name": "Table Seat",
                "event_id": cls.gala.id,
                "product_id": cls.product.id,
                "price": 20,
                "has_member_price": True,
                "member_price": 12,
            }
        )
        cls.guest = cls.env["res.partner"].create(
            {"name": "Gülten Misafir", "email": "gulten@example.com"}
        )
        for person in cls.ayse | cls.deniz | cls.guest:
            cls.env["res.users"].create(
                {
                    "login": person.email,
                    "password": person.email,
                    "partner_id": person.id,
                    "company_id": cls.company.id,
                    "company_ids": [Command.set(cls.company.ids)],
                    "group_ids": [Command.set(cls.env.ref("base.group_portal").ids)],
                }
            )

    @classmethod
    def _prepare_order(cls, partner):
        return {"partner_id": partner.id, "company_id": cls.company.id}

    @classmethod
    def _prepare_line(cls, quantity=1, **values):
        return {
            "product_id": cls.product.id,
            "product_uom_qty": quantity,
            "event_id": cls.gala.id,
            "event_ticket_id": cls.ticket.id,
            **values,
        }

    @classmethod
    def _new_order(cls, partner, *quantities):
        """An order with one line for each quantity; one seat when none is said."""
        lines = [
            Command.create(cls._prepare_line(quantity))
            for quantity in quantities or (1,)
        ]
        return cls.env["sale.order"].create(
            cls._prepare_order(partner) | {"order_line": lines}
        )

    @classmethod
    def _book(cls, order, *people):
        """Seats of one order, as the website makes them: name by name."""
        seats = cls.env["event.registration"].create(
            [
                {
                    "event_id": cls.gala.id,
                    "event_ticket_id": cls.ticket.id,
                    "partner_id": order.partner_id.id,
                    "sale_order_id": order.id,
                    "sale_order_line_id": order.order_line[0].id,
                    "name": person.name,
                    "email": person.email,
                }
                for person in people
            ]
        )
        order._settle_member_seats(seats)
        return seats
