from odoo import SUPERUSER_ID, api, models


class CommunityCheckinAttempt(models.Model):
    """Tries to cheat are written down where the member is looked up (G37)."""

    _inherit = "community.checkin.attempt"

    @api.model_create_multi
    def create(self, vals_list):
        attempts = super().create(vals_list)
        attempts._note_strikes()
        return attempts

    def _note_strikes(self):
        """A note in the member's chatter for each try to cheat, and for its clearing.

        Written in the organiser's language: the member, whose request it is, does not
        read it.
        """
        for attempt in self:
            cleared = attempt.corrects_id.is_strike and attempt.kind == "confirmed"
            if not attempt.partner_id or not (attempt.is_strike or cleared):
                continue
            lang = attempt.event_id.user_id.lang or self.env.lang
            # sudo: members cause the note, and do not write on their own record.
            partner_sudo = attempt.partner_id.with_user(SUPERUSER_ID).sudo()
            partner_sudo._message_log(
                body=attempt.with_context(lang=lang)._get_strike_note(cleared),
                author_id=self.env.ref("base.partner_root").id,
            )

    def _get_strike_note(self, cleared):
        self.ensure_one()
        if cleared:
            return self.env._(
                "Check-in at “%(event)s”: the suspicion is cleared by %(person)s. "
                "%(note)s",
                event=self.event_id.name,
                person=self.user_id.name or "",
                note=self.note or "",
            )
        return self.env._(
            "Refused at “%(event)s”, and counted as a try to cheat: %(reason)s",
            event=self.event_id.name,
            reason=self._get_reason() or "",
        )
