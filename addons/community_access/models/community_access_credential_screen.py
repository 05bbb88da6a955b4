from odoo import fields, models


class CommunityAccessCredential(models.Model):
    """What the form of a band leads to."""

    _inherit = "community.access.credential"

    event_count = fields.Integer(
        "Events",
        compute="_compute_event_count",
        groups="community_access.group_access_guard",
    )

    def _compute_event_count(self):
        counts = dict(
            self.env["community.access.event"]._read_group(
                [("credential_id", "in", self.ids)], ["credential_id"], ["__count"]
            )
        )
        for credential in self:
            credential.event_count = counts.get(credential, 0)

    def action_open_member(self):
        """The form of who holds it."""
        self.ensure_one()
        self.check_access("read")
        return self.partner_id.action_open_member()

    def action_open_events(self):
        """What happened with it at the gates, newest first."""
        return self._open_rows("community_access_event_action")

    def action_open_visits(self):
        """The stays it was used for, whoever held it."""
        return self._open_rows("community_access_visit_action")

    def _open_rows(self, name):
        self.ensure_one()
        self.check_access("read")
        action = self.env["ir.actions.act_window"]._for_xml_id(
            f"community_access.{name}"
        )
        return action | {"domain": [("credential_id", "=", self.id)], "context": {}}
