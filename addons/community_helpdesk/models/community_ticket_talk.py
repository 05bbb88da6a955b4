from datetime import timedelta

from odoo import api, fields, models

from ..tools.promise import FIRST_ANSWER, UPDATE
from .community_ticket_stage import DONE_KINDS


class CommunityTicket(models.Model):
    """The conversation moves the ticket: who wrote, and what follows."""

    _inherit = "community.ticket"

    follows_id = fields.Many2one(
        "community.ticket",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="set null",
        help="The ticket that was closed when its customer wrote again.",
    )

    @api.model
    def _get_derived(self):
        return super()._get_derived() | {"follows_id"}

    def message_post(self, **kwargs):
        if len(self) == 1 and self._is_answer(kwargs):
            # sudo: who asked gets the answer, whoever may see his contact.
            ticket = self.sudo()
            listed = set(kwargs.get("partner_ids") or ())
            kwargs["partner_ids"] = list(listed | set(ticket.partner_id.ids))
            if ticket.email_cc and not kwargs.get("outgoing_email_to"):
                kwargs["outgoing_email_to"] = ticket.email_cc
        return super().message_post(**kwargs)

    def _is_answer(self, kwargs):
        """Whether it is said to the customer, by one of us."""
        if kwargs.get("message_type") != "comment" or self.env.user.share:
            return False
        comment = self.env.ref("mail.mt_comment")
        return (
            kwargs.get("subtype_xmlid") == "mail.mt_comment"
            or kwargs.get("subtype_id") == comment.id
        )

    def _message_post_after_hook(self, message, msg_values):
        result = super()._message_post_after_hook(message, msg_values)
        said = message.message_type in ("comment", "email") and not message.is_internal
        if said and message.subtype_id == self.env.ref("mail.mt_comment"):
            if self._is_of_agent(message):
                self._agent_wrote(message)
            elif not self.env.context.get("community_auto_reply"):
                self._customer_wrote(message)
        return result

    @api.model
    def _is_of_agent(self, message):
        # sudo: whether an author is one of us is no secret.
        users = message.sudo().author_id.user_ids
        return any(not user.share for user in users)

    def _agent_wrote(self, message):
        """An answer went out."""
        now = fields.Datetime.now()
        for ticket in self:
            vals = {"agent_wrote_at": now}
            if not ticket.first_answer_at:
                vals["first_answer_at"] = now
            ticket._keep(vals)
        self._keep_promises((FIRST_ANSWER, UPDATE))
        self._promise_news("between")
        waiting = self.filtered(
            lambda each: (
                each.stage_kind in ("new", "open") and each.group_id.waits_after_answer
            )
        )
        # sudo: what follows from an answer follows for whoever gave it.
        waiting.sudo()._move_to("waiting")
        (self - waiting).filtered(
            lambda each: each.stage_kind == "new"
        ).sudo()._move_to("open")

    def _customer_wrote(self, message):
        """The customer wrote: it is our turn again."""
        now = fields.Datetime.now()
        # sudo: what follows from a message follows for whoever wrote it.
        tickets = self.sudo()
        tickets._keep({"customer_wrote_at": now})
        tickets.filtered(lambda each: each.stage_kind == "waiting")._move_to("open")
        for ticket in tickets.filtered(lambda each: each.stage_kind in DONE_KINDS):
            ticket._follow_up(message)
        # Until the first answer its own promise is the one that counts.
        tickets.filtered("first_answer_at")._promise_news("customer")

    # ------------------------------------------------------------
    # FOLLOW-UP
    # ------------------------------------------------------------

    def _can_reopen(self):
        """Whether the customer may open it again, by the policy of its group."""
        self.ensure_one()
        # sudo: customers do not see groups.
        group = self.sudo().group_id
        policy = group.follow_up or "days"
        if policy == "new" or self.stage_kind not in DONE_KINDS:
            return False
        days = group.follow_up_days if group else 14
        ended = self.solved_at or self.closed_at or self.write_date
        return policy == "always" or ended >= fields.Datetime.now() - timedelta(days)

    def _follow_up(self, message):
        """Somebody wrote into what was done: open it, or begin another."""
        self.ensure_one()
        if self._can_reopen():
            if self.group_id.clears_agent:
                self.user_id = False
            self._move_to("open")
            return self
        return self._begin_anew(message)

    def _begin_anew(self, message):
        """A ticket that follows this one, with what was written now."""
        ticket = self.create(
            {
                "name": self.name,
                "description": message.body,
                "partner_id": self.partner_id.id,
                "email_from": self.email_from,
                "company_id": self.company_id.id,
                "type_id": self.type_id.id,
                "group_id": self.group_id.id,
                "is_private": self.is_private,
                "channel": "mail" if message.message_type == "email" else "portal",
                "follows_id": self.id,
                "customer_wrote_at": fields.Datetime.now(),
            }
        )
        self._message_log(
            body=self.env._(
                "It was closed too long ago; %(number)s goes on.", number=ticket.number
            )
        )
        return ticket
