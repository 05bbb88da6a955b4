import random
from datetime import date, timedelta

from freezegun import freeze_time

from odoo import Command
from odoo.exceptions import UserError, ValidationError
from odoo.tests import tagged

from ..models.community_access_pass import pack
from .common_access import CommunityAccessCommon

DAY = timedelta(days=1)
ACTS = (
    "hold",
    "cancel_hold",
    "bill",
    "pay_all",
    "pay_one",
    "undo_payment",
    "close",
    "reopen",
    "change_plan",
    "new_contract",
    "seat",
    "end_seat",
    "block",
    "lose",
    "give_back",
    "issue",
    "stop",
    "site",
    "category",
    "birth",
    "guardian",
    "membership",
    "expiry",
    "admin",
    "archive",
    "night",
)


class PassDice(CommunityAccessCommon):
    """Whatever happens to members, contracts, money and bands, by a die."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.family = cls._new_plan("Family", seat_kind="family", seat_limit=4)
        cls.big = cls._new_plan("Rider, big", grace_days=0)
        cls.pool = cls._new("zone", name="Pool", site_id=cls.site.id)
        other = cls._new("site", name="Kadıköy House", tz="Europe/Istanbul")
        cls.other_hall = cls._new("zone", name="Other Hall", site_id=other.id)
        cls.sites = cls.site | other
        cls.other_category = cls.category.copy({"name": "Junior"})
        cls._new("rule", name="Members", basis="membership", zone_ids=cls.pool.ids)
        cls._new("rule", name="At home", scope="home", plan_ids=cls.plan.ids, quota=9)
        cls._new("rule", name="Teens", age_min=13, age_max=17, basis="anybody")
        cls._new("rule", name="Juniors", category_ids=cls.other_category.ids)
        cls.members = cls.env["res.partner"].concat(
            *(cls._new_member(f"Üye {number}") for number in range(6))
        )
        cls.contracts = cls.env["community.contract"].concat(
            *(
                cls._new_contract(partner=member, start=date(2026, 1, 15))
                for member in cls.members[:4]
            )
        )
        cls.bands = cls.env["community.access.credential"].concat(
            *(cls._new_band(member) for member in cls.members)
        )

    def _throw(self, dice, day):
        act = dice.choice(ACTS)
        try:
            with self.env.cr.savepoint():
                getattr(self, f"_do_{act}")(dice, day)
        except (UserError, ValidationError):
            # The club's own rules say no; nothing has changed.
            return f"{act} refused"
        return act

    def _compare(self, what):
        """What is stored is what compiling everything anew gives."""
        self.env.flush_all()
        passes = self.bands.access_pass_ids
        self.env.invalidate_all()
        fresh = passes._gather_facts()
        for each in passes:
            self.assertEqual(each.row, pack(each._compile(fresh).to_row()), what)

    def _do_hold(self, dice, day):
        first = day + dice.randint(0, 9) * DAY
        dice.choice(self.contracts)._hold("manual", first, first + 9 * DAY)

    def _do_cancel_hold(self, dice, day):
        dice.choice(self.contracts).hold_ids._cancel()

    def _do_bill(self, dice, day):
        self.contracts._bill(day + 20 * DAY)

    def _do_pay_all(self, dice, day):
        self._pay(dice.choice(self.contracts).access_move_ids)

    def _do_pay_one(self, dice, day):
        self._pay(dice.choice(self.contracts).access_move_ids[-1:], 20.0)

    def _pay(self, moves, amount=None):
        open_moves = moves.filtered(
            lambda move: (
                move.state == "posted" and move.payment_state in ("not_paid", "partial")
            )
        )
        if open_moves:
            values = {"amount": amount} if amount else {}
            self.env["account.payment.register"].with_context(
                active_model="account.move", active_ids=open_moves[:1].ids
            ).create(values)._create_payments()

    def _do_undo_payment(self, dice, day):
        moves = dice.choice(self.contracts).access_move_ids
        moves.line_ids.remove_move_reconcile()

    def _do_close(self, dice, day):
        dice.choice(self.contracts)._close(day + dice.randint(0, 30) * DAY, by="club")

    def _do_reopen(self, dice, day):
        dice.choice(self.contracts)._reopen()

    def _do_change_plan(self, dice, day):
        dice.choice(self.contracts)._change_plan(
            self.big, day + dice.randint(0, 9) * DAY
        )

    def _do_new_contract(self, dice, day):
        made = self._new_contract(
            dice.choice([self.plan, self.family]), dice.choice(self.members), day
        )
        self.__class__.contracts |= made

    def _do_seat(self, dice, day):
        family = self.contracts.filtered(lambda one: one.plan_id == self.family)
        family[:1].seat_ids = [
            Command.create(
                {"partner_id": dice.choice(self.members).id, "date_from": day}
            )
        ]

    def _do_end_seat(self, dice, day):
        for seat in self.contracts.seat_ids[:1]:
            seat._end(day + dice.randint(0, 9) * DAY)

    def _do_block(self, dice, day):
        band = dice.choice(self.bands)
        return band.action_unblock() if band.state == "blocked" else band.action_block()

    def _do_lose(self, dice, day):
        dice.choice(self.bands).action_lost()

    def _do_give_back(self, dice, day):
        dice.choice(self.bands).action_return()

    def _do_issue(self, dice, day):
        dice.choice(self.bands)._issue(dice.choice(self.members))

    def _do_stop(self, dice, day):
        member = dice.choice(self.members)
        member.access_stop = not member.access_stop

    def _do_site(self, dice, day):
        dice.choice(self.members).access_site_id = dice.choice(self.sites)

    def _do_category(self, dice, day):
        dice.choice(self.members).member_category_id = self.other_category

    def _do_birth(self, dice, day):
        born = date(dice.randint(2007, 2014), 3, 11)
        dice.choice(self.members).birthdate_date = born

    def _do_guardian(self, dice, day):
        dice.choice(self.members[:3]).guardian_id = self.members[3]

    def _do_membership(self, dice, day):
        dice.choice(self.members)._admit_members(day)

    def _do_expiry(self, dice, day):
        dice.choice(self.bands).expires_on = day + dice.randint(-3, 20) * DAY

    def _do_admin(self, dice, day):
        band = dice.choice(self.bands)
        band.is_admin = not band.is_admin

    def _do_archive(self, dice, day):
        member = self.members[5]
        member.active = not member.active

    def _do_night(self, dice, day):
        self.contracts._lay_out()
        self.contracts._refresh_state()


@freeze_time("2026-03-10 12:00:00")
class TestPassIncremental(PassDice):
    def test_what_changes_is_what_compiling_anew_gives(self):
        """Any sequence of changes leaves the rows that full compilation gives."""
        for seed in range(3):
            self._live(seed, 25)

    def _live(self, seed, steps):
        dice = random.Random(seed)
        day = date(2026, 3, 10)
        log = []
        for _ in range(steps):
            log.append(self._throw(dice, day))
            self._compare(f"seed {seed}: {', '.join(log)}")
        done = [act for act in log if not act.endswith("refused")]
        self.assertGreater(len(done), steps // 2, log)


@tagged("-standard", "community_full")
class TestPassIncrementalFull(TestPassIncremental):
    def test_what_changes_is_what_compiling_anew_gives(self):
        """Any sequence of changes leaves the rows that full compilation gives."""
        for seed in range(100, 140):
            self._live(seed, 60)
