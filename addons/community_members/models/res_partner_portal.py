from odoo import fields, models
from odoo.tools import format_amount, format_date

from ..tools.member_state import standing_on
from ..tools.portal_advice import PortalFacts, advise
from .community_member_assignment import RIGHTS


class ResPartner(models.Model):
    """What a member sees of the own membership, and of the company he works for."""

    _inherit = "res.partner"

    # ------------------------------------------------------------
    # STANDING
    # ------------------------------------------------------------

    def _get_standings(self, day=None):
        """Standing by the rules on `day`, without waiting for the nightly job.

        :return: {partner id: Standing} of those in the register
        """
        day = day or fields.Date.context_today(self)
        rules = self.env["community.member.state.rule"]._get_rules()
        return {
            partner.id: standing_on(partner._get_state_facts(), rules, day)
            for partner in self
            if partner.in_member_register
        }

    def _counts_as_member_today(self):
        """Whether this person, or a member he works for today, counts as a member."""
        self.ensure_one()
        # sudo: the answer is a boolean about oneself.
        memberships = self.sudo()._get_memberships()
        standings = memberships._get_standings()
        return any(
            partner.active and standings[partner.id].counts_as_member
            for partner in memberships
        )

    def _get_memberships(self):
        """Members this person stands for today: himself first, then employers."""
        self.ensure_one()
        own = self.filtered("in_member_register")
        current = self.assignment_ids.filtered("is_current")
        return own | current.unit_id._get_registered_ancestors()

    def _get_registered_ancestors(self):
        """The nearest record in the register, upwards from each of these."""
        found, level = self.browse(), self
        while level:
            found |= level.filtered("in_member_register")
            level = level.filtered(lambda unit: not unit.in_member_register).parent_id
        return found

    # ------------------------------------------------------------
    # RIGHTS
    # ------------------------------------------------------------

    def _get_portal_rights(self, member):
        """Rights of this person for `member` today; one has all for oneself.

        :return: set of field names of ``community.member.assignment``
        """
        self.ensure_one()
        if self == member:
            return set(RIGHTS)
        current = self.assignment_ids.filtered("is_current").filtered(
            lambda work: member == work.unit_id._get_registered_ancestors()
        )
        return {right for right in RIGHTS if any(current.mapped(right))}

    # ------------------------------------------------------------
    # WORDS
    # ------------------------------------------------------------

    def _get_portal_standing(self, viewer):
        """How the membership of this record stands, as told to `viewer`.

        :return: dict for the card on top of the portal's home
        """
        self.ensure_one()
        today = fields.Date.context_today(self)
        standing = self._get_standings(today)[self.id]
        rights = viewer._get_portal_rights(self)
        sees_money = bool(rights & {"can_see_invoices", "can_see_statement"})
        balance = overdue = 0.0
        if sees_money:
            _turnover, balance, overdue = self._get_tree_figures()[self.id]
        facts = PortalFacts(
            state=standing.state,
            counts_as_member=standing.counts_as_member,
            today=today,
            end=self.membership_end or None,
            due=balance,
            overdue=overdue,
            has_card=bool(self._get_portal_cards(viewer)),
        )
        words = self._get_portal_words(facts)
        if not sees_money and words["level"] == "good":
            # Whoever may not see the money is not told that nothing is due either.
            words["sentence"] = ""
        return {
            "partner": self,
            "is_self": self == viewer,
            "state": standing.state,
            "is_member": standing.counts_as_member,
            "balance": balance,
            "overdue": overdue,
            "sees_money": sees_money,
            "rights": rights,
            **words,
        }

    def _get_portal_words(self, facts):
        """Level, headline, sentence and the one action for what is known."""
        currency = self.env.company.currency_id
        advice = advise(facts)
        words = {
            "end": format_date(self.env, facts.end) if facts.end else "",
            "due": format_amount(self.env, facts.due, currency),
            "overdue": format_amount(self.env, facts.overdue, currency),
        }
        headline, sentence = self._get_portal_topic(advice.topic, words)
        label, url = self._get_portal_step(advice.action)
        return {
            "level": advice.level,
            "headline": headline,
            "sentence": sentence,
            "action_label": label,
            "action_url": url,
        }

    def _get_carried_cards(self):
        """Active cards that this person carries, own ones and as additional holder."""
        self.ensure_one()
        return self.env["community.member.card"].search(
            [
                ("state", "=", "active"),
                "|",
                ("holder_id", "=", self.id),
                "&",
                ("holder_id", "=", False),
                ("partner_id", "=", self.id),
            ]
        )

    def _get_portal_cards(self, person):
        """Active cards of this member that `person` carries."""
        self.ensure_one()
        return self.member_card_ids.filtered(
            lambda card: card.state == "active" and card.person_id == person
        )

    def _get_portal_topic(self, topic, words):
        """Headline and sentence for each topic of ``tools/portal_advice``."""
        headlines = {
            "good": self.env._("In good standing"),
            "suspended": self.env._("Membership is suspended"),
            "overdue": self.env._("%(overdue)s is overdue", overdue=words["overdue"]),
            "applicant": self.env._("Your application is with us"),
            "ended": self.env._("Membership has ended"),
            "potential": self.env._("Not a member yet"),
            "grace": self.env._("Time to renew"),
            "due": self.env._("%(due)s to pay", due=words["due"]),
            "ending": self.env._("Membership ends soon"),
        }
        sentences = {
            "suspended": self.env._(
                "Rights rest for now. Write to us about what to do."
            ),
            "overdue": self.env._("Pay it and everything is in order again."),
            "applicant": self.env._(
                "We will write to you. Complete your details meanwhile."
            ),
            "ended": self.env._("You can come back any time."),
            "potential": self.env._("Ask us how to join; it takes a few minutes."),
            "grace": self.env._("The term is over; rights go on for a short while."),
            "due": self.env._("Nothing is overdue."),
            "ending": self.env._("Ask to renew, so that rights go on."),
        }
        return headlines[topic], sentences.get(topic, self.env._("Nothing is due."))

    def _get_portal_step(self, action):
        """Label and address of the one action that matters."""
        return {
            "pay": (self.env._("Pay now"), self._get_portal_pay_url()),
            "renew": (self.env._("Ask to renew"), self._get_portal_renew_url()),
            "contact": (self.env._("Write to us"), "/contactus"),
            "edit": (self.env._("Complete my details"), "/my/membership/edit"),
            "card": (self.env._("Show my card"), "/my/card"),
            "membership": (self.env._("See the membership"), "/my/membership"),
        }[action]

    def _get_portal_pay_url(self):
        """Hook: where invoices are paid."""
        return "/my/invoices?filterby=invoices"

    def _get_portal_renew_url(self):
        """Hook: where a membership is renewed without the club's help."""
        return "/contactus"
