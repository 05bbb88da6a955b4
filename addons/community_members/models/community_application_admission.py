from odoo import fields, models
from odoo.exceptions import UserError

SAME_FIELDS = (
    "name",
    "is_company",
    "email",
    "street",
    "zip",
    "city",
    "country_id",
    "lang",
    "vat",
)
PERSON_FIELDS = ("birthdate_date", "identity_number")


class CommunityApplication(models.Model):
    """From an accepted application to exactly one member."""

    _inherit = "community.application"

    def _admit(self):
        """
        :return: the contact that is a member now, made or brought up to date
        """
        self.ensure_one()
        # sudo: those who decide on admissions need not be allowed to edit members.
        application_sudo = self.sudo().with_company(self.company_id)
        # The decision itself can wait for approval; its parts then do not wait again.
        with self.env["community.change.request"]._bypass("admission of an applicant"):
            partner_sudo = application_sudo._get_member_record()
            application_sudo._apply_membership(partner_sudo)
            application_sudo._move_files(partner_sudo)
            application_sudo._record_consent(partner_sudo)
            application_sudo._open_portal(partner_sudo)
            self.env.flush_all()
        return partner_sudo

    def _get_member_record(self):
        """The contact of the register, updated; or a new one."""
        values = self._prepare_member_values()
        if self.match_choice != "known":
            return self.env["res.partner"].create(values)
        partner = self.match_partner_id
        if partner.deceased_on:
            raise UserError(
                self.env._(
                    "%(name)s has died; this is somebody else.", name=partner.name
                )
            )
        # Two applications may name the same contact: one after the other.
        partner.lock_for_update(allow_referencing=True)
        if self.match_update == "fill":
            values = {
                name: value
                for name, value in values.items()
                if not partner[name] or name in ("in_member_register", "active")
            }
        partner.write(values)
        return partner

    def _prepare_member_values(self):
        """Fields of the contact that the application knows."""
        names = SAME_FIELDS if self.is_company else SAME_FIELDS + PERSON_FIELDS
        values = {
            name: self._fields[name].convert_to_write(self[name], self)
            for name in names
            if self[name]
        }
        if self.phone:
            values["phone" if self.is_company else "mobile"] = self.phone
        if self.image_1920:
            values["image_1920"] = self.image_1920
        if self.referee_id:
            values["member_referee_id"] = self.referee_id.id
        return values | {"in_member_register": True, "active": True}

    def _apply_membership(self, partner):
        """Category with its extra fields, dates, number and first card."""
        if not partner.membership_applied_on:
            day = fields.Datetime.context_timestamp(self, self.confirmed_at).date()
            partner.membership_applied_on = day
        if partner.is_member and partner.member_category_id:
            # A member who applies for something more keeps dates and main category.
            partner.member_category_ids |= self.category_id
            partner._assign_member_numbers()
            partner._issue_cards()
            return
        partner.member_category_id = self.category_id
        # The values as they are stored; reading one by one would give labels.
        if extras := self.application_properties._values:
            partner.member_properties = partner.member_properties._values | extras
        partner._admit_members()

    def _move_files(self, partner):
        """What the applicant handed in belongs to the member now."""
        files = self.env["ir.attachment"].search(
            [
                ("res_model", "=", self._name),
                ("res_id", "=", self.id),
                ("res_field", "=", False),
            ]
        )
        files.write({"res_model": partner._name, "res_id": partner.id})

    def _record_consent(self, partner):
        """Hand on what was agreed to, with its proof, where consents are kept."""
        channels = [
            channel
            for channel in ("mail", "sms", "whatsapp")
            if self[f"marketing_{channel}"]
        ]
        if not channels:
            return
        self.env["community.notice.consent"]._record(
            partner,
            channels,
            "granted",
            "form",
            note=self.env._(
                "Application %(number)s, sent on %(date)s",
                number=self.reference,
                date=fields.Datetime.to_string(self.consent_at or self.sent_at),
            ),
            text=self.env._("You may send me news and offers (not needed to join)"),
        )

    def _open_portal(self, partner):
        """A portal user for the new member; the letter carries the link to it.

        Whoever signs in with this address already, such as a parent, keeps the
        account; the club then connects the second member by hand.
        """
        if not self.company_id.application_invite or not partner.email_normalized:
            return
        users = self.env["res.users"].with_context(active_test=False)
        if partner.with_context(active_test=False).user_ids:
            return
        if users.search_count([("login", "=", partner.email_normalized)], limit=1):
            self.message_post(
                body=self.env._(
                    "No portal account was opened: somebody signs in with "
                    "%(email)s already.",
                    email=partner.email_normalized,
                )
            )
            return
        users.with_context(no_reset_password=True)._create_user_from_template(
            {
                "email": partner.email_normalized,
                "login": partner.email_normalized,
                "partner_id": partner.id,
                "company_id": self.company_id.id,
                "company_ids": [fields.Command.set(self.company_id.ids)],
                "group_ids": [
                    fields.Command.set(self.env.ref("base.group_portal").ids)
                ],
            }
        )
        partner.signup_prepare()

    def _get_account_url(self):
        """Where the letter's button leads: choose a password, or sign in."""
        self.ensure_one()
        # sudo: the signed link goes to the member's own address.
        partner_sudo = self.sudo().partner_id
        users = partner_sudo.user_ids
        if users and not users[0].login_date:
            return partner_sudo._get_signup_url()
        return f"{self.get_base_url()}/my"
