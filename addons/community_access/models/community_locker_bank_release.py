from odoo import models
from odoo.exceptions import UserError


class CommunityLockerBankRelease(models.Model):
    """Lockers that the house opens: at the desk, at close, for somebody who left."""

    _inherit = "community.locker.bank"

    def action_release_all(self):
        """At close: shows how many are held, and whose, before all are opened."""
        self.check_access("read")
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "community_access.community_locker_release_all_action"
        )
        return {**action, "context": {"default_bank_ids": self.ids}}

    def _release(self, uses, by):
        """Open these lockers; they are free from then on.

        :param by: as in `community.locker.use`: ``desk``, ``release_all``, ``master``
        :return: those that were in use
        """
        closed = uses._close(by)
        do = "locker_release_all" if by == "release_all" else "locker_open"
        for bank, group in closed.grouped("bank_id").items():
            bank._send_door_command(group.locker_id, do)
        for use in closed:
            use._tell_release(by)
        return closed

    def _release_all(self):
        """All lockers of the day, at close; rented ones keep what lies in them.

        :return: the uses that ended, which say whose belongings are to be kept
        """
        uses = self.env["community.locker.use"].search(self._get_day_domain())
        return self._release(uses, "release_all")

    def _get_day_domain(self):
        """Who has a locker of these banks now, rented ones apart."""
        return [
            ("bank_id", "in", self.ids),
            ("released_at", "=", False),
            ("kind", "!=", "rental"),
        ]

    def _on_left(self, credential):
        """Somebody leaves the house: what the house chose for the day is given back.

        Who never opened it again has something in it: it stays shut.

        :return: what the band still holds, so that the exit can remind of it
        """
        use = self.env["community.locker.use"]._get_open(credential)
        if use.kind == "assigned" and use.opened_at:
            use._close("left")
            return use.browse()
        return use.filtered(lambda use: use.kind != "rental")

    def _change(self, use, locker):
        """Another door for who has one: the old one opens, the new one is taken.

        :return: as `_answer` has it
        """
        use.ensure_one()
        if use.released_at:
            raise UserError(self.env._("This locker was given back already."))
        credential, none = use.credential_id, use.browse()
        decision = locker.bank_id._decide_take(credential, locker, none, chosen=True)
        if not decision.allowed:
            return self._answer(decision, locker)
        self._release(use, "change")
        refused = self._begin(credential, locker)
        if refused:
            # Somebody was faster: nothing changes at all.
            raise UserError(self._tell(refused.to_json()))
        locker.bank_id._send_door_command(locker, "locker_open")
        return self._answer(decision, locker, "assigned")
