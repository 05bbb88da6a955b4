from odoo import models
from odoo.exceptions import UserError


class CommunityTicket(models.Model):
    """Whom a customer lets see his request: people of his own organisation."""

    _inherit = "community.ticket"

    def _get_viewer_choices(self, person):
        """Colleagues who may be added; nobody for whoever did not ask himself.

        :return: res.partner
        """
        self.ensure_one()
        # sudo: names of the person's own organisation.
        ticket = self.sudo()
        if ticket.partner_id != person or not ticket.organisation_id:
            return person.browse()
        people = ticket.organisation_id.ticket_people_ids.filtered("active")
        return people - person - ticket.viewer_ids

    def _add_viewer(self, person, viewer_id):
        """:raises UserError: for whoever is no colleague"""
        chosen = self._get_viewer_choices(person).filtered(
            lambda each: each.id == viewer_id
        )
        if not chosen:
            raise UserError(self.env._("Choose somebody of your organisation."))
        # sudo: who asked decides who else sees it.
        self.sudo().write({"viewer_ids": [(4, chosen.id)]})

    def _remove_viewer(self, person, viewer_id):
        """:raises UserError: for whoever did not ask himself"""
        # sudo: who asked decides who else sees it.
        ticket = self.sudo()
        if ticket.partner_id != person:
            raise UserError(self.env._("Only who asked decides who else sees it."))
        ticket.write({"viewer_ids": [(3, viewer_id)]})
