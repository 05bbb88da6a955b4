from odoo import models
from odoo.exceptions import UserError

from ..tools.wallet_decision import (
    WalletFacts,
    decide_due,
    decide_spend,
    decide_taking_back,
)

# A number read from a band is no amount; more than this is nobody's top-up.
MOST = 1e9


class CommunityWallet(models.Model):
    """The operations: lock, look whether it happened, decide, write one row.

    Each takes an `origin`, a text that is one for what happens (a receipt, a
    transaction, a press of a button). The same origin again gives the entry that is
    there and moves nothing, so that a caller who is not sure may ask again.
    """

    _inherit = "community.wallet"

    def _top_up(self, amount, journal=None, origin=None, note=None, move=None):
        """Put money in.

        :param journal: cash or bank journal where it was received
        :param move: a posted entry that credits the wallet account already, instead
        :return: the entry; the one that is there when the origin is known
        """
        entry, amount = self._begin("top_up", amount, origin)
        if entry:
            return entry
        self._check_positive(amount)
        own = not move
        move = move or self._book_payment("inbound", amount, journal, note)
        return self._append(
            "top_up", amount, origin, note=note, move_id=move.id, has_own_move=own
        )

    def _spend(
        self,
        amount,
        origin,
        category=None,
        *,
        note=None,
        move=None,
        account=None,
        kind="spend",
    ):
        """Pay with the wallet: the one seam for tills, gates and lockers.

        Call it with an origin that is yours for ever (``pos:<uuid of the payment>``)
        and in the transaction in which you note that it is paid. It raises a UserError
        in words of the customer when the money may not be spent; ask `_judge` first to
        show it before. A serialization failure means that somebody else paid with the
        same wallet at this moment: let it pass, Odoo runs the request again.

        :param category: product category of what is bought, or several
        :param account: credited in the journal entry of the day; by default the
            account of spendings, against which a receipt with its taxes is booked
        :param move: a posted entry that debits the wallet account already, instead
        :param kind: ``surplus``, ``fee`` and ``expiry`` are owed to the club: the
            limits of a guardian do not count
        """
        entry, amount = self._begin(kind, -amount, origin)
        if entry:
            return entry
        self._check(self._judge(-amount, category, bound=kind == "spend"))
        company_sudo = self.company_id._ensure_wallet_accounts()
        account = account or company_sudo.wallet_income_account_id
        return self._append(
            kind,
            amount,
            origin,
            note=note,
            category_id=category[:1].id if category else False,
            account_id=False if move else account.id,
            move_id=move.id if move else False,
        )

    def _refund_rest(self, journal, origin, note=None):
        """Pay out all that is there; also from a blocked wallet, whose band is lost."""
        self._check_origin(origin)
        self._lock()
        known = self.env["community.wallet.entry"]._find(self.company_id, origin)
        if known:
            return self._check_same(known, "refund", known.amount)
        amount = self.balance
        self._check(decide_taking_back(self._get_facts(amount)))
        move = self._book_payment("outbound", amount, journal, note)
        return self._append(
            "refund", -amount, origin, note=note, move_id=move.id, has_own_move=True
        )

    def _transfer(self, to_wallet, amount, origin, note=None):
        """Pass money on to another wallet of the same company: both rows or none.

        :return: the entry of this wallet
        """
        if self.company_id != to_wallet.company_id or self == to_wallet:
            raise UserError(
                self.env._("Money goes to another wallet of the same company.")
            )
        (self | to_wallet)._lock()
        entry, amount = self._begin("transfer_out", -amount, origin)
        if entry:
            return entry
        self._check(self._judge(-amount, unknown_category=False))
        if to_wallet.state == "closed":
            raise UserError(self.env._("The other wallet is closed."))
        entry = self._append(
            "transfer_out", amount, origin, note=note, peer_id=to_wallet.id
        )
        to_wallet._append(
            "transfer_in", -amount, f"{origin}:in", note=note, peer_id=self.id
        )
        return entry

    # ------------------------------------------------------------
    # STEPS
    # ------------------------------------------------------------

    def _begin(self, kind, amount, origin):
        """Lock, and find what happened already.

        :return: (entry of this origin or nothing, amount as money)
        """
        self.ensure_one()
        self._check_origin(origin)
        self._lock()
        amount = self.currency_id.round(amount)
        entry = self.env["community.wallet.entry"]._find(self.company_id, origin)
        if entry:
            self._check_same(entry, kind, amount)
        return entry, amount

    def _check_origin(self, origin):
        if not origin:
            raise ValueError("an operation of a wallet needs its origin")

    def _check_same(self, entry, kind, amount):
        """The same origin for something else is a mistake of the caller."""
        entry_sudo = entry.sudo()  # sudo: compared only
        if (
            entry_sudo.wallet_id.id != self.id
            or entry_sudo.kind != kind
            or self.currency_id.compare_amounts(entry_sudo.amount, amount)
        ):
            raise UserError(
                self.env._("This was booked already, with another amount or person.")
            )
        return entry

    def _append(self, kind, amount, origin, **values):
        if self.state == "closed":
            raise UserError(self.env._("This wallet is closed."))
        entries = self.env["community.wallet.entry"]
        return entries._append(self, kind, amount, origin, **values)

    # ------------------------------------------------------------
    # DECIDING
    # ------------------------------------------------------------

    def _judge(self, amount, category=None, bound=True, unknown_category=True):
        """Whether `amount` may be spent, as a Decision; asks and changes nothing.

        :param bound: False for what is owed to the club
        :param unknown_category: False when nothing is bought
        """
        facts = self._get_facts(amount, category, unknown_category)
        return decide_spend(facts) if bound else decide_due(facts)

    def _get_facts(self, amount, category=None, unknown_category=True):
        self.ensure_one()
        wallet_sudo = self.sudo()  # sudo: limits of a child, for whoever is at the till
        if category:
            paths = tuple(
                frozenset(map(int, each.parent_path.split("/")[:-1]))
                for each in category.sudo()  # sudo: as above
            )
        else:
            paths = (frozenset(),) if unknown_category else ()
        return WalletFacts(
            amount=self._to_minor(amount),
            balance=self._to_minor(wallet_sudo.balance),
            credit_limit=self._to_minor(wallet_sudo.credit_limit),
            is_open=wallet_sudo.state == "open",
            daily_limit=self._to_minor(wallet_sudo.daily_limit),
            spent_today=self._to_minor(wallet_sudo.spent_today),
            allowed=frozenset(wallet_sudo.category_ids.ids),
            paths=paths,
        )

    def _to_minor(self, amount):
        return round(amount * 10**self.currency_id.decimal_places)

    def _check(self, decision):
        """:raises UserError: with the reasons in words"""
        if not decision.allowed:
            raise UserError(self._say(decision))

    def _check_positive(self, amount):
        if amount <= 0:
            raise UserError(self.env._("Enter an amount above zero."))
        if not amount < MOST:
            raise UserError(self.env._("This amount is too large."))
