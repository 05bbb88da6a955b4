from zoneinfo import ZoneInfo

from dateutil.relativedelta import relativedelta

from odoo import api, fields, models

from odoo.addons.community_members.models.res_partner_alerts import FULL_AGE

WEEKDAYS = [
    ("1", "Monday"),
    ("2", "Tuesday"),
    ("3", "Wednesday"),
    ("4", "Thursday"),
    ("5", "Friday"),
    ("6", "Saturday"),
    ("7", "Sunday"),
]


class CommunityAccessVisit(models.Model):
    """What screens and reports show of a visit."""

    _inherit = "community.access.visit"

    weekday_in = fields.Selection(
        WEEKDAYS, "Weekday", compute="_compute_clock", store=True
    )
    hour_in = fields.Char(
        "Hour",
        compute="_compute_clock",
        store=True,
        help="In which somebody came, by the clock of the house.",
    )
    minutes_so_far = fields.Integer(
        "Minutes So Far", compute="_compute_so_far", aggregator=None
    )
    is_uncertain = fields.Boolean(
        "Probably Left",
        compute="_compute_so_far",
        help="Came in before the last night's reset and was not seen since.",
    )
    contact_name = fields.Char(
        "Call", compute="_compute_contact", groups="community_access.group_access_desk"
    )
    contact_phone = fields.Char(
        "Phone", compute="_compute_contact", groups="community_access.group_access_desk"
    )

    @api.depends("date_in", "zone_id")
    def _compute_clock(self):
        for visit in self:
            zone = ZoneInfo(visit.zone_id.site_id.tz or "UTC")
            local = visit.date_in.replace(tzinfo=ZoneInfo("UTC")).astimezone(zone)
            visit.weekday_in = str(local.isoweekday())
            visit.hour_in = f"{local.hour:02d}:00"

    @api.depends("date_in", "date_out")
    def _compute_so_far(self):
        now = fields.Datetime.now()
        edges = {zone: zone._get_last_reset(now) for zone in self.zone_id}
        for visit in self:
            stay = (visit.date_out or now) - visit.date_in
            visit.minutes_so_far = stay.total_seconds() // 60
            edge = edges[visit.zone_id]
            visit.is_uncertain = bool(
                edge and not visit.date_out and visit.date_in < edge
            )

    @api.depends("partner_id.phone", "partner_id.guardian_id.phone")
    def _compute_contact(self):
        """Whom to call: of who is under age the guardian."""
        grown_up = fields.Date.today() - relativedelta(years=FULL_AGE)
        # sudo: the desk calls whoever is inside; only name and phone.
        for visit in self.sudo():
            person = visit.partner_id
            born = person.birthdate_date
            is_minor = born and born > grown_up
            guardian = person.guardian_id if is_minor else person.browse()
            visit.contact_name = guardian.name or False
            visit.contact_phone = guardian.phone or person.phone or False
