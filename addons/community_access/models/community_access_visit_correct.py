from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from .community_access_event_apply import naive, seconds
from .community_access_pass import pack


class CommunityAccessVisit(models.Model):
    """How the desk corrects visits: never by editing, always by another event."""

    _inherit = "community.access.visit"

    def _correct(self, since, until, reason):
        """What was right instead of this visit; without `since` it never was.

        :return: the new visit, if there is one
        :raises UserError: without a reason, for a visit that was corrected before
        """
        self.ensure_one()
        if self.is_reversed:
            raise UserError(
                self.env._("This visit was corrected before. Correct the new one.")
            )
        return self._log_correction(
            self.zone_id, self.person, since, until, reason, self
        )

    @api.model
    def _add_visit(self, zone, partner, since, until, reason):
        """A visit that no gate saw."""
        return self._log_correction(zone, f"p{partner.id}", since, until, reason)

    @api.model
    def _log_correction(self, zone, person, since, until, reason, old=None):
        self._check_desk()
        zone.check_access("read")
        if not (reason or "").strip():
            raise UserError(self.env._("Say why: it stays beside the visit for good."))
        self._check_no_card_number_in(reason)
        self._check_times(zone, person, since, until, old)
        credential = old.credential_id.id if old else False
        partner = int(person[1:]) if person[0] == "p" else False
        event = self.env["community.access.event"]._log(
            {
                "kind": "corrected",
                "company_id": zone.company_id.id,
                "zone_id": zone.id,
                "partner_id": partner or None,
                "credential_id": credential or None,
                "facts": pack(
                    {
                        "was": seconds(old.date_in) if old else 0,
                        "since": seconds(since) if since else 0,
                        "until": seconds(until) if until else 0,
                    }
                ),
                "origin": "staff",
                "note": reason.strip(),
                "user_id": self.env.uid,
            }
        )
        return self.search([("event_in_id", "=", event.id)])

    @api.model
    def _check_desk(self):
        if not self.env.user.has_group("community_access.group_access_desk"):
            raise AccessError(self.env._("Visits are corrected by the desk."))

    @api.model
    def _check_no_card_number_in(self, text):
        self.env["community.access.gate"]._check_no_card_number({"name": text})

    def _check_times(self, zone, person, since, until, old):
        if not since:
            return
        now = fields.Datetime.now()
        if since > now or (until and until > now + timedelta(minutes=1)):
            raise UserError(self.env._("A visit lies in the past."))
        if until and until < since:
            raise UserError(self.env._("Nobody leaves before coming in."))
        domain = [
            ("zone_id", "=", zone.id),
            ("person", "=", person),
            ("is_reversed", "=", False),
            ("id", "!=", old.id if old else 0),
            ("date_in", "<", until or now),
            "|",
            ("date_out", "=", False),
            ("date_out", ">", since),
        ]
        other = self.search(domain, limit=1)
        if other:
            begun = fields.Datetime.context_timestamp(self, other.date_in)
            raise UserError(
                self.env._(
                    "Somebody is in one place once: there is a visit from %(time)s "
                    "already. Correct that one.",
                    time=begun.strftime("%d.%m.%Y %H:%M"),
                )
            )

    @api.model
    def _find_begun(self, event, person, was):
        """The visit that began at a moment, for an event that corrects it.

        Events may be applied again: a visit that was reversed by it is found, too,
        as long as nothing came in its place.
        """
        if not was:
            return self.browse()
        found = self.search(
            [
                ("zone_id", "=", event.zone_id.id),
                ("person", "=", person),
                ("date_in", "=", naive(was)),
                ("event_in_id", "<", event.id),
                ("correction_id", "=", False),
            ]
        )
        return found.sorted("is_reversed")[:1]

    def action_correct(self):
        """The window in which the desk says what was right."""
        self.ensure_one()
        self.check_access("read")
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Correct Visit"),
            "res_model": "community.access.visit.correct",
            "views": [(False, "form")],
            "target": "new",
            "context": {"default_visit_id": self.id},
        }
