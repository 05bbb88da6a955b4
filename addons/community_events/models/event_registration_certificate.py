from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import format_date, format_time
from odoo.tools import hmac as odoo_hmac
from odoo.tools.image import image_data_uri

from odoo.addons.community_members.tools.card_design import card_color, qr_data_uri

from ..tools.certificate_code import get_letters, is_genuine, make_code, read_code


class EventRegistration(models.Model):
    """A certificate for who was there, which everybody can check."""

    _inherit = "event.registration"

    certificate_due = fields.Boolean(
        readonly=True, copy=False, help="To be sent at the next run."
    )
    certificate_sent_at = fields.Datetime(
        "Certificate Sent On", readonly=True, copy=False
    )
    has_certificate = fields.Boolean(
        compute="_compute_has_certificate", help="Attended, and the event is over."
    )

    _certificate_due_index = models.Index("(id) WHERE certificate_due")

    @api.depends(
        "active",
        "state",
        "event_id.active",
        "event_id.date_end",
        "event_id.kanban_state",
        "event_slot_id",
    )
    def _compute_has_certificate(self):
        now = fields.Datetime.now()
        for seat in self:
            event, end = seat.event_id, seat._get_times()[1]
            seat.has_certificate = bool(
                seat.active
                and seat.state == "done"
                and event._counts()
                and end
                and end <= now
            )

    def _get_times(self):
        """Begin and end of what this seat is for: its slot, else the event."""
        self.ensure_one()
        slot, event = self.event_slot_id, self.event_id
        if slot:
            return slot.start_datetime, slot.end_datetime
        return event.date_begin, event.date_end

    def _get_certificate_person(self):
        """Who is certified: the member, else who booked."""
        self.ensure_one()
        return self.member_id or self.partner_id

    # ------------------------------------------------------------
    # CODE
    # ------------------------------------------------------------

    @api.model
    def _get_certificate_secret(self):
        """Key of the signatures, derived from the secret of the database."""
        # sudo: the secret is read for signing and never leaves the server.
        return odoo_hmac(
            self.env(su=True), "community_events.certificate", "v1"
        ).encode()

    def _get_certificate_key(self):
        self.ensure_one()
        return self.id, self.event_id.id, self._get_certificate_person().id or 0

    def _get_certificate_code(self):
        secret = self._get_certificate_secret()
        return make_code(secret, *self._get_certificate_key())

    @api.model
    def _find_by_certificate(self, code):
        """The seat of a genuine code, whatever became of it; empty for other texts."""
        found = read_code(code or "")
        if not found:
            return self.browse()
        seat_id, signature = found
        # sudo: whoever holds the code may ask whether it is valid.
        seats_sudo = self.sudo().with_context(active_test=False)
        seat_sudo = seats_sudo.search([("id", "=", seat_id)])
        secret = self._get_certificate_secret()
        if seat_sudo and is_genuine(
            secret, signature, *seat_sudo._get_certificate_key()
        ):
            return seat_sudo
        return self.browse()

    def _get_certificate_lang(self):
        self.ensure_one()
        person = self._get_certificate_person()
        return person.lang or self.event_id.lang or self.env.lang

    def _get_certificate_letters(self):
        """Initials, for who compares them with the paper."""
        self.ensure_one()
        return get_letters(self._get_certificate_name())

    def _get_certificate_name(self):
        self.ensure_one()
        return self.member_id.name or self.name or self.partner_id.name or ""

    def _get_certificate_url(self):
        """Where the member gets the PDF, on the portal; empty while there is none."""
        self.ensure_one()
        return f"/my/events/{self.id}/certificate" if self.has_certificate else ""

    def _get_check_url(self):
        """The address in the QR code: says valid or not, for everybody."""
        self.ensure_one()
        website = self.env["website"].get_current_website(fallback=False)
        base_url = website.get_base_url() if website else self.get_base_url()
        return f"{base_url}/event/certificate/{self._get_certificate_code()}"

    # ------------------------------------------------------------
    # PAPER
    # ------------------------------------------------------------

    def _get_certificate(self):
        """Texts, colours and pictures of the paper; pictures are inline.

        :return: dict for the QWeb template
        """
        self.ensure_one()
        event = self.event_id
        company = event.company_id or self.env.company
        url = self._get_check_url()
        color = card_color(company.primary_color)
        return {
            "name": self._get_certificate_name(),
            "event": event.name,
            "sentence": self._get_certificate_sentence(),
            "when": self._get_certificate_times(),
            "place": self._get_certificate_place(),
            "organizer": event.organizer_id.name or company.name,
            "company": company,
            "logo": image_data_uri(company.logo)
            if company.logo and not company.uses_default_logo
            else "",
            "color": color,
            "accent": card_color(company.secondary_color or company.primary_color),
            "qr": qr_data_uri(url),
            "code": url.rpartition("/")[2],
            "issued_on": format_date(
                self.env, fields.Date.context_today(self), date_format="long"
            ),
        }

    def _get_certificate_sentence(self):
        return {
            "attendee": self.env._("took part in"),
            "organizer": self.env._("organised"),
            "volunteer": self.env._("helped as a volunteer at"),
        }[self.role]

    def _get_certificate_times(self):
        """The day or days, and the hours of an event of one day."""
        begin, end = self._get_times()
        zone = self.event_id.date_tz
        event = self.event_id._set_tz_context()
        first = fields.Datetime.context_timestamp(event, begin)
        last = fields.Datetime.context_timestamp(event, end)
        if first.date() != last.date() and (end - begin).total_seconds() > 86400:
            return self.env._(
                "%(first)s – %(last)s",
                first=format_date(self.env, first.date(), date_format="long"),
                last=format_date(self.env, last.date(), date_format="long"),
            )
        return self.env._(
            "%(day)s, %(begin)s – %(end)s",
            day=format_date(self.env, first.date(), date_format="long"),
            begin=format_time(self.env, begin, tz=zone, time_format="short"),
            end=format_time(self.env, end, tz=zone, time_format="short"),
        )

    def _get_certificate_place(self):
        # sudo: the place of the event, which the member has been to.
        address_sudo = self.event_id.sudo().address_id
        parts = (address_sudo.name, address_sudo.city, address_sudo.country_id.name)
        return ", ".join(part for part in parts if part)

    # ------------------------------------------------------------
    # ACTIONS
    # ------------------------------------------------------------

    def action_print_certificate(self):
        """One PDF for all of these seats."""
        self.check_access("read")
        self._check_certificates()
        report = self.env.ref("community_events.action_report_certificate")
        return report.report_action(self, config=False)

    def action_send_certificate(self):
        """Send the certificates of these seats, also to who has got it before."""
        self.check_access("write")
        self._check_certificates()
        self._queue_certificates()
        return True

    def _check_certificates(self):
        """:raises UserError: one of these seats gets none"""
        for seat in self:
            if not seat.has_certificate:
                raise UserError(
                    self.env._(
                        "%(name)s gets no certificate: only who attended does, once "
                        "the event is over.",
                        name=seat._get_certificate_name(),
                    )
                )
