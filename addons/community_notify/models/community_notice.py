from odoo import api, fields, models
from odoo.exceptions import UserError

CHANNELS = [("mail", "E-mail"), ("sms", "SMS"), ("whatsapp", "WhatsApp")]
PURPOSES = [("transactional", "Service"), ("commercial", "Commercial")]


class CommunityNotice(models.Model):
    """What is told, to whom and over which channels; add-ons ship theirs as data."""

    _name = "community.notice"
    _description = "Notice"
    _order = "sequence, name, id"

    name = fields.Char(required=True, translate=True)
    code = fields.Char(
        required=True,
        copy=False,
        help="The name by which the system sends this notice.",
    )
    active = fields.Boolean(default=True)
    sequence = fields.Integer(default=10)
    description = fields.Text(
        "When and to Whom",
        translate=True,
        help="In a sentence: what happened, and who hears about it.",
    )
    model_id = fields.Many2one(
        "ir.model",
        "About",
        ondelete="cascade",
        index="btree_not_null",
        help="Records the texts speak about, such as an application or a contact.",
    )
    model = fields.Char("Model Name", related="model_id.model", store=True)
    purpose = fields.Selection(
        PURPOSES,
        required=True,
        default="transactional",
        help="Service: belongs to what the person asked for or signed, goes out "
        "without consent. Commercial: advertising, only to those who agreed.",
    )
    delivery_mode = fields.Selection(
        [("ladder", "First channel that works"), ("all", "All channels")],
        "Reach Over",
        required=True,
        default="ladder",
    )
    channel_first = fields.Selection(CHANNELS, "Channel", required=True, default="mail")
    channel_second = fields.Selection(CHANNELS, "Otherwise")
    channel_third = fields.Selection(CHANNELS, "Finally")
    waits_for_morning = fields.Boolean(
        "Wait for Morning",
        default=True,
        help="SMS and WhatsApp wait for the end of the recipient's quiet hours. "
        "Switch off what cannot wait, such as a code.",
    )
    fallback_hours = fields.Integer(
        "Next Channel After",
        help="Hours without a receipt after which the next channel is tried; 0 means "
        "only when a channel fails.",
    )
    mail_template_id = fields.Many2one(
        "mail.template",
        "E-mail",
        domain="[('model', '=', model)]",
        ondelete="set null",
        index="btree_not_null",
    )
    sms_template_id = fields.Many2one(
        "sms.template",
        "SMS",
        domain="[('model', '=', model)]",
        ondelete="set null",
        index="btree_not_null",
    )
    company_id = fields.Many2one("res.company", index="btree_not_null")

    _code_unique = models.Constraint(
        "UNIQUE (code)", "There is a notice of this code already."
    )

    def _get_channels(self):
        """Return the channels of this notice, best first, each once."""
        self.ensure_one()
        order = (self.channel_first, self.channel_second, self.channel_third)
        return list(dict.fromkeys(channel for channel in order if channel))

    @api.ondelete(at_uninstall=False)
    def _unlink_except_sent(self):
        # sudo: messages of all companies count.
        messages = self.env["community.notice.delivery"].sudo()
        if messages.search_count([("notice_id", "in", self.ids)], limit=1):
            raise UserError(
                self.env._("Messages were sent by this notice: switch it off instead.")
            )
