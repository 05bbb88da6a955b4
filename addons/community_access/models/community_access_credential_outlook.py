from odoo import models

MOST_GATES = 60
EVER = 2**40
# Reasons that pass by themselves; the others want somebody to do something.
SOON = ("come_later", "wait", "other_gate", "leave_first", "enter_before")


class CommunityAccessCredential(models.Model):
    """What a band opens now, zone by zone."""

    _inherit = "community.access.credential"

    def _foresee_zones(self):
        """The best answer of each zone's gates, in the order of houses and zones."""
        self.ensure_one()
        gates = self.env["community.access.gate"].search(
            [
                ("company_id", "=", self.company_id.id),
                ("sides", "in", ("both", "in")),
                ("zone_id.active", "=", True),
            ],
            limit=MOST_GATES,
        )
        rows = []
        for zone, ways in gates.grouped("zone_id").items():
            best = max(map(self._foresee_at, ways), key=_rank)
            rows.append(self._prepare_zone_row(zone, best))
        return sorted(
            rows,
            key=lambda row: (
                row["zone"].site_id.sequence,
                row["zone"].site_id.id,
                row["zone"].parent_path or "",
            ),
        )

    def _foresee_at(self, gate):
        return gate._foresee(self)

    def _prepare_zone_row(self, zone, foresight):
        """One zone in words, with the one thing that helps."""
        reason = _telling(foresight)
        site, opens = zone.site_id, foresight.opens
        is_alarm = reason["code"] == "fire"
        partner = self.env["res.partner"]
        return {
            "zone": zone,
            "code": reason["code"],
            "opens": opens and not is_alarm,
            "level": "act" if is_alarm else _level(opens, reason),
            "headline": self._say_foresight(site, foresight, is_alarm),
            "sentence": ""
            if opens
            else partner._say_access_reason(reason, self.company_id),
            "action": None if opens else partner._get_way_out(reason["fix"]),
            "free": zone._say_free_places(),
        }

    def _say_foresight(self, site, foresight, is_alarm):
        if is_alarm:
            return self.env._("Fire alarm: please do not go in")
        if foresight.opens and foresight.until:
            return self.env._(
                "Open for you until %(time)s", time=site._say_moment(foresight.until)
            )
        if foresight.opens:
            return self.env._("Open for you")
        if foresight.until:
            return self.env._(
                "Opens for you: %(time)s", time=site._say_moment(foresight.until)
            )
        return self.env._("Closed to you")


def _rank(foresight):
    """Open is better than closed; long open, and soon open, is better still."""
    until = foresight.until or EVER
    return (foresight.opens, until if foresight.opens else -until)


def _telling(foresight):
    """The reason to name: what time alone does not mend comes before opening hours."""
    reasons = foresight.decision.to_json()["reasons"]
    if foresight.opens or foresight.until:
        return reasons[0]
    return next((one for one in reasons if one["fix"] not in SOON), reasons[0])


def _level(opens, reason):
    if opens:
        return "good"
    if reason["fix"] == "choose_plan":  # nothing is wrong: it is not in the plan
        return "ended"
    return "soon" if reason["fix"] in SOON else "act"
