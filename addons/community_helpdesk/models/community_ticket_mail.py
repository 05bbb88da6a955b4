from odoo import api, fields, models
from odoo.tools import email_normalize, html2plaintext
from odoo.tools.mail import email_split_tuples

from ..tools.mail_text import find_forwarded


class CommunityTicket(models.Model):
    """Tickets by mail: who writes, for which organisation, and into which ticket."""

    _inherit = "community.ticket"

    email_normalized = fields.Char(
        compute="_compute_email_normalized",
        store=True,
        precompute=True,
        index="btree_not_null",
    )

    @api.depends("email_from")
    def _compute_email_normalized(self):
        for ticket in self:
            ticket.email_normalized = email_normalize(ticket.email_from or "") or False

    def _detect_loop_sender_domain(self, email_from_normalized):
        return [("email_normalized", "=", email_from_normalized)]

    # ------------------------------------------------------------
    # NEW AND MORE
    # ------------------------------------------------------------

    @api.model
    def message_new(self, msg_dict, custom_values=None):
        self.check_access("create")
        name, email = self._get_writer(msg_dict)
        requester = self._find_requester(name, email)
        values = {
            "name": (msg_dict.get("subject") or "").strip()
            or self.env._("Without a subject"),
            "description": msg_dict.get("body"),
            "partner_id": requester.id,
            "email_from": email,
            "channel": "mail",
            **(custom_values or {}),
        }
        if values.get("group_id"):
            group = self.env["community.ticket.group"].browse(values["group_id"])
            values["company_id"] = group.company_id.id
        company = self.env["res.company"].browse(values.get("company_id"))
        tickets = self.with_company(company or self.env.company)
        return super(CommunityTicket, tickets).message_new(
            msg_dict | {"email_from": email}, values
        )

    def message_update(self, msg_dict, update_vals=None):
        self.check_access("write")
        ticket = self._get_merged_into()
        return super(CommunityTicket, ticket).message_update(msg_dict, update_vals)

    def _get_merged_into(self):
        """Hook: the ticket in which this one goes on."""
        return self

    @api.model
    def _get_writer(self, msg_dict):
        """Who asks: the sender, or whose mail an agent forwarded.

        :return: (name, address)
        """
        pairs = email_split_tuples(msg_dict.get("email_from") or "")
        name, email = pairs[0] if pairs else ("", msg_dict.get("email_from") or "")
        author = self.env["res.partner"].browse(msg_dict.get("author_id") or [])
        if any(not user.share for user in author.user_ids):
            forwarded = find_forwarded(
                msg_dict.get("subject"), html2plaintext(msg_dict.get("body") or "")
            )
            if forwarded:
                return forwarded
        return name, email

    @api.model
    def _find_requester(self, name, email):
        """The contact with this address; a new one joins the domain's organisation.

        :return: res.partner, empty without an address
        """
        address = email_normalize(email or "")
        if not address:
            return self.env["res.partner"]
        # sudo: the gateway looks for whoever writes.
        people = self.env["res.partner"].sudo()
        known = people.search(
            [("email_normalized", "=", address)], order="is_company, id", limit=1
        )
        if known:
            return known
        organisation = self.env["community.ticket.domain"]._find_organisation(address)
        made = people.create(
            {
                "name": name or address.partition("@")[0],
                "email": address,
                "parent_id": organisation.id,
                "lang": organisation.lang or self.env.lang,
            }
        )
        if organisation:
            # sudo: the note is the gateway's.
            organisation.sudo().message_post(
                body=self.env._(
                    "%(name)s (%(email)s) wrote for the first time and joined by the "
                    "mail domain.",
                    name=made.name,
                    email=address,
                )
            )
        return made

    # ------------------------------------------------------------
    # WHOSE TICKET
    # ------------------------------------------------------------

    @api.model
    def _find_for_sender(self, number, email_from):
        """The ticket with a number, if the sender has a part in it.

        :return: community.ticket, empty for a guess
        """
        address = email_normalize(email_from or "")
        if not number or not address:
            return self.browse()
        ticket = self.search([("number", "=", number)], limit=1)
        return ticket if ticket and ticket._has_part(address) else self.browse()

    def _has_part(self, address):
        """Whether somebody with this address belongs to the ticket."""
        self.ensure_one()
        people = self.partner_id | self.about_partner_id | self.viewer_ids
        people |= self.user_id.partner_id | self.message_partner_ids
        known = set(people.mapped("email_normalized"))
        known |= set(self._mail_cc_sanitized_raw_dict(self.email_cc))
        known.add(self.email_normalized)
        return address in known - {False}
