from odoo import api, fields, models
from odoo.fields import Domain

from ..tools.similar import find_alike
from .community_ticket_stage import OPEN_KINDS

CANDIDATES = 200


class CommunityTicket(models.Model):
    """R6: open tickets of the same people that look alike, before it is asked twice."""

    _inherit = "community.ticket"

    similar_ids = fields.Many2many(
        "community.ticket", string="Looks Alike", compute="_compute_similar_ids"
    )

    @api.depends("name", "partner_id", "organisation_id")
    def _compute_similar_ids(self):
        for ticket in self:
            people = ticket.organisation_id or ticket.partner_id
            known = ticket._origin
            found = self._find_similar(ticket.name or "", people, without=known)
            ticket.similar_ids = found

    @api.model
    def _find_similar(self, subject, people, without=None, limit=5):
        """Open tickets of these people that one may see and that look alike.

        :param people: res.partner, persons or organisations
        :return: community.ticket, the most alike first
        """
        if not people or len(subject) < 4:
            return self.browse()
        domain = Domain("stage_kind", "in", OPEN_KINDS) & (
            Domain("partner_id", "in", people.ids)
            | Domain("organisation_id", "in", people.ids)
        )
        if without:
            domain &= Domain("id", "not in", without.ids)
        found = self.search(domain, order="id DESC", limit=CANDIDATES)
        alike = find_alike(
            subject, [(each.id, each.name) for each in found], limit=limit
        )
        return self.browse(alike)
