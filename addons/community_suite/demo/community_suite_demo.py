from odoo import api, models

from . import lists, people
from .world import World


class CommunitySuiteDemo(models.AbstractModel):
    """Fills a database with a living club; called from the demo files only."""

    _name = "community.suite.demo"
    _description = "Demo World"

    @api.model
    def _build(self):
        world = World(self.env)
        lists.make_lists(world)
        people.make_members(world)
