from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.fields import Command

REPORT = "community_access.community_access_muster_action_report"


class CommunityAccessMuster(models.Model):
    """The list to tick, and the same on paper."""

    _inherit = "community.access.muster"

    @api.model
    def get_muster(self, muster_id=0, site_id=0):
        """What the page shows; without a number the muster that runs, if one does.

        :raises AccessError: for whoever is no guard
        """
        self._check_guard()
        sites = self.env["community.access.site"].search([])
        site = sites.filtered(lambda one: one.id == site_id) or sites[:1]
        muster = self.browse(muster_id) or self.search(
            [("site_id", "=", site.id), ("closed_at", "=", False)], limit=1
        )
        muster.check_access("read")
        site = muster.site_id or site
        return {
            "sites": [{"id": one.id, "name": one.name} for one in sites],
            "site": site.id,
            "muster": muster._to_page() if muster else False,
            "inside": 0 if muster else self._count_inside(site),
            "is_manager": self._is_manager(),
        }

    @api.model
    def action_start(self, site_id):
        """:return: the number of the muster that runs from now on"""
        return self._start(self.env["community.access.site"].browse(site_id)).id

    def action_close(self):
        """Nobody ticks any more; the list stays to be read."""
        self._close()
        return True

    def action_tick(self, line_id, is_safe):
        """Somebody was seen, or the tick was wrong."""
        self.ensure_one()
        self.check_access("read")
        lines = self.line_ids.filtered(lambda line: line.id == line_id)
        lines._tick(bool(is_safe))
        return True

    def action_print(self):
        """The list on paper."""
        self.check_access("read")
        return self.env.ref(REPORT).report_action(self)

    def action_mail(self):
        """The list as it is now, to the managers of the house."""
        self.ensure_one()
        self.check_access("read")
        if not self._is_manager():
            raise AccessError(self.env._("Only managers send the list."))
        # sudo: the list is printed for whoever may read it; checked above.
        content, kind = (
            self.env["ir.actions.report"].sudo()._render_qweb_pdf(REPORT, self.ids)
        )
        group = self.env.ref("community_access.group_access_manager")
        # sudo: who the managers are.
        people = group.sudo().all_user_ids.filtered(
            lambda user: user.email and self.company_id in user.company_ids
        )
        # sudo: a mail to them, with the list.
        self.env["mail.mail"].sudo().create(
            {
                "subject": self.env._("Muster: %(name)s", name=self.display_name),
                "body_html": self._get_mail_body(),
                "recipient_ids": people.partner_id.ids,
                "attachment_ids": [
                    Command.create({"name": f"muster.{kind}", "raw": content})
                ],
            }
        )
        return self._tell_mailed(len(people))

    def _tell_mailed(self, count):
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "success",
                "message": self.env._("Sent to %(count)s managers.", count=count),
            },
        }

    def _get_mail_body(self):
        return self.env._(
            "%(missing)s of %(people)s are not ticked as safe.",
            missing=self.missing_count,
            people=self.person_count,
        )

    @api.model
    def _is_manager(self):
        return self.env.user.has_group("community_access.group_access_manager")

    @api.model
    def _count_inside(self, site):
        groups = self.env["community.access.visit"]._read_group(
            [
                ("site_id", "=", site.id),
                ("date_out", "=", False),
                ("is_reversed", "=", False),
            ],
            [],
            ["person:count_distinct"],
        )
        return groups[0][0]

    def _to_page(self):
        self.ensure_one()
        is_desk = self.env.user.has_group("community_access.group_access_desk")
        to_text = fields.Datetime.to_string
        return {
            "id": self.id,
            "name": self.display_name,
            "started_at": to_text(self.started_at),
            "started_by": self.user_id.name,
            "closed_at": to_text(self.closed_at) if self.closed_at else "",
            "lines": [
                {
                    "id": line.id,
                    "name": line.name,
                    "zone": line.zone_id.name,
                    "photo": line._get_photo(),
                    "since": to_text(line.since),
                    "is_uncertain": line.is_uncertain,
                    "is_safe": line.is_safe,
                    "safe_at": to_text(line.safe_at) if line.safe_at else "",
                    "safe_by": line.safe_user_id.name or "",
                    "phone": line.phone or "" if is_desk else "",
                }
                for line in self.line_ids
            ],
        }

    # ------------------------------------------------------------
    # ON PAPER
    # ------------------------------------------------------------

    def _get_paper(self):
        """[(zone, its lines by name)] of the printed list."""
        self.ensure_one()
        groups = self.line_ids.grouped("zone_id").items()
        return [
            (zone, lines.sorted(lambda line: line.name.casefold()))
            for zone, lines in sorted(
                groups, key=lambda one: (one[0].sequence, one[0].id)
            )
        ]
