import re

from odoo import api, fields, models

RIGHT_OF_CONTRACT = re.compile(r"^r\d+c(\d+)$")
AT_ONCE = 200


class CommunityAccessVisit(models.Model):
    """Visits that a plan includes are burnt down, and those beyond it billed."""

    _inherit = "community.access.visit"

    usage_due = fields.Boolean(
        "Not Written Down Yet",
        readonly=True,
        help="The visit has still to be counted by its contract.",
    )

    _usage_index = models.Index("(id) WHERE usage_due")

    @api.model_create_multi
    def create(self, vals_list):
        visits = super().create(vals_list)
        due = visits.filtered(lambda visit: visit._get_counting_contract())
        due._with_pen().usage_due = True
        if due:
            cron = self.env.ref(
                "community_access.ir_cron_count_visits", raise_if_not_found=False
            )
            # sudo: the gate has the visit counted, whoever passes.
            cron and cron.sudo()._trigger()
        return visits

    def _get_counting_contract(self):
        """The contract by which somebody came, if its plan counts visits."""
        self.ensure_one()
        found = RIGHT_OF_CONTRACT.match(self.right_key or "")
        # sudo: how a plan counts visits is not for the eyes of whoever is at the gate.
        contract = (
            self.env["community.contract"]
            .sudo()
            .browse(found and int(found[1]))
            .exists()
        )
        kinds = contract.plan_id.allowance_ids.mapped("kind")
        counts = "visits" in kinds and not self.zone_id.parent_id
        return contract if counts else contract.browse()

    @api.model
    def _cron_count_visits(self):
        """Write visits down at their contracts, each once; safe to repeat.

        :return: whether nothing is left to do
        """
        cron = self.env["ir.cron"]
        domain = [("usage_due", "=", True)]
        cron._commit_progress(remaining=self.search_count(domain))
        while visits := self.search(domain, limit=AT_ONCE, order="id"):
            visits._count_usage()
            left = self.search_count(domain)
            if not cron._commit_progress(len(visits), remaining=left):
                return not left
        return True

    def _count_usage(self):
        for visit in self:
            contract = visit._get_counting_contract()
            if contract and not visit.is_reversed and visit.event_in_id:
                day = visit._get_local_day()
                # By the passage: a visit may be made anew when reports come late.
                origin = f"visit:{visit.event_in_id.uuid}"
                contract._add_usage("visits", 1, day, origin)
        self._with_pen().usage_due = False

    def _get_local_day(self):
        """The day of the visit by the clock of its house."""
        site = self.site_id.with_context(tz=self.site_id.tz)
        return fields.Date.to_date(
            fields.Datetime.context_timestamp(site, self.date_in).date()
        )
