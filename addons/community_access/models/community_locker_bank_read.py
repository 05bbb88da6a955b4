from odoo import api, models

from odoo.addons.community_members.tools.decision import deny

from ..tools.uid import UidError, normalise_uid


class CommunityLockerBankRead(models.Model):
    """What a locker controller on a box reports, and what it is answered."""

    _inherit = "community.locker.bank"

    @api.model
    def _read(self, company, device, uid, number=0, box=None):
        """A band was read by a controller.

        :param device: identifier of the controller, as the bank has it
        :param number: of the door whose lock read it; 0: the terminal
        :param box: that the controller hangs on, as another may have one of that name
        :return: as `_answer` has it, with `told`: the words for a display
        """
        domain = [("company_id", "=", company.id), ("device", "=", device)]
        if box:
            domain.append(("box_id", "=", box.id))
        bank = self.search(domain, limit=1)
        credential = self._find_band(company, uid)
        locker = bank.locker_ids.filtered(lambda door: door.number == number)
        if not bank or not credential:
            code = "band_unknown" if bank else "bank_unknown"
            answer = self._answer(deny(code, "ask_desk"))
        elif number and not locker:
            answer = bank._answer(deny("no_door", "ask_desk"))
        else:
            answer = bank._band(credential, locker)
        return {**answer, "told": bank._tell(answer)}

    @api.model
    def _find_band(self, company, uid):
        credentials = self.env["community.access.credential"]
        try:
            plain = normalise_uid(uid)
        except UidError:
            return credentials
        return credentials.search(
            [("company_id", "=", company.id), ("uid", "=", plain)], limit=1
        )
