from odoo import fields, models
from odoo.exceptions import UserError
from odoo.tools import email_normalize

from .community_member_assignment import RIGHTS


class CommunityMemberAssignment(models.Model):
    """What a corporate manager does with an employee: add, move, change, end."""

    _inherit = "community.member.assignment"

    def _get_right_words(self):
        """The portal rights in plain words, in the order in which they are shown."""
        words = {
            "can_see_orders": self.env._("See orders and quotations"),
            "can_see_invoices": self.env._("See and pay invoices"),
            "can_see_tickets": self.env._("See the support requests of colleagues"),
            "can_see_statement": self.env._("See the statement of account"),
            "can_manage_employees": self.env._("Add, change and remove employees"),
            "can_order": self.env._("Order; a manager approves"),
            "can_approve_orders": self.env._("Approve the orders of others"),
        }
        assert words.keys() == set(RIGHTS)
        return words

    def _get_granted_words(self):
        self.ensure_one()
        words = self._get_right_words()
        return [text for right, text in words.items() if self[right]]

    def _find_former_employee(self, email, units):
        """Somebody who left these units and belongs to nobody else since.

        Other people with this address are left alone: a manager must not reach a
        stranger's record by knowing the address.
        """
        people = self.search(
            [
                ("unit_id", "in", units.ids),
                ("person_id.email_normalized", "=", email_normalize(email)),
                ("person_id.in_member_register", "=", False),
            ]
        ).person_id
        free = people.filtered(
            lambda person: not person.assignment_ids.filtered("is_current")
        )
        return free[:1]

    def _move_to_unit(self, unit):
        """End here and begin there today, with the same role and rights.

        The new assignment comes first, so that the person is never without one and
        keeps the portal user.
        """
        self.ensure_one()
        today = fields.Date.context_today(self)
        if unit == self.unit_id:
            return self
        moved = self.create(
            {
                "person_id": self.person_id.id,
                "unit_id": unit.id,
                "function": self.function,
                "date_from": today,
                **{right: self[right] for right in RIGHTS},
            }
        )
        self.write({"left_on": max(today, self.date_from)})
        return moved

    def _invite_to_portal(self, manager):
        """Send core's portal invitation with the rights in plain words.

        :raises UserError: when the e-mail address cannot be used to sign in
        """
        self.ensure_one()
        person = self.person_id
        wizard = self.env["portal.wizard"].create(
            {
                "partner_ids": [fields.Command.set(person.ids)],
                "welcome_message": self._get_welcome_message(manager),
            }
        )
        line = wizard.user_ids.filtered(lambda user: user.partner_id == person)
        if line.email_state == "exist":
            raise UserError(
                self.env._(
                    "Somebody signs in with %(email)s already. Ask us to connect "
                    "this account to your company.",
                    email=person.email,
                )
            )
        if line.is_portal:
            # Whoever came back has a user, archived when he left.
            line.user_id.active = True
            line.action_invite_again()
        else:
            line.action_grant_access()

    def _get_welcome_message(self, manager):
        self.ensure_one()
        assignment = self.with_context(lang=self.person_id.lang or self.env.lang)
        intro = assignment.env._(
            "%(manager)s has added you to the account of %(company)s on our portal.",
            manager=manager.name,
            company=self.unit_id.name,
        )
        rights = assignment._get_granted_words()
        if not rights:
            return intro
        # One line: the mail keeps no line breaks.
        return " ".join([intro, assignment.env._("There you may:"), " · ".join(rights)])
