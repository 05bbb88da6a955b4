"""Models of the add-ons below: their texts refuse full payment card numbers as well.

They cannot inherit the guard where they are defined, because it stands above them. What
is asked of a guarded record is checked here too: it would lie in the request until it
is approved.
"""

from odoo import models

GUARD = "community.member.card.number.guard"


class CommunityApprovalAreaLine(models.Model):
    _name = "community.approval.area.line"
    _inherit = [GUARD, "community.approval.area.line"]


class CommunityApprovalDecision(models.Model):
    _name = "community.approval.decision"
    _inherit = [GUARD, "community.approval.decision"]


class CommunityApprovalStep(models.Model):
    _name = "community.approval.step"
    _inherit = [GUARD, "community.approval.step"]


class CommunityChangeRequest(models.Model):
    _name = "community.change.request"
    _inherit = [GUARD, "community.change.request"]


class CommunityChangeRequestLine(models.Model):
    _name = "community.change.request.line"
    _inherit = [GUARD, "community.change.request.line"]


class CommunityNotice(models.Model):
    _name = "community.notice"
    _inherit = [GUARD, "community.notice"]


class CommunityNoticeBroadcast(models.Model):
    _name = "community.notice.broadcast"
    _inherit = [GUARD, "community.notice.broadcast"]


class CommunityNoticeConsent(models.Model):
    _name = "community.notice.consent"
    _inherit = [GUARD, "community.notice.consent"]


class CommunityNoticeRule(models.Model):
    _name = "community.notice.rule"
    _inherit = [GUARD, "community.notice.rule"]


class CommunitySimulatedMessage(models.Model):
    _name = "community.simulated.message"
    _inherit = [GUARD, "community.simulated.message"]


class CommunityWhatsappTemplate(models.Model):
    _name = "community.whatsapp.template"
    _inherit = [GUARD, "community.whatsapp.template"]


class CommunityWhatsappTemplateParameter(models.Model):
    _name = "community.whatsapp.template.parameter"
    _inherit = [GUARD, "community.whatsapp.template.parameter"]
