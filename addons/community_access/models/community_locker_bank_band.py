import psycopg2

from odoo import fields, models
from odoo.exceptions import ConcurrencyError
from odoo.tools import SQL, mute_logger

from odoo.addons.community_members.tools.decision import deny

from ..tools.locker_decision import ASSIGNED, decide_open, decide_take

# So many doors are tried for one band; whoever finds all of them busy comes again.
TRIES = 64


class CommunityLockerBankBand(models.Model):
    """Bands that are held to the locks: who gets which door, one at a time."""

    _inherit = "community.locker.bank"

    def _band(self, credential, locker=None):
        """A band was held to a lock, or to the terminal of the bank.

        The own locker opens; another one is taken. At a terminal the house chooses the
        first free one of an assigned bank.

        :return: as `_answer` has it
        """
        self.ensure_one()
        if credential.company_id != self.company_id:
            return self._answer(deny("band_unknown", "ask_desk"), locker)
        use = self.env["community.locker.use"]._get_open(credential)
        if not locker:
            return self._band_at_terminal(credential, use)
        if locker.use_id and locker.use_id == use:
            return self._open_own(credential, use)
        return self._take(credential, locker, use)

    def _band_at_terminal(self, credential, use):
        if use.bank_id == self:
            return self._open_own(credential, use)
        rented = self._get_rented_door(credential)
        if rented and not use:
            return self._take(credential, rented, use)
        if self.mode == ASSIGNED:
            return self._assign(credential, use)
        return self._answer(deny("no_door", "hold_to_door"))

    def _get_rented_door(self, credential):
        """The door of this bank that the holder of the band rents today."""
        if not credential.partner_id:
            return self.env["community.locker"]
        # sudo: the lock asks for its holder's own rental.
        rentals = self.env["community.locker.rental"].sudo()
        found = rentals.search(
            [
                ("bank_id", "=", self.id),
                ("partner_id", "=", credential.partner_id.id),
                ("ended_on", "=", False),
            ]
        )
        return found._filter_running().locker_id[:1]

    # ------------------------------------------------------------
    # ONE'S OWN
    # ------------------------------------------------------------

    def _open_own(self, credential, use):
        """The own door opens; where one chooses freely it is free from then on."""
        bank, locker = use.bank_id, use.locker_id
        decision = decide_open(
            bank._get_band_facts(credential, use),
            bank._get_door_facts(credential, locker, use),
            self._get_now(),
        )
        if not decision.allowed:
            return self._answer(decision, locker)
        if use.kind == "assigned":
            use._lock_doors()
            use._with_pen().write({"opened_at": fields.Datetime.now()})
        else:
            use._close("band")
        bank._send_door_command(locker, "locker_open")
        return self._answer(decision, locker, "opened")

    # ------------------------------------------------------------
    # ANOTHER ONE
    # ------------------------------------------------------------

    def _take(self, credential, locker, use, chosen=False):
        """This door for this band, when nothing speaks against it."""
        decision = locker.bank_id._decide_take(credential, locker, use, chosen)
        if not decision.allowed:
            return self._answer(decision, locker)
        refused = self._begin(credential, locker)
        if refused:
            return self._answer(refused, locker)
        return self._answer(decision, locker, "assigned" if chosen else "locked")

    def _decide_take(self, credential, locker, use, chosen=False):
        self.ensure_one()
        return decide_take(
            self._get_band_facts(credential, use),
            self._get_door_facts(credential, locker, use, chosen),
            self._get_now(),
        )

    def _begin(self, credential, locker):
        """Write the use; another one may be faster, at this door or with this band.

        :return: a refusal, or None
        """
        try:
            with mute_logger("odoo.sql_db"), self.env.cr.savepoint():
                self._lock_door(locker)
                uses = self.env["community.locker.use"]._with_pen()
                uses.create(self._prepare_use_values(credential, locker))
        except psycopg2.errors.UniqueViolation as error:
            if "credential" in (error.diag.constraint_name or ""):
                return deny("already_has_locker", "open_own", locker="")
            return deny("locker_taken", "take_another", locker=locker.name)
        return None

    def _lock_door(self, locker):
        """Nobody else takes the door meanwhile; who was faster makes us try again."""
        self.env.cr.execute(
            SQL("SELECT id FROM community_locker WHERE id = %s FOR UPDATE", locker.id),
            log_exceptions=False,
        )

    def _prepare_use_values(self, credential, locker):
        rental = locker.rental_ids._filter_running().filtered(
            lambda rental: rental.partner_id == credential.partner_id
        )
        mode = locker.bank_id.mode
        return {
            "locker_id": locker.id,
            "credential_id": credential.id,
            "partner_id": credential.partner_id.id,
            "kind": "rental" if rental else "assigned" if mode == ASSIGNED else "free",
            "rental_id": rental[:1].id,
            "taken_at": fields.Datetime.now(),
        }

    # ------------------------------------------------------------
    # THE HOUSE CHOOSES
    # ------------------------------------------------------------

    def _assign(self, credential, use):
        """The first free door of the bank; whoever comes at the same time has the next.

        :raises ConcurrencyError: all free ones were just touched by others; Odoo asks
            again
        """
        self.ensure_one()
        busy = False
        for locker in self._get_free_doors():
            decision = self._decide_take(credential, locker, use, chosen=True)
            if not decision.allowed:
                return self._answer(decision, locker)
            try:
                with self.env.cr.savepoint():
                    if not self._catch_door(locker):
                        busy = True
                        continue
                    refused = self._begin(credential, locker)
            except psycopg2.errors.SerializationFailure:
                busy = True
                continue
            if refused:
                return self._answer(refused, locker)
            self._send_door_command(locker, "locker_open")
            return self._answer(decision, locker, "assigned")
        if busy:
            raise ConcurrencyError("all free lockers are being taken")
        return self._answer(deny("bank_full", "come_later", room=self.name))

    def _get_free_doors(self):
        """Free doors that nobody rents, the first one first."""
        lockers = self.env["community.locker"].search(
            [("bank_id", "=", self.id), ("state", "=", "free")],
            order="number, id",
            limit=TRIES + 1000,
        )
        return lockers.filtered(lambda locker: not locker.renter_id)[:TRIES]

    def _catch_door(self, locker):
        """Whether nobody else has his hand on this door."""
        self.env.cr.execute(
            SQL(
                "SELECT id FROM community_locker WHERE id = %s FOR UPDATE SKIP LOCKED",
                locker.id,
            ),
            log_exceptions=False,
        )
        return bool(self.env.cr.rowcount)

    def _answer(self, decision, locker=None, did=""):
        """What a lock, a terminal or a desk is told.

        :param did: ``locked``, ``assigned``, ``opened``; empty when refused
        """
        return {
            **decision.to_json(),
            "locker": locker.id if locker else False,
            "name": locker.name if locker else "",
            "did": did,
            "open": did in ("opened", "assigned"),
        }
