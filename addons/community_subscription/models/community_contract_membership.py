from datetime import date, timedelta

from odoo import fields, models

from ..tools.membership_grant import granted_end

ONE_DAY = timedelta(days=1)


class CommunityContract(models.Model):
    """The membership that paid contracts give, to their members and seats."""

    _inherit = "community.contract"

    member_until_before = fields.Date(
        readonly=True,
        copy=False,
        help="Last day of the member's membership before this contract moved it.",
    )

    def _refresh_memberships(self, given_before, day):
        """Extend memberships, or take back what a payment that was undone had given.

        :param given_before: {contract: what it gave before}, see `_refresh_paid_until`
        """
        moved = self.browse(contract.id for contract in given_before)
        if not moved:
            return
        holders = moved._get_holders(day)
        persons = self.env["res.partner"].union(*holders.values())
        every = moved | self._search_giving(persons)
        by_person = {}
        for contract, found in every._get_holders(day).items():
            for person in found & persons:
                by_person.setdefault(person, self.browse())
                by_person[person] |= contract
        for person, contracts in by_person.items():
            contracts._move_membership(person, given_before)

    def _search_giving(self, persons):
        return self.search(
            [
                ("granted_until", "!=", False),
                "|",
                ("partner_id", "in", persons.ids),
                ("seat_ids.partner_id", "in", persons.ids),
            ]
        )

    def _get_holders(self, day):
        """{contract: its member and those who have a seat, as far as registered}"""
        return {
            contract: (
                contract.partner_id
                | contract.seat_ids.filtered(
                    lambda seat: not seat.date_to or seat.date_to >= day
                ).partner_id
            ).filtered("in_member_register")
            for contract in self
        }

    def _move_membership(self, person, given_before):
        """The membership of one person, by all contracts that give him one."""
        given = [contract.granted_until for contract in self]
        before = [
            given_before.get(contract, contract.granted_until) for contract in self
        ]
        latest = self.sorted(lambda contract: contract.granted_until or date.min)[-1]
        current = person.membership_end or None
        fallback = latest._get_end_without(person)
        end = granted_end(
            current,
            max(filter(None, given), default=None),
            max(filter(None, before), default=None),
            fallback,
        )
        if end == current:
            return
        values = {"membership_end": end}
        if not current or end > current:
            if latest.partner_id == person and not latest.member_until_before:
                latest.member_until_before = current or latest.date_start - ONE_DAY
            values.update(latest._get_new_start(person))
        person.write(values)

    def _get_end_without(self, person):
        """The last day of a membership that this contract does not extend."""
        end = self.date_start - ONE_DAY
        if person == self.partner_id and self.member_until_before:
            end = self.member_until_before
        if person.membership_start:
            end = max(end, person.membership_start - ONE_DAY)
        return end

    def _get_new_start(self, person):
        """Membership begins anew if it was lost before; who was admitted goes on."""
        start, end = person.membership_start, person.membership_end
        if not start or person.is_member or not end:
            return {}
        first = self.date_start
        return {"membership_start": first} if first > end + ONE_DAY else {}
