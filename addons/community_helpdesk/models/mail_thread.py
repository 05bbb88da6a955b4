import logging

from odoo import api, models

from ..tools.mail_text import find_number, is_automatic, is_known_charset

_logger = logging.getLogger(__name__)


class MailThread(models.AbstractModel):
    """Mail for tickets: machines make none, and a number in the subject finds one."""

    _inherit = "mail.thread"

    def _message_parse_extract_payload(
        self, message, message_dict, save_original=False
    ):
        """A part in a charset that nobody knows is read as UTF-8 as far as it goes."""
        for part in message.walk():
            charset = part.get_content_charset()
            is_text = part.get_content_maintype() == "text" and charset
            if is_text and not is_known_charset(charset):
                part.set_param("charset", "utf-8")
        return super()._message_parse_extract_payload(
            message, message_dict, save_original=save_original
        )

    @api.model
    def _message_route_process(self, message, message_dict, routes):
        if not any(model == "community.ticket" for model, *_rest in routes or ()):
            return super()._message_route_process(message, message_dict, routes)
        automatic = is_automatic(dict(message.items()))
        found = [
            self._find_ticket_route(message_dict, route, automatic) for route in routes
        ]
        found = [route for route in found if route]
        thread = self.with_context(community_auto_reply=automatic)
        return super(MailThread, thread)._message_route_process(
            message, message_dict, found
        )

    @api.model
    def _find_ticket_route(self, message_dict, route, automatic):
        """Where a mail to a group goes.

        :return: the route, perhaps to a ticket named in the subject; None for a mail
            of a machine that would make a new ticket
        """
        model, thread_id, custom_values, user_id, alias = route
        if model != "community.ticket" or thread_id:
            return route
        number = find_number(message_dict.get("subject"))
        # sudo: the gateway sorts mail; who may write into a ticket is checked there.
        tickets = self.env["community.ticket"].sudo()
        ticket = tickets._find_for_sender(number, message_dict.get("email_from"))
        if ticket:
            return (model, ticket.id, {}, user_id, alias)
        if automatic:
            _logger.info(
                "No ticket from an automatic mail: %s", message_dict.get("message_id")
            )
            return None
        return (model, thread_id, custom_values, user_id, alias)
