from odoo import models


class ResourceCalendarLeaves(models.Model):
    """A holiday that is entered closes the gates."""

    _name = "resource.calendar.leaves"
    _inherit = ["resource.calendar.leaves", "community.access.world.part"]
