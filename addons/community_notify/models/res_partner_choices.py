from odoo import models

from .community_notice import CHANNELS


class ResPartner(models.Model):
    _inherit = "res.partner"

    def _get_notice_choices(self, company):
        """Return what the member may choose on the portal, a row for each channel.

        Advertising only to those who said yes; service messages to all who did not say
        no. Service by e-mail is not for choice: something must reach the member.
        """
        self.ensure_one()
        judge = self.env["community.notice.judge"]
        ready = self.env["community.notice.delivery"]._get_channels_ready(company)
        channels = [channel for channel, _label in CHANNELS if channel in ready]
        news = judge._get_consents(self.ids, channels, "commercial")
        service = judge._get_consents(self.ids, channels, "transactional")
        selection = self.env["community.notice"]._fields["channel_first"]
        labels = dict(selection._description_selection(self.env))
        address = {"mail": self.email, "sms": self.phone_sanitized}
        return [
            {
                "channel": channel,
                "label": labels[channel],
                "address": address.get(channel, self.phone_sanitized) or "",
                "news": news.get((self.id, channel)) == "granted",
                "service": service.get((self.id, channel)) != "withdrawn",
                "service_fixed": channel == "mail",
                "text": self._get_consent_text(company, labels[channel]),
            }
            for channel in channels
        ]

    def _get_consent_text(self, company, label):
        """Return the words a member agrees to; they are kept with the consent."""
        return self.env._(
            "I agree to receive news and offers of %(company)s over this channel: "
            "%(channel)s. I can withdraw this at any time.",
            company=company.name,
            channel=label,
        )

    def _save_notice_choices(self, company, ticked):
        """Note what is ticked now and was not before, and the other way round."""
        self.ensure_one()
        consents = self.env["community.notice.consent"]
        for choice in self._get_notice_choices(company):
            channel = choice["channel"]
            news = f"news_{channel}" in ticked
            if news != choice["news"]:
                consents._record(
                    self,
                    [channel],
                    "granted" if news else "withdrawn",
                    "portal",
                    text=choice["text"],
                )
            service = f"service_{channel}" in ticked or choice["service_fixed"]
            if service != choice["service"]:
                consents._record(
                    self,
                    [channel],
                    "granted" if service else "withdrawn",
                    "portal",
                    purpose="transactional",
                )
