from datetime import timedelta

from odoo import api, fields, models

STATES = [
    ("none", "Nothing Promised"),
    ("counting", "In Time"),
    ("soon", "Soon Due"),
    ("paused", "Resting"),
    ("missed", "Broken"),
    ("met", "Kept"),
]


class CommunityTicket(models.Model):
    """How the promises of a ticket stand, at hand for lists; and who is warned."""

    _inherit = "community.ticket"

    promise_at = fields.Datetime(
        "Due", readonly=True, copy=False, index="btree_not_null"
    )
    promise_state = fields.Selection(
        STATES, "Promise", readonly=True, copy=False, default="none", index=True
    )

    @api.model
    def _get_derived(self):
        return super()._get_derived() | {"promise_at", "promise_state"}

    def _refresh_promise_state(self):
        """The nearest deadline, and the gravest of the standings."""
        promises = self.env["community.ticket.promise"]._with_pen()
        rows = promises.search([("ticket_id", "in", self.ids)])
        by_ticket = rows.grouped(lambda row: row.ticket_id.id)
        for ticket in self:
            found = by_ticket.get(ticket.id, promises.browse())
            vals = {
                "promise_at": min(
                    found.filtered(lambda each: each.state == "counting").mapped(
                        "deadline"
                    ),
                    default=False,
                ),
                "promise_state": ticket._get_promise_state(found),
            }
            if any(ticket[name] != value for name, value in vals.items()):
                ticket._keep(vals)

    @api.model
    def _get_promise_state(self, promises):
        states = set(promises.mapped("state")) - {"void"}
        if any(promises.mapped("missed_at")):
            return "missed"
        counting = promises.filtered(lambda each: each.state == "counting")
        if counting:
            return "soon" if any(counting.mapped("warned_at")) else "counting"
        return "paused" if "paused" in states else "met" if states else "none"

    # ------------------------------------------------------------
    # WATCH
    # ------------------------------------------------------------

    @api.model
    def _cron_watch_promises(self):
        self._watch_promises()

    @api.model
    def _watch_promises(self, limit=500):
        """Warn before a promise is due, mark it when it is broken.

        :return: (promises warned of, promises broken)
        """
        promises = self.env["community.ticket.promise"]._with_pen()
        now = fields.Datetime.now()
        late = promises.search(
            [("state", "=", "counting"), ("deadline", "<", now)], limit=limit
        ).try_lock_for_update()
        late.write({"state": "missed", "missed_at": now})
        soon = promises.search(
            [
                ("state", "=", "counting"),
                ("warned_at", "=", False),
                ("deadline", "<", now + timedelta(days=2)),
            ],
            limit=limit,
        ).filtered(
            lambda each: (
                each.deadline
                < now + timedelta(minutes=each.policy_id.warn_minutes or 0)
            )
        )
        soon = soon.try_lock_for_update()
        soon.write({"warned_at": now})
        (late | soon).ticket_id._refresh_promise_state()
        for promise in soon:
            promise.ticket_id._warn_of(promise)
        return soon, late

    def _warn_of(self, promise):
        """A task for the agent, or for those of the group who take new tickets."""
        self.ensure_one()
        members = self.group_id.member_ids.filtered("takes_new").user_id
        for user in self.user_id or members[:3]:
            label = dict(promise._fields["kind"]._description_selection(self.env))
            self.activity_schedule(
                "community_helpdesk.activity_type_promise",
                date_deadline=fields.Date.context_today(self, promise.deadline),
                summary=self.env._("%(what)s is due", what=label[promise.kind]),
                user_id=user.id,
            )
