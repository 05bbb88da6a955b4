import re

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError

from ..tools import http_guard, whatsapp

MOST_PAGES = 20


class CommunityWhatsappTemplate(models.Model):
    """A text that WhatsApp approved; outside an open conversation nothing else goes."""

    _name = "community.whatsapp.template"
    _description = "WhatsApp Template"
    _order = "name, language, id"

    name = fields.Char(
        "Template's Name",
        required=True,
        help="As at WhatsApp: small letters, digits and underscores.",
    )
    language = fields.Char(
        required=True, default="en", help="As at WhatsApp, such as tr, en or ka."
    )
    category = fields.Selection(
        [
            ("utility", "Utility"),
            ("marketing", "Marketing"),
            ("authentication", "Authentication"),
        ],
        required=True,
        default="utility",
    )
    status = fields.Selection(
        [
            ("draft", "Not submitted"),
            ("pending", "In review"),
            ("approved", "Approved"),
            ("rejected", "Rejected"),
            ("paused", "Paused"),
            ("disabled", "Disabled"),
        ],
        required=True,
        default="draft",
        copy=False,
    )
    status_detail = fields.Char("Why", readonly=True, copy=False)
    checked_at = fields.Datetime("Checked", readonly=True, copy=False)
    body = fields.Text(
        "Text", required=True, help="As at WhatsApp, with {{1}}, {{2}} for the values."
    )
    model_id = fields.Many2one(
        "ir.model", "About", ondelete="cascade", index="btree_not_null"
    )
    model = fields.Char("Model Name", related="model_id.model", store=True)
    parameter_ids = fields.One2many(
        "community.whatsapp.template.parameter", "template_id", "Values", copy=True
    )
    preview = fields.Text(compute="_compute_preview")
    is_cloud = fields.Boolean(compute="_compute_is_cloud")
    company_id = fields.Many2one(
        "res.company", required=True, index=True, default=lambda self: self.env.company
    )

    _name_unique = models.Constraint(
        "UNIQUE (company_id, name, language)",
        "There is a template of this name and language already.",
    )

    @api.depends("name", "language")
    def _compute_display_name(self):
        for template in self:
            template.display_name = f"{template.name} ({template.language})"

    @api.depends("body", "parameter_ids.path", "parameter_ids.number")
    def _compute_preview(self):
        for template in self:
            paths = {x.number: x.path or "" for x in template.parameter_ids}
            template.preview = template._fill(
                [f"[{paths.get(i, '')}]" for i in range(1, template._count() + 1)]
            )

    @api.depends("company_id.whatsapp_provider")
    def _compute_is_cloud(self):
        for template in self:
            template.is_cloud = template.company_id.whatsapp_provider == "cloud"

    @api.constrains("name")
    def _check_name(self):
        for template in self:
            if not re.fullmatch(r"[a-z0-9_]{1,512}", template.name):
                raise ValidationError(
                    self.env._(
                        "A template's name has small letters, digits and underscores."
                    )
                )

    @api.constrains("body", "parameter_ids")
    def _check_parameters(self):
        for template in self:
            numbers = sorted(template.parameter_ids.mapped("number"))
            if numbers and numbers != list(range(1, template._count() + 1)):
                raise ValidationError(
                    self.env._("Each {{number}} of the text needs exactly one value.")
                )

    # ------------------------------------------------------------
    # ACTIONS
    # ------------------------------------------------------------

    def action_fetch(self):
        """Ask WhatsApp which templates there are and what was decided about them."""
        if not self.env.user.has_group("community_notify.group_notice_manager"):
            raise AccessError(self.env._("Only managers of notices fetch templates."))
        if self.env.company.whatsapp_provider != "cloud":
            raise UserError(
                self.env._("WhatsApp Cloud API is not set up for this company.")
            )
        count = self._fetch(self.env.company)
        if count is None:
            raise UserError(
                self.env._("WhatsApp did not answer. Please try again later.")
            )
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "success",
                "message": self.env._(
                    "%(count)s templates are up to date.", count=count
                ),
                "next": {"type": "ir.actions.client", "tag": "soft_reload"},
            },
        }

    @api.model
    def _fetch(self, company):
        """Read the templates of a company from WhatsApp; return how many there are."""
        account, after, entries = company._get_whatsapp(), "", []
        for _page in range(MOST_PAGES):
            try:
                reply = company._fetch(whatsapp.build_templates(account, after))
            except (
                http_guard.BlockedError,
                http_guard.NotSentError,
                http_guard.SilentError,
            ):
                return None
            page = whatsapp.read_templates(reply)
            if page is None:
                return None
            entries += page[0]
            after = page[1]
            if not after:
                break
        for entry in entries:
            self._take_over(company, entry)
        return len(entries)

    def _take_over(self, company, entry):
        values = {
            "status": self._read_status(entry["status"]),
            "body": entry["body"] or "-",
            "checked_at": fields.Datetime.now(),
        }
        if entry["category"] in dict(self._fields["category"].selection):
            values["category"] = entry["category"]
        template = self._find(company, entry["name"], entry["language"])
        if not template:
            names = {"name": entry["name"], "language": entry["language"]}
            return self.create(values | names | {"company_id": company.id})
        if template._count(values["body"]) != template._count():
            # The text takes other values than before: they are asked for anew.
            template.parameter_ids.unlink()
        template.write(values)
        return template

    def _read_status(self, status):
        """WhatsApp knows more states than a sender needs to know apart."""
        if status in dict(self._fields["status"].selection):
            return status
        return "pending" if status in ("in_appeal", "pending_deletion") else "disabled"

    def _set_status(self, company, event):
        """Note what a webhook told about a template."""
        template = self._find(company, event.name, event.language)
        template.write(
            {
                "status": self._read_status(event.status),
                "status_detail": event.detail,
                "checked_at": fields.Datetime.now(),
            }
        )
