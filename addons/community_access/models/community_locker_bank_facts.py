from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from odoo import fields, models

from ..tools.locker_decision import NOBODY, OTHER, OWN, Band, Door


class CommunityLockerBankFacts(models.Model):
    """What is known of a band and a door when a decision is asked for."""

    _inherit = "community.locker.bank"

    def _get_band_facts(self, credential, use):
        """:param use: what the band holds already"""
        self.ensure_one()
        # sudo: the lock compares the gender and tells nobody.
        partner = credential.sudo().partner_id
        return Band(
            state=credential.state,
            inside=self._is_inside(credential),
            gender=partner.gender or "",
            entitled_until=self._get_entitled_until(credential),
            locker=use.locker_id.name or "",
        )

    def _get_door_facts(self, credential, locker, use, chosen=False):
        """One door, as this band sees it.

        :param use: what the band holds already
        :param chosen: the house gives this door to this band
        """
        self.ensure_one()
        held = locker.use_id
        renter = locker.renter_id
        return Door(
            name=locker.name,
            gender=self.gender,
            mode=self.mode,
            out_of_order=not self.active or not locker.active or locker.is_out_of_order,
            holder=OWN if held and held == use else OTHER if held else NOBODY,
            taken_at=_seconds(held.taken_at),
            chosen=chosen,
            renter=self._compare(renter, credential.partner_id),
            rental_over=locker.is_rental_over,
            rented_until=self._get_rental_end(held.rental_id),
            grace=self.grace_minutes * 60,
        )

    @staticmethod
    def _compare(renter, partner):
        if not renter:
            return NOBODY
        return OWN if renter == partner else OTHER

    def _get_rental_end(self, rental):
        """The last second of the last day of a rental, where the club is; 0: no end."""
        last_day = rental.ended_on or rental.date_to
        if not last_day:
            return 0
        clock = self.zone_id.site_id.tz or self.company_id.partner_id.tz or "UTC"
        zone = ZoneInfo(clock)
        night = datetime.combine(last_day + timedelta(days=1), time(), tzinfo=zone)
        return int(night.timestamp()) - 1

    def _get_now(self):
        return _seconds(fields.Datetime.now())


def _seconds(moment):
    """Seconds since 1970 of a naive UTC time, 0 for none."""
    return int(moment.replace(tzinfo=ZoneInfo("UTC")).timestamp()) if moment else 0
