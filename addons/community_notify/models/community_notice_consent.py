from odoo import fields, models

from .community_notice import CHANNELS, PURPOSES


class CommunityNoticeConsent(models.Model):
    """A consent that was given or withdrawn: an entry that is never edited."""

    _name = "community.notice.consent"
    _description = "Consent"
    _order = "id DESC"
    _rec_name = "partner_id"

    partner_id = fields.Many2one(
        "res.partner", "Who", required=True, ondelete="cascade", index=True
    )
    channel = fields.Selection(CHANNELS, required=True)
    purpose = fields.Selection(PURPOSES, required=True, default="commercial")
    state = fields.Selection(
        [("granted", "Given"), ("withdrawn", "Withdrawn")], required=True
    )
    given_at = fields.Datetime("When", required=True, default=fields.Datetime.now)
    source = fields.Selection(
        [
            ("portal", "On the portal"),
            ("form", "On a form of the website"),
            ("paper", "On paper"),
            ("spoken", "By word or phone"),
            ("link", "With the link in a message"),
            ("reply", "With a reply to a message"),
            ("registry", "In the official registry"),
            ("import", "Taken over from another system"),
        ],
        "How",
        required=True,
    )
    note = fields.Char("Proof", help="Where the proof is, such as the form's number.")
    text = fields.Text("Text Agreed To")
    text_hash = fields.Char("Text's Fingerprint", readonly=True)
    user_id = fields.Many2one(
        "res.users",
        "Recorded By",
        required=True,
        readonly=True,
        default=lambda self: self.env.user,
    )

    _latest = models.Index("(partner_id, channel, purpose, id DESC)")
