from odoo import api, fields, models

AGENT = "community_helpdesk.group_helpdesk_agent"
OFFICER = "community_helpdesk.group_helpdesk_officer"


class ResPartner(models.Model):
    """A firm is the organisation of its people: their requests are seen together."""

    _inherit = "res.partner"

    ticket_domain_ids = fields.One2many(
        "community.ticket.domain", "partner_id", "Mail Domains", groups=OFFICER
    )
    shares_tickets = fields.Boolean(
        "Requests Are Shared",
        groups=OFFICER,
        help="Everybody of the organisation sees the requests of the others, except "
        "private ones.",
    )
    is_ticket_vip = fields.Boolean("Important Customer", groups=OFFICER)
    ticket_note = fields.Text(
        "Note for Agents", groups=OFFICER, help="Shown beside each of its tickets."
    )
    # Everybody of the organisation, at whatever branch: for record rules.
    ticket_people_ids = fields.One2many(
        "res.partner", "commercial_partner_id", "End Users", groups=OFFICER
    )
    ticket_ids = fields.One2many("community.ticket", "partner_id", groups=AGENT)
    organisation_ticket_ids = fields.One2many(
        "community.ticket", "organisation_id", groups=AGENT
    )
    ticket_count = fields.Integer(
        "Tickets", compute="_compute_ticket_count", groups=AGENT
    )
    open_ticket_count = fields.Integer(
        "Open Tickets", compute="_compute_ticket_count", groups=AGENT
    )

    @api.depends_context("uid", "allowed_company_ids")
    def _compute_ticket_count(self):
        tickets = self.env["community.ticket"]
        totals = dict.fromkeys(self.ids, (0, 0))
        for name in ("partner_id", "organisation_id"):
            groups = tickets._read_group(
                [(name, "in", self.ids)], [name, "stage_kind"], ["__count"]
            )
            found = dict.fromkeys(self.ids, (0, 0))
            for partner, kind, count in groups:
                total, still_open = found[partner.id]
                is_open = kind not in ("solved", "closed")
                found[partner.id] = (total + count, still_open + is_open * count)
            for partner_id, counts in found.items():
                totals[partner_id] = max(totals[partner_id], counts)
        for partner in self:
            counts = totals.get(partner._origin.id, (0, 0))
            partner.ticket_count, partner.open_ticket_count = counts

    def action_open_tickets(self):
        """The tickets of the person, or of everybody in the organisation."""
        self.ensure_one()
        self.check_access("read")
        self.env["community.ticket"].check_access("read")
        name = "organisation_id" if self.is_company else "partner_id"
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "community_helpdesk.community_ticket_action"
        )
        return action | {
            "name": self.display_name,
            "domain": [(name, "=", self.id)],
            "context": {f"default_{name}": self.id, "search_default_open": 1},
        }
