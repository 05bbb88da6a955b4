from collections import Counter

from odoo import api, fields, models
from odoo.fields import Domain

from ..tools.service_form import Officer, Stop, choose_officer, order_route


class CommunityServiceForm(models.Model):
    """Planned visits: who goes, in which order, and how long it takes."""

    _inherit = "community.service.form"

    visit_plan_id = fields.Many2one(
        "community.service.visit.plan",
        "Comes Again",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="set null",
    )
    visit_day = fields.Date(readonly=True, copy=False)
    route_order = fields.Integer(
        "Place on the Route", readonly=True, copy=False, aggregator=None
    )
    requested_at = fields.Datetime(
        "Asked For On", default=lambda self: fields.Datetime.now()
    )

    _planned_once = models.UniqueIndex(
        "(visit_plan_id, visit_day) WHERE visit_plan_id IS NOT NULL",
        "This visit was planned already.",
    )

    @api.model
    def _get_derived(self):
        return super()._get_derived() | {"visit_plan_id", "visit_day", "route_order"}

    def _in_route_order(self):
        """Day by day, region by region."""
        days = self.grouped(
            lambda form: fields.Datetime.context_timestamp(form, form.date_from).date()
        )
        ids = []
        for day in sorted(days):
            ids += order_route(form._get_stop() for form in days[day])
        return self.browse(ids)

    def _get_stop(self):
        person = self.partner_id
        return Stop(
            self.id,
            self.date_from,
            self.region_id.display_name or "",
            person.zip or "",
            person.street or "",
        )

    def action_order_route(self):
        """Number the visits of each officer and day, region by region."""
        self.check_access("write")
        for forms in self.grouped("user_id").values():
            for place, form in enumerate(forms._in_route_order(), start=1):
                form._keep({"route_order": place})

    @api.model
    def _suggest_officer(self, partner, kind, moment, company):
        """Who should go: able, of the region, and with the fewest visits that day.

        :return: res.users; who asks when nobody has the skills
        """
        # sudo: skills, regions and the load of colleagues.
        users = self.sudo().env["res.users"]
        role = self.env.ref("community_helpdesk.group_helpdesk_officer").sudo()
        able = role.all_user_ids.filtered(
            lambda user: (
                user.active
                and not user.share
                and company in user.company_ids
                and user != self.env.ref("base.user_root")
            )
        )
        load = self._count_visits(able, moment)
        # sudo: where the customer is.
        person = partner.sudo()
        region = person.member_region_id or (
            person.commercial_partner_id.member_region_id
        )
        skills = self._get_skills(able)
        chosen = choose_officer(
            [
                Officer(
                    user.id,
                    frozenset(user.service_region_ids.ids),
                    skills.get(user, frozenset()),
                    load[user.id],
                )
                for user in able
            ],
            region.id,
            frozenset(kind.skill_ids.ids),
        )
        return users.browse(chosen).sudo(False) if chosen else self.env.user

    @api.model
    def _get_skills(self, users):
        """What they can, in whatever group they are.

        :return: {res.users: frozenset of ids}
        """
        # sudo: skills of colleagues.
        members = self.env["community.ticket.group.member"].sudo()
        found = members.search([("user_id", "in", users.ids)]).grouped("user_id")
        return {user: frozenset(rows.skill_ids.ids) for user, rows in found.items()}

    @api.model
    def _count_visits(self, users, moment):
        """Visits of a day.

        :return: Counter {user id: visits}
        """
        start = fields.Datetime.start_of(moment, "day")
        domain = Domain("user_id", "in", users.ids)
        domain &= Domain("date_from", ">=", start)
        domain &= Domain("date_from", "<=", fields.Datetime.end_of(moment, "day"))
        domain &= Domain("state", "!=", "cancelled")
        # sudo: only the number is told.
        rows = self.sudo()._read_group(domain, ["user_id"], ["__count"])
        return Counter({user.id: count for user, count in rows})
