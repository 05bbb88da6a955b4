from odoo import fields, models
from odoo.tools import SQL

from ..tools.assignment import AgentFacts
from .community_ticket_rule import ASSIGN_WAYS

# One row for each member: what he does now, what he knows, and whether he is away.
MEMBERS = """
    SELECT member.group_id, member.user_id, member.capacity, member.seniority,
           member.takes_new, member.permission,
           COALESCE(work.load, 0), COALESCE(extract(epoch FROM latest.at), 0),
           EXISTS (SELECT FROM community_ticket_absence away
                    WHERE away.user_id = member.user_id
                      AND away.date_from <= (clock_timestamp() AT TIME ZONE 'UTC')
                      AND (away.date_to IS NULL
                           OR away.date_to > (clock_timestamp() AT TIME ZONE 'UTC'))),
           ARRAY(SELECT skill.community_ticket_skill_id
                   FROM community_ticket_group_member_community_ticket_skill_rel skill
                  WHERE skill.community_ticket_group_member_id = member.id),
           ARRAY(SELECT lang.code
                   FROM community_ticket_group_member_res_lang_rel spoken
                   JOIN res_lang lang ON lang.id = spoken.res_lang_id
                  WHERE spoken.community_ticket_group_member_id = member.id)
      FROM community_ticket_group_member member
      JOIN res_users agent ON agent.id = member.user_id AND agent.active
      LEFT JOIN LATERAL (
           SELECT count(*) AS load FROM community_ticket ticket
            WHERE ticket.user_id = member.user_id
              AND ticket.stage_kind IN ('new', 'open', 'waiting', 'hold')) work ON true
      LEFT JOIN LATERAL (
           SELECT max(ticket.assigned_at) AS at FROM community_ticket ticket
            WHERE ticket.user_id = member.user_id) latest ON true
     WHERE member.group_id IN %s
     ORDER BY member.group_id, member.sequence, member.id
"""


class CommunityTicketGroup(models.Model):
    """How a group hands out its tickets."""

    _inherit = "community.ticket.group"

    assign_way = fields.Selection(
        ASSIGN_WAYS,
        "New Tickets Go",
        required=True,
        default="none",
        help="Agents who are away, full or take no new tickets are passed over.",
    )
    return_hours = fields.Integer(
        "Back to the Queue After Hours",
        help="A ticket that its agent does not touch goes to another. 0: never.",
    )

    _return_not_negative = models.Constraint(
        "CHECK (return_hours >= 0)", "Hours cannot be negative."
    )

    def _get_agents(self):
        """Facts of the members of these groups, in one query.

        :return: {group id: list of AgentFacts}
        """
        agents = {group_id: [] for group_id in self.ids}
        if not self:
            return agents
        self.env.flush_all()
        self.env.cr.execute(SQL(MEMBERS, tuple(self.ids)))
        for row in self.env.cr.fetchall():
            group_id, user_id, capacity, seniority, takes_new, permission = row[:6]
            load, last_at, is_away, skill_ids, langs = row[6:]
            agents[group_id].append(
                AgentFacts(
                    user_id=user_id,
                    load=load,
                    capacity=capacity or 0,
                    seniority=int(seniority),
                    skill_ids=frozenset(skill_ids),
                    langs=frozenset(langs),
                    last_at=float(last_at),
                    takes_new=bool(takes_new),
                    is_away=is_away,
                    may_change=permission in ("change", "full"),
                )
            )
        return agents
