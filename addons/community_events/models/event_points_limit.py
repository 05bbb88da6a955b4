from odoo import api, models
from odoo.exceptions import AccessError

from .event_event_points import POINTS

MANAGER = "community_members.group_member_manager"
DECIDING = {*POINTS.values(), "company_id"}


class EventEvent(models.Model):
    """More points than the club's limit are set by those who manage its members."""

    _inherit = "event.event"

    @api.model_create_multi
    def create(self, vals_list):
        events = super().create(vals_list)
        # What a template gives was looked at when the template was made.
        templates = events.event_type_id
        known = {template: template._get_points() for template in templates}
        nothing = dict.fromkeys(POINTS.values(), 0)
        for event in events:
            event._check_points_limit(known.get(event.event_type_id, nothing))
        return events

    def write(self, vals):
        if not DECIDING & vals.keys():
            return super().write(vals)
        before = {
            event.id: {} if "company_id" in vals else event._get_points()
            for event in self
        }
        result = super().write(vals)
        for event in self:
            event._check_points_limit(before[event.id])
        return result

    def _get_points(self):
        return _read_points(self)

    def _check_points_limit(self, known):
        _check_limit(self, self.company_id, known)


class EventType(models.Model):
    _inherit = "event.type"

    @api.model_create_multi
    def create(self, vals_list):
        templates = super().create(vals_list)
        for template in templates:
            template._check_points_limit({})
        return templates

    def write(self, vals):
        if not DECIDING & vals.keys():
            return super().write(vals)
        before = {template.id: template._get_points() for template in self}
        result = super().write(vals)
        for template in self:
            template._check_points_limit(before[template.id])
        return result

    def _get_points(self):
        return _read_points(self)

    def _check_points_limit(self, known):
        _check_limit(self, self.env.company, known)


def _read_points(record):
    record.ensure_one()
    # sudo: columns that everybody who may write them reads.
    record_sudo = record.sudo()
    return {name: record_sudo[name] for name in POINTS.values()}


def _check_limit(record, company, known):
    """:param known: points that stood there before, and that others answer for
    :raises AccessError: more than organisers may give
    """
    env = record.env
    if env.su or env.user.has_group(MANAGER):
        return
    # sudo: a figure of the settings.
    limit = (company or env.company).sudo().event_points_limit
    points = _read_points(record)
    if any(points[name] > max(limit, known.get(name, 0)) for name in points):
        raise AccessError(
            env._(
                "Organisers give up to %(limit)s points for a seat. Ask a manager of "
                "members to set more.",
                limit=limit,
            )
        )
