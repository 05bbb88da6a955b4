from odoo import api, fields, models
from odoo.tools import email_normalize


class CommunityTicket(models.Model):
    """Who asks: mail address and telephone come from the requester."""

    _inherit = "community.ticket"

    partner_ticket_count = fields.Integer(
        "Tickets of the Requester", compute="_compute_counts"
    )
    organisation_ticket_count = fields.Integer(
        "Tickets of the Organisation", compute="_compute_counts"
    )

    @api.model_create_multi
    def create(self, vals_list):
        self._fill_contact_data(vals_list)
        return super().create(vals_list)

    @api.model
    def _fill_contact_data(self, vals_list):
        """Mail address and telephone of the requester, where none is given."""
        lacking = [
            vals
            for vals in vals_list
            if vals.get("partner_id") and not vals.get("email_from")
        ]
        # sudo: the address of whoever asks is a part of the ticket.
        people = self.env["res.partner"].sudo()
        people = people.browse({vals["partner_id"] for vals in lacking})
        people.fetch(["email", "phone"])
        for vals in lacking:
            person = people.browse(vals["partner_id"])
            vals["email_from"] = person.email
            vals.setdefault("phone", person.phone)

    @api.onchange("partner_id")
    def _onchange_partner_id(self):
        if self.partner_id:
            self.email_from = self.partner_id.email
            self.phone = self.partner_id.phone

    @api.depends_context("uid", "allowed_company_ids")
    def _compute_counts(self):
        self.check_access("read")
        for name, counted in (
            ("partner_id", "partner_ticket_count"),
            ("organisation_id", "organisation_ticket_count"),
        ):
            groups = self._read_group(
                [(name, "in", self[name].ids)], [name], ["__count"]
            )
            counts = {person.id: count for person, count in groups}
            for ticket in self:
                ticket[counted] = counts.get(ticket[name].id, 0)

    def action_open_of_partner(self):
        return self._open_of("partner_id")

    def action_open_of_organisation(self):
        return self._open_of("organisation_id")

    def _open_of(self, name):
        """The tickets with the same requester or organisation."""
        self.ensure_one()
        self.check_access("read")
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "community_helpdesk.community_ticket_action"
        )
        return action | {
            "name": self[name].display_name,
            "domain": [(name, "=", self[name].id)],
            "context": {f"default_{name}": self[name].id},
        }

    def _is_from_requester(self, email):
        self.ensure_one()
        return bool(email) and email_normalize(email) == email_normalize(
            self.email_from or ""
        )
