from odoo import models


class ResourceCalendarAttendance(models.Model):
    """Opening hours that change are known at the gates at once."""

    _name = "resource.calendar.attendance"
    _inherit = ["resource.calendar.attendance", "community.access.world.part"]
