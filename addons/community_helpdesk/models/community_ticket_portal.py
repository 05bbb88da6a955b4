from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import formataddr, plaintext2html

from ..tools.portal_files import check_files
from .community_ticket_stage import DONE_KINDS, OPEN_KINDS

STEPS = ("new", "open", "solved", "closed")
# A stage between two steps of the stepper stands at one of them.
STEP_OF = {"waiting": "open", "hold": "open"}


class CommunityTicket(models.Model):
    """What customers see of a request on the portal, and what they may do with it."""

    _inherit = "community.ticket"

    form_key = fields.Char(
        readonly=True, copy=False, help="The form that made it; sent twice, made once."
    )

    _form_once = models.UniqueIndex(
        "(form_key) WHERE form_key IS NOT NULL", "This form was sent already."
    )

    @api.model
    def _get_derived(self):
        return super()._get_derived() | {"form_key"}

    # ------------------------------------------------------------
    # ASK
    # ------------------------------------------------------------

    @api.model
    def _ask(self, person, values, files=()):
        """A request of a person by the portal's form; the same form makes one.

        :param person: res.partner of the user
        :param values: ``subject``, ``text``, ``type_id``, ``about_id``, ``is_private``,
            ``form_key``; whatever the person may not choose is refused
        :param files: (name, content) pairs
        :raises UserError: in words for the person
        """
        # sudo: customers make requests by this step alone, with these fields.
        tickets = self.sudo()
        key = f"{person.id}:{values['form_key']}"
        known = tickets.search([("form_key", "=", key)])
        if known:
            return known
        subject, text = values["subject"].strip(), values["text"].strip()
        if not subject or not text:
            raise UserError(self.env._("Say in a few words what it is about."))
        check_files(self.env, files)
        ticket = tickets.with_context(mail_create_nosubscribe=True).create(
            {
                "name": subject[:200],
                "description": plaintext2html(text),
                "partner_id": person.id,
                "about_partner_id": self._get_about(person, values.get("about_id")).id,
                "type_id": self._get_public_type(values.get("type_id")).id,
                "is_private": bool(values.get("is_private")),
                "channel": "portal",
                "company_id": self.env.company.id,
                "form_key": key,
                "customer_wrote_at": fields.Datetime.now(),
            }
        )
        if files:
            ticket._post_of_customer(person, text, files)
        return ticket

    @api.model
    def _ask_from_website(self, values, form_key):
        """A request by the website's form, from an address that nobody has proved.

        It is nobody's on the portal: whoever has the address gets the answers by mail.

        :param values: ``name``, ``email``, ``subject``, ``text``, ``type_id``
        :raises UserError: in words for the visitor
        """
        if not values["subject"] or not values["text"]:
            raise UserError(self.env._("Say in a few words what it is about."))
        # sudo: visitors make requests by this step alone, with these fields.
        tickets = self.sudo()
        known = tickets.search([("form_key", "=", f"website:{form_key}")])
        if known:
            return known
        return tickets.create(
            {
                "name": values["subject"][:200],
                "description": plaintext2html(values["text"]),
                "email_from": formataddr((values["name"][:100], values["email"])),
                "type_id": self._get_public_type(values["type_id"]).id,
                "channel": "website",
                "company_id": self.env.company.id,
                "form_key": f"website:{form_key}",
                "customer_wrote_at": fields.Datetime.now(),
            }
        )

    @api.model
    def _get_public_type(self, type_id):
        # sudo: types that customers may choose are shown to them.
        types = self.env["community.ticket.type"].sudo()
        return types.search([("id", "=", type_id or 0), ("is_public", "=", True)])

    @api.model
    def _get_about(self, person, about_id):
        """Somebody on whose behalf the person may ask.

        :raises UserError: for anybody else
        """
        people = self._get_about_choices(person)
        found = people.filtered(lambda each: each.id == about_id)
        if about_id and not found:
            raise UserError(self.env._("You cannot ask on behalf of this person."))
        return found

    @api.model
    def _get_about_choices(self, person):
        """Colleagues of an organisation whose requests the person may see."""
        # sudo: the names are those of the person's own organisation.
        work = person.sudo().assignment_ids.filtered(
            lambda each: each.is_current and each.can_see_tickets
        )
        staff = work.commercial_partner_id.member_staff_ids
        return staff.filtered("is_current").person_id - person

    def _post_of_customer(self, person, text, files=()):
        """What a customer says, in his name."""
        self.ensure_one()
        # sudo: customers may read their tickets; what they say is posted in their name.
        return self.sudo().message_post(
            author_id=person.id,
            body=text,
            attachments=list(files),
            message_type="comment",
            subtype_xmlid="mail.mt_comment",
        )

    # ------------------------------------------------------------
    # SEE
    # ------------------------------------------------------------

    @api.model
    def _with_portal_rights(self):
        """Tickets for the pages of a user, by `_get_portal_domain`.

        Record rules narrow what customers see. Whoever works here sees his own there,
        whether he has a role of the help desk or none.
        """
        # sudo: the domain leaves an employee only what he asked himself.
        return self if self.env.user.share else self.sudo()

    @api.model
    def _get_portal_domain(self):
        """What belongs on the pages of a user; agents have no portal of all tickets.

        :return: Domain
        """
        user = self.env.user
        if user.share:
            return Domain.TRUE
        return Domain("partner_id", "=", user.partner_id.id)

    def _get_steps(self):
        """The way of a request for the stepper.

        :return: list of (words, "done" | "here" | "ahead")
        """
        self.ensure_one()
        stages = self.env["community.ticket.stage"]
        here = STEPS.index(STEP_OF.get(self.stage_kind, self.stage_kind))
        steps = []
        for place, kind in enumerate(STEPS):
            # sudo: names of stages are told to customers.
            stage = self.sudo().stage_id if place == here else stages._get_first(kind)
            words = stage.sudo()._get_portal_name()
            state = "done" if place < here else "here" if place == here else "ahead"
            steps.append((words, state))
        return steps

    def _get_portal_level(self):
        """Colour of its standing: good, soon (our turn), act (yours), ended."""
        self.ensure_one()
        if self.stage_kind == "waiting":
            return "act"
        return {"solved": "good", "closed": "ended"}.get(self.stage_kind, "soon")

    def _get_said(self):
        """What customer and agents said to each other, oldest first."""
        self.ensure_one()
        # sudo: of a ticket that the customer sees; notes are left out.
        messages = self.env["mail.message"].sudo()
        return messages.search(
            [
                ("model", "=", self._name),
                ("res_id", "=", self.id),
                ("message_type", "in", ("comment", "email")),
                ("subtype_id", "=", self.env.ref("mail.mt_comment").id),
                ("is_internal", "=", False),
            ],
            order="id",
        )

    def _get_said_file(self, attachment_id):
        """A file of what was said; empty for any other."""
        self.ensure_one()
        files = self._get_said().attachment_ids
        return files.filtered(lambda each: each.id == attachment_id)

    # ------------------------------------------------------------
    # DO
    # ------------------------------------------------------------

    def _close_by_customer(self, person):
        """Solved for the customer: he needs nothing more."""
        self.ensure_one()
        # sudo: a customer may end his own request; checked by who calls.
        ticket = self.sudo()
        if ticket.stage_kind in OPEN_KINDS:
            ticket._move_to("closed")
            ticket._message_log(
                body=self.env._("Closed by %(name)s.", name=person.name)
            )

    def _reopen_by_customer(self, person, text):
        """Something is missing after all.

        :raises UserError: when the days for it are over, or nothing is said
        """
        self.ensure_one()
        if not text.strip():
            raise UserError(self.env._("Say what is missing."))
        if self.stage_kind in DONE_KINDS and not self._can_reopen():
            raise UserError(
                self.env._("It is closed for good. Please ask anew; name this number.")
            )
        self._post_of_customer(person, text.strip())
