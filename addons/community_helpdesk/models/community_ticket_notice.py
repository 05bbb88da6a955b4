from datetime import timedelta

from odoo import api, fields, models

TOLD_CHANNELS = ("mail", "portal", "website")


class CommunityTicket(models.Model):
    """What customers are told: it has come, it is solved, it will be closed."""

    _inherit = "community.ticket"

    @api.model_create_multi
    def create(self, vals_list):
        tickets = super().create(vals_list)
        if not self.env.context.get("community_auto_reply"):
            tickets._tell_received()
        return tickets

    def _after_stage(self, before):
        result = super()._after_stage(before)
        if before in ("solved", "closed"):
            return result
        # sudo: the customer is told whoever solved it.
        self.sudo().filtered(
            lambda each: each.stage_kind in ("solved", "closed")
        )._tell_solved()
        return result

    def _tell_received(self):
        """A word to whoever wrote, that it has come and under which number."""
        told = self.sudo().filtered(  # sudo: the notice is the suite's
            lambda each: (
                each.channel in TOLD_CHANNELS
                and not each.follows_id
                and (each.group_id.acknowledges if each.group_id else True)
            )
        )
        if told:
            self.env["community.notice"]._send(
                "ticket_received", told, partners=told._get_told_people()
            )

    def _tell_solved(self):
        """G12: each solved request is told to whoever asked, each time it is solved."""
        if self and not self.env.context.get("community_quiet"):
            self.env["community.notice"]._send(
                "ticket_solved",
                self,
                partners=self._get_told_people(),
                occurrence={
                    ticket.id: fields.Datetime.to_string(ticket.solved_at)
                    for ticket in self
                },
            )

    def _get_told_people(self):
        """The requester, and on whose behalf he asked.

        :return: {ticket id: res.partner}; nobody where only an address is known
        """
        return {ticket.id: ticket.partner_id for ticket in self}

    def _is_outside_hours(self):
        """Whether it came while nobody works on such tickets, by what was promised."""
        self.ensure_one()
        # sudo: said to the customer in words only.
        promises = self.sudo().promise_ids.filtered("calendar_id")
        if not promises:
            return False
        policies = self.env["community.ticket.policy"]
        came = self.create_date
        stretches = policies._get_stretches(promises[0].calendar_id.id, came.date())
        return not any(start <= came < stop for start, stop in stretches)

    @api.model
    def _cron_close_solved(self):
        self._close_solved()

    @api.model
    def _close_solved(self, limit=1000):
        """Solved tickets to which nobody objected are closed after the group's days.

        :return: the tickets closed now
        """
        closed = self.browse()
        now = fields.Datetime.now()
        groups = self.env["community.ticket.group"].with_context(active_test=False)
        for group in groups.search([("close_after_days", ">", 0)]):
            closed |= self.search(
                [
                    ("group_id", "=", group.id),
                    ("stage_kind", "=", "solved"),
                    ("solved_at", "<=", now - timedelta(days=group.close_after_days)),
                ],
                limit=limit,
            ).try_lock_for_update()
        closed._move_to("closed")
        return closed
