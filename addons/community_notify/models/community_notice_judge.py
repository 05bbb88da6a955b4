from dataclasses import dataclass, field, replace
from datetime import UTC, timedelta

from odoo import api, fields, models
from odoo.tools import SQL

from ..tools.sending import Facts, choose
from ..tools.words import CHANNELS, COMMERCIAL, MAIL


@dataclass(frozen=True, slots=True)
class Recipient:
    """Somebody who is to be told something, as plain facts."""

    partner_id: int
    email: str
    phone: str
    email_given: bool
    phone_given: bool
    archived: bool
    timezone: str
    lang: str
    # What the caller wants to find again in the answer, such as the record's id.
    key: object = field(default=None, compare=False)

    def address(self, channel):
        """Return the checked address of this channel, or nothing."""
        return self.email if channel == MAIL else self.phone

    def given(self, channel):
        """Say whether there is something that was meant to be an address."""
        return self.email_given if channel == MAIL else self.phone_given


class CommunityNoticeJudge(models.AbstractModel):
    """Gathers the facts about many recipients at once and asks the pure decision."""

    _name = "community.notice.judge"
    _description = "Decisions on Messages"

    @api.model
    def _get_recipients(self, partners, company, key=None):
        """Return the recipients these contacts are, in their order."""
        numbers = partners._phone_get_number_fields()
        default_tz = company.partner_id.tz or "UTC"
        default_lang = company.partner_id.lang or self.env.lang or "en_US"
        return [
            Recipient(
                partner_id=partner.id,
                email=partner.email_normalized or "",
                phone=partner.phone_sanitized or "",
                email_given=bool(partner.email),
                phone_given=any(partner[name] for name in numbers),
                archived=not partner.active,
                timezone=partner.tz or default_tz,
                lang=partner.lang or default_lang,
                key=key,
            )
            for partner in partners
        ]

    @api.model
    def _prepare_recipient(self, row):
        """Return the recipient of a message to somebody who is no contact."""
        is_mail = row.channel == MAIL
        return Recipient(
            partner_id=False,
            email=row.address if is_mail else "",
            phone="" if is_mail else row.address,
            email_given=is_mail,
            phone_given=not is_mail,
            archived=False,
            timezone=row.company_id.partner_id.tz or "UTC",
            lang=row.lang,
            key=row.id,
        )

    @api.model
    def _judge(
        self,
        recipients,
        company,
        channels,
        purpose,
        texts,
        *,
        policy=None,
        waits_for_morning=True,
        everywhere=False,
        now=None,
        costs=None,
    ):
        """Decide for each recipient over which channel and when, or why not.

        The number of queries does not depend on the number of recipients.

        :param channels: channels to consider, best first.
        :param texts: the channels for which there is a text.
        :param costs: what a message will cost, by the recipients' keys; what goes out
            now is taken off the budget of those who follow.
        :return: for each recipient a list of ``(facts, verdict)``.
        """
        policy = policy or company._get_sending_policy()
        now = (now or fields.Datetime.now()).replace(tzinfo=UTC)
        known = self._gather(recipients, company, channels, purpose, policy)
        known |= {"texts": texts, "waits": waits_for_morning, "costs": costs or {}}
        judged = []
        for recipient in recipients:
            ladder = [
                self._prepare_facts(recipient, channel, purpose, known)
                for channel in channels
            ]
            answer = choose(ladder, policy, now, everywhere)
            judged.append(answer)
            policy = self._remember(recipient, answer, known, policy)
        return judged

    def _remember(self, recipient, answer, known, policy):
        """Count what was just decided; the next ones share the cap and the budget."""
        leaving = [pair for pair in answer if pair[1].goes_out]
        if not leaving:
            return policy
        recent = known["recent"]
        recent[recipient.partner_id] = recent.get(recipient.partner_id, 0) + 1
        if policy.budget_left is None or leaving[0][1].at:
            return policy
        return replace(policy, budget_left=policy.budget_left - leaving[0][0].cost)

    def _prepare_facts(self, recipient, channel, purpose, known):
        address = recipient.address(channel)
        return Facts(
            channel=channel,
            purpose=purpose,
            address=address,
            address_given=recipient.given(channel),
            archived=recipient.archived,
            blacklisted=address in known["blocked"],
            consent=known["consent"].get((recipient.partner_id, channel)),
            refused_by_registry=(recipient.partner_id, channel) in known["registry"],
            channel_ready=channel in known["ready"],
            has_text=channel in known["texts"],
            recent=known["recent"].get(recipient.partner_id, 0),
            cost=known["costs"].get(recipient.key, 0),
            waits_for_morning=known["waits"],
            timezone=recipient.timezone,
        )

    @api.model
    def _gather(self, recipients, company, channels, purpose, policy):
        """Return what the database knows about these recipients."""
        ids = list({r.partner_id for r in recipients if r.partner_id})
        commercial = purpose == COMMERCIAL
        return {
            "ready": self.env["community.notice.delivery"]._get_channels_ready(company),
            "blocked": self._get_blocked(recipients, channels),
            "consent": self._get_consents(ids, channels, purpose),
            "registry": self._get_refusals(ids, channels) if commercial else set(),
            "recent": self._get_recent(ids, company)
            if commercial and policy.cap
            else {},
        }

    @api.model
    def _get_blocked(self, recipients, channels):
        """Return the addresses that are on core's block lists."""
        blocked = set()
        if MAIL in channels:
            emails = list({r.email for r in recipients if r.email})
            # sudo: whoever sends need not read the list; only the answer is used
            rows = self.env["mail.blacklist"].sudo().search([("email", "in", emails)])
            blocked.update(rows.mapped("email"))
        if set(channels) - {MAIL}:
            phones = list({r.phone for r in recipients if r.phone})
            # sudo: whoever sends need not read the list; only the answer is used
            rows = self.env["phone.blacklist"].sudo().search([("number", "in", phones)])
            blocked.update(rows.mapped("number"))
        return blocked

    @api.model
    def _get_consents(self, partner_ids, channels=CHANNELS, purpose=COMMERCIAL):
        """Return the latest word of each contact: ``{(partner, channel): state}``."""
        self.env["community.notice.consent"].flush_model()
        rows = self.env.execute_query(
            SQL(
                """
                SELECT DISTINCT ON (partner_id, channel) partner_id, channel, state
                  FROM community_notice_consent
                 WHERE partner_id = ANY(%s) AND channel = ANY(%s) AND purpose = %s
              ORDER BY partner_id, channel, id DESC
                """,
                list(partner_ids),
                list(channels),
                purpose,
            )
        )
        return {(partner, channel): state for partner, channel, state in rows}

    @api.model
    def _get_refusals(self, partner_ids, channels):
        """Return the contacts an official registry protects, by channel."""
        partners = self.env["res.partner"].browse(partner_ids)
        return {
            (partner, channel)
            for channel in channels
            for partner in self._check_registry(partners, channel).ids
        }

    @api.model
    def _check_registry(self, partners, channel):
        """Return those of the contacts whom an official registry protects.

        A hook for registries of consent such as the Turkish İYS, which must be asked
        before commercial messages leave. The neutral answer is nobody. Whoever fills it
        must answer from a table that is synchronised beforehand: it is called with
        thousands of contacts while messages are queued.
        """
        return partners.browse()

    @api.model
    def _get_recent(self, partner_ids, company):
        """Count the commercial messages of the period, by contact."""
        since = fields.Datetime.now() - timedelta(days=company.notice_cap_days)
        groups = self.env["community.notice.delivery"]._read_group(
            [
                ("partner_id", "in", partner_ids),
                ("purpose", "=", COMMERCIAL),
                ("company_id", "=", company.id),
                ("fallback_of_id", "=", False),
                ("state", "in", ("queued", "sent", "delivered", "read")),
                ("scheduled_at", ">=", since),
            ],
            ["partner_id"],
            ["__count"],
        )
        return {partner.id: count for partner, count in groups}
