import json

from markupsafe import Markup

from odoo import api, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import SQL

from ..models.community_member_state_rule import EVENT_FIELDS
from ..tools.merge_membership import Membership, merge_memberships

MANAGER = "community_members.group_member_manager"
# Facts of a membership -> fields of the partner.
DATES = {
    {"member_since": "since"}.get(event, event): name
    for event, name in EVENT_FIELDS.items()
}
PROPERTIES = ("member_properties", "properties")


class BasePartnerMergeAutomaticWizard(models.TransientModel):
    """Merging two members loses nothing of either.

    Core keeps the values of the destination and fills its gaps. That is wrong for
    what belongs together (the dates) or may be there once only (number, cards,
    relatives); see also ``base_partner_merge_rows``.
    """

    _inherit = "base.partner.merge.automatic.wizard"

    @api.model
    def default_get(self, fields):
        """The list of duplicates proposes which record stays."""
        values = super().default_get(fields)
        destination = self.env.context.get("member_merge_destination")
        if destination and "dst_partner_id" in fields:
            values["dst_partner_id"] = destination
        return values

    def _merge(self, partner_ids, dst_partner=None, extra_checks=True):
        partners = self.env["res.partner"].browse(partner_ids).exists()
        wizard = self
        if any(partners.mapped("in_member_register")):
            self._check_may_merge_members(partners)
            # sudo: rows and fields that a manager of members may not see would be
            # left out, and deleted with the source: accounts, visits, other companies.
            wizard = self.sudo()
        result = super(BasePartnerMergeAutomaticWizard, wizard)._merge(
            partner_ids, dst_partner and dst_partner.with_env(wizard.env), extra_checks
        )
        if partners.exists() != partners:  # else it waits for approval
            self.env["community.member.duplicate"]._forget_merged(partner_ids)
        return result

    def _check_may_merge_members(self, partners):
        """Managers of members, and nobody may get at the log-in of a colleague.

        :raises AccessError: for whoever is no manager of members
        :raises UserError: when an internal user is among records whose e-mails differ
        """
        if self.env.is_admin():
            return
        if not self.env.user.has_group(MANAGER):
            raise AccessError(
                self.env._("Only managers of the member register merge members.")
            )
        partners.check_access("write")
        # sudo: managers of members may not see users.
        users = partners.sudo().with_context(active_test=False).user_ids
        if len(set(partners.mapped("email"))) > 1 and not all(users.mapped("share")):
            raise UserError(
                self.env._(
                    "One of the records belongs to a colleague, and the e-mail "
                    "addresses differ. Only an administrator can merge them."
                )
            )

    @api.model
    def _update_foreign_keys(self, src_partners, dst_partner):
        # sudo: rows of every company move with the person, or they would be deleted.
        self.sudo()._make_room_for_rows(src_partners.sudo(), dst_partner.sudo())
        return super()._update_foreign_keys(src_partners, dst_partner)

    @api.model
    def _update_values(self, src_partners, dst_partner):
        # sudo: fields that the user may not see are kept as well.
        wizard, sources, kept = self.sudo(), src_partners.sudo(), dst_partner.sudo()
        body = wizard._describe_merge(sources, kept)
        values = wizard._prepare_merged_values(sources, kept)
        properties = wizard._merge_properties(sources, kept)
        wizard._empty_what_is_merged(sources)
        result = super(BasePartnerMergeAutomaticWizard, wizard)._update_values(
            sources, kept
        )
        kept.write(values)
        wizard._write_properties(kept, properties)
        kept._apply_assignments()
        if body:
            kept.message_post(body=body)
        return result

    # ------------------------------------------------------------------
    # Dates and numbers
    # ------------------------------------------------------------------

    def _prepare_merged_values(self, sources, kept):
        partners = kept | sources
        merged = merge_memberships(
            self._get_membership(kept), [self._get_membership(p) for p in sources]
        )
        values = {name: getattr(merged, fact) or False for fact, name in DATES.items()}
        numbers = [number for number in partners.mapped("member_number") if number]
        former = "; ".join(filter(None, partners.mapped("former_member_numbers")))
        former = dict.fromkeys([*filter(None, former.split("; ")), *numbers[1:]])
        overrides = [
            p.member_state_override for p in partners if p.member_state_override
        ]
        reasons = partners.membership_reason_id
        return values | {
            "in_member_register": any(partners.mapped("in_member_register")),
            "member_number": numbers[0] if numbers else False,
            "former_member_numbers": "; ".join(former) or False,
            "member_state_override": overrides[0] if overrides else False,
            "membership_reason_id": reasons[:1].id if merged.resigned_on else False,
        }

    def _get_membership(self, partner):
        return Membership(
            **{fact: partner[name] or None for fact, name in DATES.items()}
        )

    def _empty_what_is_merged(self, sources):
        """What core would copy one by one, although it belongs together."""
        names = ["member_number", "former_member_numbers", "member_state_override"]
        sources.flush_recordset()
        self.env.cr.execute(
            SQL(
                "UPDATE res_partner SET %s WHERE id IN %s",
                SQL(", ").join(
                    SQL("%s = NULL", SQL.identifier(name))
                    for name in (*names, *DATES.values(), "membership_reason_id")
                ),
                tuple(sources.ids),
            )
        )
        sources.invalidate_recordset()

    # ------------------------------------------------------------------
    # Extra fields
    # ------------------------------------------------------------------

    def _merge_properties(self, sources, kept):
        """Core leaves properties out: those of the sources fill the gaps."""
        partners = kept | sources
        partners.flush_recordset(PROPERTIES)
        merged = {}
        for name in PROPERTIES:
            rows = dict(
                self.env.execute_query(
                    SQL(
                        "SELECT id, %s FROM res_partner WHERE id IN %s",
                        SQL.identifier(name),
                        tuple(partners.ids),
                    )
                )
            )
            found = {}
            for partner in (*sources, kept):
                values = rows.get(partner.id) or {}
                found |= {key: value for key, value in values.items() if value}
            merged[name] = found
        return merged

    def _write_properties(self, kept, properties):
        kept.flush_recordset(PROPERTIES)
        for name, values in properties.items():
            if values:
                self.env.cr.execute(
                    SQL(
                        "UPDATE res_partner SET %(name)s ="
                        " COALESCE(%(name)s, '{}') || %(values)s::jsonb"
                        " WHERE id = %(id)s",
                        name=SQL.identifier(name),
                        values=json.dumps(values),
                        id=kept.id,
                    )
                )
        kept.invalidate_recordset(PROPERTIES)

    # ------------------------------------------------------------------
    # What was merged, for the chatter
    # ------------------------------------------------------------------

    def _describe_merge(self, sources, kept):
        """Every value of the sources that gives way, for whoever looks for it later.

        Values of fields that not every reader of the member may see are only named.
        """
        lines = Markup()
        for source in sources:
            lost = [
                self.env._(
                    "%(field)s: %(value)s",
                    field=label,
                    value=value,
                )
                for label, value in self._get_lost_values(source, kept)
            ]
            if source.member_number:
                lost.insert(
                    0,
                    self.env._(
                        "Member number: %(number)s", number=source.member_number
                    ),
                )
            if lost:
                title = self.env._("Merged from %(name)s", name=source.display_name)
                items = Markup().join(Markup("<li>%s</li>") % line for line in lost)
                lines += Markup("<p>%s</p><ul>%s</ul>") % (title, items)
        return lines

    def _get_lost_values(self, source, kept):
        for name, field in source._fields.items():
            if not field.store or field.type not in _SHOWN or name in _SILENT:
                continue
            if field.compute and field.readonly:
                continue
            old, new = source[name], kept[name]
            if old and new and old != new:
                label = field._description_string(self.env)
                shown = self.env._("(differed)") if field.groups else _shown(old)
                yield label, shown
        if source.member_category_id != kept.member_category_id:
            for item in source.read(["member_properties"])[0]["member_properties"]:
                if item.get("value"):
                    yield item.get("string", item["name"]), str(item["value"])


_SHOWN = (
    "char",
    "text",
    "date",
    "datetime",
    "selection",
    "many2one",
    "integer",
    "float",
)
_SILENT = {
    "id",
    "create_uid",
    "create_date",
    "write_uid",
    "write_date",
    "complete_name",
    "display_name",
    "color",
    "member_number",
    "former_member_numbers",
    "member_search_text",
    "commercial_partner_id",
    "email_normalized",
    "phone_sanitized",
    "member_state_since",
    "commercial_company_name",
    "message_main_attachment_id",
    "partner_share",
    "signup_type",
    "calendar_last_notif_ack",
}


def _shown(value):
    return value.display_name if isinstance(value, models.BaseModel) else str(value)
