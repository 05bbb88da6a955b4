from odoo import api, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain

# What customers may read of a ticket of theirs, by whatever way. How it was routed,
# what was promised and what agents note is for agents.
OPEN_TO_CUSTOMERS = frozenset(
    {
        "id",
        "display_name",
        "name",
        "number",
        "description",
        "create_date",
        "write_date",
        "company_id",
        "type_id",
        "stage_kind",
        "priority",
        "partner_id",
        "about_partner_id",
        "organisation_id",
        "viewer_ids",
        "is_private",
        "solved_at",
        "closed_at",
        "score",
        "access_url",
        "website_message_ids",
    }
)


class CommunityTicket(models.Model):
    """Who may take a ticket, and what a confidential one keeps to itself."""

    _inherit = "community.ticket"

    def _has_field_access(self, field, operation):
        return super()._has_field_access(field, operation) and (
            self.env.su or not self.env.user.share or field.name in OPEN_TO_CUSTOMERS
        )

    @api.constrains("user_id", "group_id")
    def _check_agent(self):
        """:raises ValidationError: for an agent who may not work in the group"""
        for ticket in self:
            agent, group = ticket.user_id, ticket.group_id
            if not agent:
                continue
            if agent.share:
                raise ValidationError(
                    self.env._("%(name)s is not an agent.", name=agent.name)
                )
            if group and group.visibility != "all" and not group._lets_change(agent):
                raise ValidationError(
                    self.env._(
                        "%(name)s may not work on tickets of %(group)s.",
                        name=agent.name,
                        group=group.name,
                    )
                )

    @api.constrains("about_partner_id", "partner_id", "viewer_ids")
    def _check_people(self):
        """People of other companies of the house have no part in it."""
        for ticket in self:
            # sudo: agents need not see every contact to be refused one.
            people = ticket.sudo().partner_id | ticket.sudo().about_partner_id
            strangers = (people | ticket.sudo().viewer_ids).filtered(
                lambda person, ticket=ticket: (
                    person.company_id and person.company_id != ticket.company_id
                )
            )
            if strangers:
                raise ValidationError(
                    self.env._(
                        "%(name)s belongs to another company.", name=strangers[0].name
                    )
                )

    def write(self, vals):
        result = super().write(vals)
        if "group_id" in vals:
            self._drop_strangers()
        return result

    def _drop_strangers(self):
        """Colleagues who may not see a confidential ticket no longer follow it."""
        for ticket in self.filtered(lambda each: each.visibility == "confidential"):
            # sudo: who follows is decided by the group and not by who moves it there.
            private = ticket.sudo()
            members = private.group_id.member_ids.user_id.partner_id
            strangers = private.message_partner_ids.filtered(
                lambda partner: any(not user.share for user in partner.user_ids)
            )
            private.message_unsubscribe((strangers - members).ids)
            private.activity_ids.filtered(
                lambda activity, members=members: (
                    activity.user_id.partner_id not in members
                )
            ).unlink()

    @api.model
    def _get_seen_domain(self, user):
        """Tickets that an agent may see, as the record rules spell it.

        :return: Domain
        """
        member = [("user_id", "=", user.id)]
        return (
            Domain("group_id", "=", False)
            | Domain("group_id.visibility", "=", "all")
            | Domain("group_id.member_ids", "any", member)
        )
