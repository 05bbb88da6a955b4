from odoo import api, fields, models
from odoo.tools import SQL

from .res_partner_access_outlook import REFUSED_DAYS

GUARD = "community_access.group_access_guard"
# What the desk does about a reason beside taking money.
OFFICER = "community_subscription.group_subscription_officer"
CONTRACTS = ("renew", "accept", "end_hold")
PLANS = ("choose_plan", "buy_visits")
BANDS = ("credential_blocked", "credential_expired", "credential_lost")
LAST_TRY_SQL = """
SELECT last.id
  FROM unnest(%(partners)s) AS partner(id), LATERAL (
       SELECT id, kind, verdict FROM community_access_event
        WHERE partner_id = partner.id AND company_id = ANY(%(companies)s)
          AND kind IN ('swipe', 'passed', 'opened') AND occurred_at >= %(since)s
        ORDER BY occurred_at DESC, id DESC LIMIT 1) AS last
 WHERE last.kind = 'swipe' AND last.verdict = 'deny'
"""


class ResPartner(models.Model):
    """What the desk sees of a member: bands, and why the gate did not open."""

    _inherit = "res.partner"

    access_band_count = fields.Integer(
        "Bands", compute="_compute_access_band_count", groups=GUARD
    )
    access_refusal_id = fields.Many2one(
        "community.access.event",
        "Refused at the Gate",
        compute="_compute_access_refusal",
        groups=GUARD,
        help="The last try at a gate, if it was refused in the last days.",
    )
    access_refusal_when = fields.Char(compute="_compute_access_refusal", groups=GUARD)
    access_refusal_words = fields.Char(compute="_compute_access_refusal", groups=GUARD)
    access_refusal_fix = fields.Char(compute="_compute_access_refusal", groups=GUARD)
    access_refusal_help = fields.Selection(
        [
            ("payment", "Register Payment"),
            ("pay_link", "Send Pay Link"),
            ("top_up", "Top Up"),
            ("contracts", "Open Contracts"),
            ("plan", "New Contract"),
            ("bands", "Open Bands"),
            ("solved", "Solved"),
        ],
        compute="_compute_access_refusal",
        groups=GUARD,
    )

    @api.depends("access_credential_ids.state")
    def _compute_access_band_count(self):
        counts = dict(
            self.env["community.access.credential"]._read_group(
                [
                    ("partner_id", "in", self.ids),
                    ("state", "in", ("issued", "blocked")),
                ],
                ["partner_id"],
                ["__count"],
            )
        )
        for partner in self:
            partner.access_band_count = counts.get(partner, 0)

    @api.depends_context("lang", "uid", "allowed_company_ids")
    def _compute_access_refusal(self):
        refusals = self._find_access_refusals().grouped("partner_id")
        for partner in self:
            event = refusals.get(partner) or self.env["community.access.event"]
            event = event.filtered(lambda one: not one._has_passed_by_itself())
            partner.access_refusal_id = event
            partner.access_refusal_when = event and event._say_where_and_when()
            partner.access_refusal_words = event.reason_words
            partner.access_refusal_help = event and event._get_help_at_desk()
            words = self.env["community.access.words"]
            partner.access_refusal_fix = words._say_fix(event.fix)

    def _find_access_refusals(self):
        """The last tries of these people, where they were refused; one statement."""
        events = self.env["community.access.event"]
        events.flush_model()
        found = self.env.execute_query(
            SQL(
                LAST_TRY_SQL,
                partners=self.ids,
                companies=self.env.companies.ids,
                since=fields.Datetime.now() - REFUSED_DAYS,
            )
        )
        return events.browse(row[0] for row in found)._filtered_access("read")

    # ------------------------------------------------------------
    # ACTIONS
    # ------------------------------------------------------------

    def action_open_access_bands(self):
        """Bands and cards of this person, also those of before."""
        self.ensure_one()
        self.env["community.access.credential"].check_access("read")
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "community_access.community_access_credential_action"
        )
        return action | {"domain": [("partner_id", "=", self.id)], "context": {}}

    def action_fix_access(self):
        """What helps after a refusal; rights are those of what it opens."""
        self.ensure_one()
        self.env["community.access.event"].check_access("read")
        help_at_desk = self.access_refusal_help
        if help_at_desk in ("payment", "pay_link"):
            return self.access_refusal_id.action_fix()
        if help_at_desk == "top_up":
            return self.action_open_wallet()
        if help_at_desk == "contracts":
            return self.action_open_member_contracts()
        if help_at_desk == "plan":
            return self.action_new_contract()
        if help_at_desk == "bands":
            return self.action_open_access_bands()
        return self.action_open_access_refusal()

    def action_open_access_refusal(self):
        """What happened at the gate, with all of its reasons."""
        self.ensure_one()
        self.env["community.access.event"].check_access("read")
        return self.access_refusal_id.action_open_event()
