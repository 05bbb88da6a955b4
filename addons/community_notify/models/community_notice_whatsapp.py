from odoo import fields, models


class CommunityNotice(models.Model):
    _inherit = "community.notice"

    whatsapp_template_id = fields.Many2one(
        "community.whatsapp.template",
        "WhatsApp",
        domain="[('model', '=', model)]",
        ondelete="set null",
        index="btree_not_null",
        help="A template that WhatsApp approved; the language is chosen by recipient.",
    )

    def _get_channels_with_text(self):
        channels = super()._get_channels_with_text()
        return channels | {"whatsapp"} if self.whatsapp_template_id else channels

    def _prepare_whatsapp_texts(self, rows):
        return self.whatsapp_template_id._prepare_texts(rows)


class CommunityNoticeBroadcast(models.Model):
    _inherit = "community.notice.broadcast"

    whatsapp_template_id = fields.Many2one(
        "community.whatsapp.template",
        "WhatsApp",
        domain="[('model', '=', 'res.partner'), ('status', '=', 'approved')]",
        ondelete="set null",
        index="btree_not_null",
    )

    def _get_channels_with_text(self):
        channels = super()._get_channels_with_text()
        return channels | {"whatsapp"} if self.whatsapp_template_id else channels

    def _prepare_whatsapp_texts(self, rows):
        return self.whatsapp_template_id._prepare_texts(rows)
