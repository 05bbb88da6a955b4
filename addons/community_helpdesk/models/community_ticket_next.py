from odoo import api, models
from odoo.fields import Domain


class CommunityTicket(models.Model):
    """The next ticket: the most pressing that nobody has, for one agent alone."""

    _inherit = "community.ticket"

    def action_take_next(self):
        """Take the next ticket of one's groups and open it."""
        self.check_access("write")
        ticket = self._take_next()
        if not ticket:
            return {
                "type": "ir.actions.client",
                "tag": "display_notification",
                "params": {
                    "type": "success",
                    "message": self.env._(
                        "Nobody is waiting: every ticket has its agent."
                    ),
                },
            }
        return {
            "type": "ir.actions.act_window",
            "res_model": self._name,
            "res_id": ticket.id,
            "views": [(False, "form")],
        }

    @api.model
    def _take_next(self, tries=20):
        """Whoever asks at the same moment gets another one: rows held are skipped.

        :return: the ticket, empty when there is none
        """
        waiting = Domain("user_id", "=", False) & Domain(
            "stage_kind", "in", ("new", "open")
        )
        mine = Domain("group_id", "=", False) | Domain(
            "group_id.member_ids",
            "any",
            [("user_id", "=", self.env.uid), ("permission", "in", ["change", "full"])],
        )
        found = self.search(
            waiting & mine, order="priority DESC, promise_at, id", limit=tries
        )
        for ticket in found:
            held = ticket.try_lock_for_update()
            if held and not held.user_id:
                held.action_take()
                return held
        return self.browse()
