from odoo import api, fields, models

from .community_ticket_stage import DONE_KINDS, OPEN_KINDS


class CommunityTicket(models.Model):
    """From stage to stage: the moments that follow, and steps with a name."""

    _inherit = "community.ticket"

    @api.model
    def _get_derived(self):
        return super()._get_derived() | {
            "channel",
            "first_answer_at",
            "customer_wrote_at",
            "agent_wrote_at",
            "stage_since",
            "solved_at",
            "closed_at",
            "reopen_count",
            "stage_kind",
            "visibility",
        }

    def write(self, vals):
        if "stage_id" not in vals:
            return super().write(vals)
        before = {ticket.id: ticket.stage_id for ticket in self}
        result = super().write(vals)
        moved = self.filtered(lambda ticket: ticket.stage_id != before[ticket.id])
        for kind, tickets in moved.grouped(lambda each: before[each.id].kind).items():
            tickets._after_stage(kind)
        return result

    def _after_stage(self, before):
        """Hook: these tickets have moved here from a stage with this meaning.

        :param before: a value of ``stage_kind``
        """
        now = fields.Datetime.now()
        for kind, tickets in self.grouped("stage_kind").items():
            vals = {"stage_since": now}
            if kind in DONE_KINDS:
                vals["closed_at"] = now if kind == "closed" else False
                if before not in DONE_KINDS:
                    vals["solved_at"] = now
            else:
                vals |= {"solved_at": False, "closed_at": False}
            tickets._keep(vals)
            if before in DONE_KINDS and kind in OPEN_KINDS:
                for ticket in tickets:
                    ticket._keep({"reopen_count": ticket.reopen_count + 1})

    def _after_routing(self):
        """Hook: these new tickets have found their group and agent, or none."""

    def _move_to(self, kind):
        """Move those that are not there already to the first stage with a meaning."""
        self.filtered(lambda ticket: ticket.stage_kind != kind).write(
            {"stage_id": self.env["community.ticket.stage"]._get_first(kind).id}
        )

    def _is_open(self):
        self.ensure_one()
        return self.stage_kind in OPEN_KINDS

    def action_solve(self):
        self.check_access("write")
        self._move_to("solved")

    def action_close(self):
        self.check_access("write")
        self._move_to("closed")

    def action_reopen(self):
        self.check_access("write")
        self._move_to("open")

    def action_take(self):
        """Make it mine, and begin."""
        self.check_access("write")
        self.write({"user_id": self.env.uid})
        self.filtered(lambda ticket: ticket.stage_kind == "new")._move_to("open")
