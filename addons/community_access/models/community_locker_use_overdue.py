from datetime import UTC

from odoo import api, fields, models

from ..tools.locker_decision import is_overdue


class CommunityLockerUseOverdue(models.Model):
    """Lockers that are held longer than the house allows."""

    _inherit = "community.locker.use"

    # ------------------------------------------------------------
    # WHAT PEOPLE ARE TOLD
    # ------------------------------------------------------------

    def _tell_release(self, by):
        """In the history of the door: who opened it for whom."""
        self.ensure_one()
        names = dict(self._fields["released_by"]._description_selection(self.env))
        text = self.env._(
            "Opened: %(how)s. It was held by %(holder)s.",
            how=names[by],
            holder=self.partner_id.name or self.credential_id.display_name,
        )
        author = self.env.user.partner_id
        # sudo: the history is written for whoever may open the door.
        self.locker_id.sudo().message_post(body=text, author_id=author.id)

    # ------------------------------------------------------------
    # CRON
    # ------------------------------------------------------------

    @api.model
    def _cron_overdue(self):
        """Mark what is overdue and tell the responsible, once for each use."""
        cron = self.env["ir.cron"]
        open_uses = self.search(
            [("released_at", "=", False), ("overdue_since", "=", False)]
        )
        late = open_uses.filtered(lambda use: use._is_overdue())
        cron._commit_progress(remaining=len(late))
        for use in late:
            locked = use.try_lock_for_update().filtered_domain(
                [("released_at", "=", False), ("overdue_since", "=", False)]
            )
            if locked:
                locked._mark_overdue()
            if not cron._commit_progress(1):
                break

    def _is_overdue(self):
        self.ensure_one()
        bank = self.bank_id
        until = (
            bank._get_rental_end(self.rental_id)
            if self.rental_id
            else bank._get_entitled_until(self.credential_id)
        )
        return is_overdue(
            int(self.taken_at.replace(tzinfo=UTC).timestamp()),
            until,
            0 if self.rental_id else bank.overdue_hours * 3600,
            bank.grace_minutes * 60,
            bank._get_now(),
        )

    def _mark_overdue(self):
        self._with_pen().write({"overdue_since": fields.Datetime.now()})
        self.locker_id._plan_task(
            "community_access.activity_locker_overdue",
            fields.Date.context_today(self),
            self.env._(
                "Locker %(locker)s is overdue: %(holder)s",
                locker=self.locker_id.name,
                holder=self.partner_id.name or self.credential_id.display_name,
            ),
        )
