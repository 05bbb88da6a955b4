from odoo.http import request

from odoo.addons.community_events.controllers.website_event import WebsiteEventBooking
from odoo.addons.website_event_sale.controllers.main import WebsiteEventSaleController


class WebsiteEventMemberPrice(WebsiteEventBooking, WebsiteEventSaleController):
    """The members' price is given on the server, to the own seat alone.

    Whoever is refused reads why: the rules of booking are asked before core's cart,
    which would lead to the payment of what is in it already.
    """

    def _create_attendees_from_registration_post(self, event, registration_data):
        attendees_sudo = super()._create_attendees_from_registration_post(
            event, registration_data
        )
        if not request.env.user._is_public():
            for order_sudo in attendees_sudo.sale_order_id:
                order_sudo._settle_member_seats(
                    attendees_sudo.filtered(
                        lambda seat, order=order_sudo: seat.sale_order_id == order
                    )
                )
        return attendees_sudo
