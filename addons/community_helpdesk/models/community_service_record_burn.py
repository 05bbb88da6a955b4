from odoo import api, fields, models

from .community_service_record import COVERAGES


class CommunityServiceRecord(models.Model):
    """Included hours burn once; later corrections burn the difference."""

    _inherit = "community.service.record"

    coverage = fields.Selection(
        COVERAGES, "Paid By", readonly=True, copy=False, index=True
    )
    burnt_contract_id = fields.Many2one(
        "community.contract",
        "Burnt From",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
    )
    burnt_date = fields.Date(readonly=True, copy=False)
    burnt_hours = fields.Float(readonly=True, copy=False)
    burn_count = fields.Integer(readonly=True, copy=False)

    @api.model
    def _get_derived(self):
        return super()._get_derived() | {
            "coverage",
            "burnt_contract_id",
            "burnt_date",
            "burnt_hours",
            "burn_count",
        }

    def _settle(self):
        result = super()._settle()
        for record in self:
            record._keep({"coverage": record._get_coverage()})
            record._burn()
        return result

    def _get_coverage(self):
        """Who pays for the hours."""
        self.ensure_one()
        if self.activity_kind != "billable":
            return "free"
        # sudo: what a contract includes is known to whoever gives it.
        contract = self.contract_id.sudo()
        if not contract or self.date < contract.date_start:
            return "none"
        if not contract._gives_access(self.date):
            return "none"
        if contract._burns_hours():
            return "hours"
        included = contract._get_allowance("support", self.date)
        return "included" if included is None or included else "none"

    def _burn(self):
        """Burn what is not burnt yet, and take back what was burnt elsewhere."""
        self.ensure_one()
        # sudo: schedules of contracts follow from the time.
        record = self.sudo()
        burns = record.coverage == "hours"
        place = (record.contract_id, record.date)
        known = (record.burnt_contract_id, record.burnt_date)
        wanted = record.billable_hours if burns else 0.0
        if known[0] and (not burns or place != known):
            record._post_hours(*known, -record.burnt_hours)
            record._keep({"burnt_contract_id": False, "burnt_hours": 0.0})
        if burns:
            record._post_hours(*place, wanted - record.burnt_hours)
            record._keep(
                {
                    "burnt_contract_id": place[0].id,
                    "burnt_date": place[1],
                    "burnt_hours": wanted,
                }
            )

    def _post_hours(self, contract, date, hours):
        """:param hours: negative to take back"""
        if abs(hours) < 1e-6:
            return
        count = self.burn_count
        origin = f"service:{self.id}" + (f":{count}" if count else "")
        contract._burn_hours(hours, date, origin)
        self._keep({"burn_count": count + 1})
