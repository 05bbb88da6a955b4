from odoo import models
from odoo.tools import SQL

from ..models.community_member_assignment import RIGHTS


class BasePartnerMergeAutomaticWizard(models.TransientModel):
    """Rows that may be there once only make room before core moves all of them.

    Core deletes every row of the sources when one of them does not fit. So whatever
    would collide is joined with its twin first.
    """

    _inherit = "base.partner.merge.automatic.wizard"

    def _make_room_for_rows(self, sources, kept):
        partners = kept | sources
        self._separate_from_each_other(partners)
        self._join_relations(partners, kept)
        self._join_assignments(partners, kept)
        self._join_cards(partners, kept)
        self._join_targets(partners, kept)
        self._join_distinct_pairs(sources, kept)
        self.env.flush_all()
        self.env.invalidate_all()

    def _separate_from_each_other(self, partners):
        """Nobody is his own guardian or payer."""
        for name in ("guardian_id", "payer_id", "unit_manager_id"):
            partners.filtered(lambda p, name=name: p[name] in partners)[name] = False

    def _twins(self, records, key, kept, field):
        """Groups of rows that will collide, the one to keep first."""
        for twins in records.grouped(key).values():
            if len(twins) > 1:
                yield twins.sorted(lambda row: (row[field] != kept, row.id))

    # ------------------------------------------------------------------
    # Relatives
    # ------------------------------------------------------------------

    def _join_relations(self, partners, kept):
        Relation = self.env["community.member.relation"]
        own = Relation.search([("partner_id", "in", partners.ids)])
        own.filtered(lambda r: r.other_id in partners).unlink()
        own = own.exists()
        for twins in self._twins(
            own, lambda r: (r.other_id, r.type_id), kept, "partner_id"
        ):
            self._fill_gaps(twins[0], twins[1:], ("date_from", "date_to", "note"))
            twins[1:].unlink()
        # Two ways to be related, one way back: mother and father of the same child.
        mirrors = Relation.search([("other_id", "in", partners.ids)])
        for twins in self._twins(
            mirrors, lambda r: (r.partner_id, r.type_id), kept, "other_id"
        ):
            twins[1:].unlink()

    def _fill_gaps(self, row, others, names):
        values = {}
        for name in names:
            value = next((other[name] for other in others if other[name]), False)
            if value and not row[name]:
                values[name] = value
        if values:
            row.write(values)

    # ------------------------------------------------------------------
    # Work
    # ------------------------------------------------------------------

    def _join_assignments(self, partners, kept):
        Assignment = self.env["community.member.assignment"]
        found = Assignment.search(
            ["|", ("person_id", "in", partners.ids), ("unit_id", "in", partners.ids)]
        )
        inside = found.filtered(
            lambda a: a.person_id in partners and a.unit_id in partners
        )
        self._delete_assignments(inside)
        running = (found - inside).filtered(lambda a: not a.left_on)
        for field, other in (("person_id", "unit_id"), ("unit_id", "person_id")):
            ours = running.filtered(lambda a, field=field: a[field] in partners)
            for twins in self._twins(ours, lambda a, o=other: a[o], kept, field):
                self._join_running(twins[0], twins[1:])
                running -= twins[1:]

    def _join_running(self, row, others):
        """One assignment with the first day and all the rights of both."""
        rows = row | others
        values = {right: any(rows.mapped(right)) for right in RIGHTS}
        values["date_from"] = min(rows.mapped("date_from"))
        for name in ("function", "department_id"):
            value = next((r[name] for r in rows if r[name]), False)
            values[name] = value.id if name == "department_id" and value else value
        values["note"] = "\n".join(filter(None, rows.mapped("note"))) or False
        self._delete_assignments(others)
        row.write(values)

    def _delete_assignments(self, assignments):
        """Without the effect of leaving: the person stays where he is."""
        if assignments:
            assignments.flush_recordset()
            self.env.cr.execute(
                SQL(
                    "DELETE FROM community_member_assignment WHERE id IN %s",
                    tuple(assignments.ids),
                )
            )
            self.env.invalidate_all()

    # ------------------------------------------------------------------
    # Cards, targets, pairs
    # ------------------------------------------------------------------

    def _join_cards(self, partners, kept):
        """One active card a holder: the card of the record that stays, else the newest.

        The other one is marked as replaced, so that it is recognised at the door.
        """
        Card = self.env["community.member.card"]
        cards = Card.search(
            ["|", ("partner_id", "in", partners.ids), ("holder_id", "in", partners.ids)]
        )

        def place(card):
            holder = kept if card.holder_id in partners else card.holder_id
            member = kept if card.partner_id in partners else card.partner_id
            return (
                member,
                holder if holder != member else holder.browse(),
                card.company_id,
            )

        active = cards.filtered(lambda card: card.state == "active")
        for twins in active.grouped(place).values():
            if len(twins) > 1:
                first = twins.sorted(
                    lambda card: (card.partner_id == kept, card.issued_on, card.id),
                    reverse=True,
                )[0]
                (twins - first).write({"state": "replaced", "replaced_by_id": first.id})
        own = cards.filtered(
            lambda card: card.partner_id in partners and card.holder_id in partners
        )
        self.env.flush_all()
        own.holder_id = False

    def _join_targets(self, partners, kept):
        targets = self.env["community.member.target"].search(
            [("partner_id", "in", partners.ids)]
        )
        for twins in self._twins(
            targets,
            lambda t: (t.company_id, t.date_from, t.date_to),
            kept,
            "partner_id",
        ):
            notes = [twins[0].note] + [
                self.env._(
                    "Target of the merged record: %(amount)s %(note)s",
                    amount=target.amount,
                    note=target.note or "",
                ).strip()
                for target in twins[1:]
            ]
            twins[0].note = "\n".join(filter(None, notes))
            twins[1:].unlink()

    def _join_distinct_pairs(self, sources, kept):
        """Who was found to be different from a source is different from the rest."""
        Distinct = self.env["community.member.distinct"]
        pairs = Distinct.search(
            [
                "|",
                ("first_id", "in", sources.ids),
                ("second_id", "in", sources.ids),
            ]
        )
        others = (pairs.first_id | pairs.second_id) - sources - kept
        pairs.unlink()
        for other in others:
            Distinct._remember(kept | other)
