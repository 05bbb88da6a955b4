from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL

from ..tools.member_state import StateFacts, standing_on
from ..tools.membership_term import MembershipDates, renew
from .community_member_state_rule import EVENT_FIELDS, STATE_SELECTION


class ResPartner(models.Model):
    """The standing of a member: dates, rules on them, and the manual override."""

    _inherit = "res.partner"

    member_state = fields.Selection(
        STATE_SELECTION,
        compute="_compute_member_state",
        store=True,
        precompute=True,
        index="btree_not_null",
        tracking=True,
        group_expand=True,
    )
    is_member = fields.Boolean(
        "Counts as Member",
        compute="_compute_member_state",
        store=True,
        precompute=True,
        help="By the rule of the state: has the rights of a member today.",
    )
    member_state_since = fields.Date(
        "In This State Since",
        compute="_compute_member_state",
        store=True,
        precompute=True,
    )
    membership_applied_on = fields.Date("Applied On", copy=False, tracking=True)
    member_since = fields.Date(
        copy=False, tracking=True, help="Day of the first admission. Never changes."
    )
    membership_start = fields.Date(
        "Member From",
        copy=False,
        tracking=True,
        help="First day of unbroken membership; restarts only after it was lost.",
    )
    membership_end = fields.Date(
        "Member Until",
        copy=False,
        tracking=True,
        index="btree_not_null",
        help="Last day that is paid or granted; renewal moves it.",
    )
    membership_suspended_from = fields.Date("Suspended From", copy=False, tracking=True)
    membership_suspended_until = fields.Date("Suspended To", copy=False, tracking=True)
    membership_resigned_on = fields.Date(
        "Resigned On", copy=False, tracking=True, index="btree_not_null"
    )
    membership_reason_id = fields.Many2one(
        "community.member.reason", string="Reason", copy=False, tracking=True
    )
    deceased_on = fields.Date(copy=False, tracking=True)
    member_state_override = fields.Selection(
        STATE_SELECTION,
        string="State by Hand",
        copy=False,
        tracking=True,
        index="btree_not_null",
        help="Stops the rules for this one member until it is emptied.",
    )

    _membership_dates_order = models.Constraint(
        "CHECK (membership_end IS NULL OR membership_start IS NULL"
        " OR membership_end >= membership_start - 1)",
        "Membership cannot end before it starts.",
    )
    _suspension_order = models.Constraint(
        "CHECK (membership_suspended_until IS NULL"
        " OR membership_suspended_from IS NOT NULL"
        " AND membership_suspended_until >= membership_suspended_from)",
        "A suspension cannot end before it starts.",
    )

    @api.depends(
        "in_member_register",
        "member_category_id",
        "member_state_override",
        *EVENT_FIELDS.values(),
    )
    def _compute_member_state(self):
        rules = self.env["community.member.state.rule"]._get_rules()
        today = fields.Date.context_today(self)
        for partner in self:
            before = partner._origin.member_state
            if partner.in_member_register:
                standing = standing_on(partner._get_state_facts(), rules, today)
                partner.member_state = standing.state
                partner.is_member = standing.counts_as_member
            else:
                partner.member_state = False
                partner.is_member = False
            if partner.member_state != before or not partner.member_state_since:
                partner.member_state_since = partner.member_state and today

    def _get_potential_members(self):
        """Those with whom there is no trade yet, because they are potential members.

        A branch or an employee stands for the corporate member above it. Sales and
        purchases ask this before they bind anybody.
        """
        members = self.mapped(
            lambda partner: (
                partner.commercial_partner_id
                if partner.commercial_partner_id.in_member_register
                else partner
            )
        )
        return members.filtered(lambda member: member.member_state == "potential")

    def _get_state_facts(self):
        self.ensure_one()
        dates = {event: self[name] or None for event, name in EVENT_FIELDS.items()}
        return StateFacts(
            **dates,
            category_id=self.member_category_id.id or None,
            override=self.member_state_override or None,
        )

    @api.model
    def _cron_refresh_member_states(self):
        self._refresh_member_states()

    @api.model
    def _refresh_member_states(self):
        """Apply the rules of today to the whole register in one statement.

        :return: how many members changed state
        """
        self.flush_model()
        today = fields.Date.context_today(self)
        state, counts = self.env["community.member.state.rule"]._sql_standing(
            "res_partner", today
        )
        rows = self.env.execute_query(
            SQL(
                """
                WITH standing AS (
                    SELECT id, %(state)s AS state, %(counts)s AS counts
                      FROM res_partner
                     WHERE in_member_register
                )
                UPDATE res_partner
                   SET member_state = standing.state,
                       is_member = standing.counts,
                       member_state_since = CASE
                           WHEN res_partner.member_state IS DISTINCT FROM standing.state
                           THEN %(today)s ELSE member_state_since END,
                       write_date = now() AT TIME ZONE 'UTC',
                       write_uid = %(uid)s
                  FROM standing
                 WHERE res_partner.id = standing.id
                   AND (res_partner.member_state IS DISTINCT FROM standing.state
                        OR res_partner.is_member IS DISTINCT FROM standing.counts)
             RETURNING res_partner.id
                """,
                state=state,
                counts=counts,
                today=today,
                uid=self.env.uid,
            )
        )
        moved = self.browse(row[0] for row in rows)
        moved.invalidate_recordset(["member_state", "is_member", "member_state_since"])
        return len(moved)

    def _admit_members(self, day=None):
        """Make members of these people: dates by their term, number, no old exit."""
        day = day or fields.Date.context_today(self)
        for partner in self:
            partner._extend_membership(day)
        self._assign_member_numbers()
        self._issue_cards()

    def _extend_membership(self, day):
        """Join or renew on `day` for one term of the main category."""
        self.ensure_one()
        if self.deceased_on:
            raise UserError(
                self.env._(
                    "%(name)s has died; a membership cannot be renewed.",
                    name=self.display_name,
                )
            )
        term = self.member_category_id._get_term() if self.member_category_id else None
        if not term:
            raise UserError(
                self.env._(
                    "Choose a main category for %(name)s first: it says how long a "
                    "membership runs.",
                    name=self.display_name,
                )
            )
        dates = MembershipDates(
            self.member_since or None,
            self.membership_start or None,
            self.membership_end or None,
        )
        renewed = renew(dates, term, day, self.is_member)
        self.write(
            {
                "in_member_register": True,
                "member_since": renewed.since,
                "membership_start": renewed.start,
                "membership_end": renewed.end,
                "membership_resigned_on": False,
                "membership_reason_id": False,
                "member_state_override": False,
            }
        )

    def action_renew_membership(self):
        """Admit or renew for one term of the main category, from the form's button."""
        self.check_access("write")
        self._admit_members()
        return True
