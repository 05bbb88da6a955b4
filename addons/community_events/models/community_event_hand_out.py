from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Domain

from ..tools.ticket_rules import Thing
from .community_checkin_attempt_review import JUDGEMENTS


class CommunityEventHandOut(models.Model):
    """What is handed out at an event: badge, T-shirt, meal; at one gate or several.

    A gate that hands something out is no entrance. All gates with the same thing share
    the count.
    """

    _name = "community.event.hand.out"
    _description = "Hand-Out"
    _inherit = "community.member.card.number.guard"
    _order = "name, id"

    name = fields.Char(required=True, translate=True)
    event_id = fields.Many2one(
        "event.event", required=True, index=True, ondelete="cascade"
    )
    most = fields.Integer(
        "Per Ticket",
        required=True,
        default=1,
        help="How many of it one ticket gets; 0 means as many as one likes.",
    )
    after_entry = fields.Boolean(
        "After Coming In", help="Whoever has not come in yet gets nothing."
    )
    gate_ids = fields.One2many("community.checkin.gate", "hand_out_id", "Gates")
    given_count = fields.Integer("Handed Out", compute="_compute_given_count")
    entitled_count = fields.Integer(
        "Tickets",
        compute="_compute_entitled_count",
        help="Tickets of this event that get it.",
    )

    _name_uniq = models.UniqueIndex(
        "(event_id, (name->>'en_US'))",
        "This event hands out a thing of this name already.",
    )
    _name_length = models.Constraint(
        "CHECK (length(name->>'en_US') <= 64)",
        "The name of a hand-out has at most 64 letters: it stands on a phone.",
    )
    _most_range = models.Constraint(
        "CHECK (most BETWEEN 0 AND 1000)",
        "A ticket gets up to 1000 of a thing (0: no limit).",
    )

    def _compute_given_count(self):
        rows = self.env["community.checkin.attempt"]._read_group(
            [("hand_out_id", "in", self.ids), *self._get_given_domain()],
            ["hand_out_id"],
            ["__count"],
        )
        counts = {thing.id: count for thing, count in rows}
        for thing in self:
            thing.given_count = counts.get(thing._origin.id, 0)

    @api.model
    def _get_given_domain(self):
        """What left the desk, also beside the rules; not what was taken back."""
        taken_back = Domain("corrected_by_ids", "any", [("kind", "=", "annulled")])
        return (
            Domain("verdict", "!=", "deny")
            & Domain("kind", "not in", JUDGEMENTS)
            & ~taken_back
        )

    @api.depends("gate_ids.ticket_ids", "event_id.registration_ids.state")
    def _compute_entitled_count(self):
        rows = self.env["event.registration"]._read_group(
            [("event_id", "in", self.event_id.ids), ("state", "in", ("open", "done"))],
            ["event_id", "event_ticket_id"],
            ["__count"],
        )
        for thing in self:
            thing.entitled_count = sum(
                count
                for event, ticket, count in rows
                if event == thing.event_id._origin
                and thing._get_gates_for(ticket) is not None
            )

    def write(self, vals):
        if "event_id" in vals and self.event_id.ids != [vals["event_id"]]:
            raise UserError(
                self.env._(
                    "What an event hands out stays with it. Make a new one at the "
                    "other event."
                )
            )
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_used(self):
        for thing in self.with_context(active_test=False):
            if thing.gate_ids:
                raise UserError(
                    self.env._(
                        "“%(thing)s” is handed out at “%(gate)s”. Delete that gate, or "
                        "let it hand out something else.",
                        thing=thing.name,
                        gate=thing.gate_ids[0].name,
                    )
                )

    def action_open_given(self):
        """Who got it, when and where, and who was refused."""
        self.ensure_one()
        self.check_access("read")
        self.env["community.checkin.attempt"].check_access("read")
        action = self.env["ir.actions.actions"]._for_xml_id(
            "community_events.community_checkin_attempt_action_hand_outs"
        )
        return action | {
            "display_name": self.name,
            "domain": [("hand_out_id", "=", self.id), ("corrects_id", "=", False)],
        }

    # ------------------------------------------------------------
    # RULES
    # ------------------------------------------------------------

    def _get_gates_for(self, ticket):
        """Ids of the gates that give it to this ticket, () for all that have it.

        :return: None when no gate does
        """
        self.ensure_one()
        gates = self.gate_ids
        good = gates.filtered(
            lambda gate: not gate.ticket_ids or ticket in gate.ticket_ids
        )
        if not good:
            return None
        return () if good == gates else tuple(good.ids)

    def _compile_things(self, ticket):
        """What seats with this ticket get, see ``tools.ticket_rules.Thing``."""
        where = {thing: thing._get_gates_for(ticket) for thing in self}
        return tuple(
            Thing(thing.id, thing.most, thing.after_entry, gate_ids)
            for thing, gate_ids in where.items()
            if gate_ids is not None
        )

    def _get_page_row(self):
        """What a steward's phone shows and needs, None for an entrance."""
        if not self:
            return None
        return {
            "id": self.id,
            "name": self.name,
            "most": self.most,
            "after": self.after_entry,
        }


class CommunityCheckinGate(models.Model):
    _inherit = "community.checkin.gate"

    hand_out_id = fields.Many2one(
        "community.event.hand.out",
        "Hands Out",
        index="btree_not_null",
        copy=False,
        ondelete="cascade",
        help="What is handed out here. A scan at such a gate lets nobody in or out: it "
        "only says whether this ticket gets it. Empty: this is an entrance or exit.",
    )
    entrance_until = fields.Datetime(
        readonly=True,
        copy=False,
        help="When this gate last began to hand something out, and was an entrance or "
        "exit until then.",
    )

    @api.constrains("event_id", "hand_out_id")
    def _check_hand_out(self):
        for gate in self:
            thing = gate.hand_out_id
            if thing and thing.event_id != gate.event_id:
                raise ValidationError(
                    self.env._(
                        "“%(thing)s” belongs to another event.", thing=thing.name
                    )
                )

    def write(self, vals):
        """Scans of phones without network come later; then it is asked what it was."""
        if vals.get("hand_out_id"):
            entrances = self.filtered(lambda gate: not gate.hand_out_id)
            super(CommunityCheckinGate, entrances).write(
                {"entrance_until": fields.Datetime.now()}
            )
        return super().write(vals)

    def copy(self, default=None):
        """A twin at the same event hands out the same, and is no entrance."""
        twins = super().copy(default)
        for gate, twin in zip(self, twins, strict=True):
            if gate.hand_out_id and twin.event_id == gate.event_id:
                twin.hand_out_id = gate.hand_out_id
        return twins
