"""Steps: which a request has to pass, and who decides in them now."""

from datetime import timedelta

from odoo import api, fields, models

from ..tools.rules import applicable_steps, find_deciders


class CommunityChangeRequest(models.Model):
    _inherit = "community.change.request"

    def _get_all_steps(self):
        """The steps that this request has to pass, in order."""
        self.ensure_one()
        steps = self.area_id.sudo().step_ids  # sudo: not the decider's to read
        amount = self.amount or None
        if not any(line.amount_field_id for line in self.area_id.sudo().line_ids):
            amount = None
        passed = applicable_steps([step._get_facts() for step in steps], amount)
        return steps.browse([facts.step_id for facts in passed])

    def _get_deciders(self, delegations=None):
        """Who may decide now, from the facts of this moment."""
        self.ensure_one()
        request_sudo = self.sudo()  # sudo: the rules of an area are not for everybody
        step = request_sudo.step_id
        record = self._get_record() if step._asks_record() else self.browse()
        approvers = self.env["res.users"].sudo()  # sudo: as the step's people
        if step:
            approvers |= step._get_approvers(request_sudo.maker_id, record)
        if request_sudo.escalated:
            approvers |= request_sudo.step_id.escalation_user_ids
        if not approvers - request_sudo.maker_id:
            # Nobody is left: a request must not wait for ever.
            approvers = self._get_last_resort()
        if delegations is None:
            delegations = self.env["community.approval.delegation"]._get_in_force()
        today = fields.Date.context_today(self)
        return find_deciders(approvers.ids, self.maker_id.id, delegations, today)

    @api.model
    def _get_last_resort(self):
        # sudo: who has the role is not the decider's to read
        group = self.env.ref("community_approval.group_approval_manager").sudo()
        return group.all_user_ids.filtered("active")

    def _start_step(self, step=None):
        """Ask those who decide on a step; the clock starts."""
        now = fields.Datetime.now()
        delegations = self.env["community.approval.delegation"]._get_in_force()
        if step:
            self._keep({"step_id": step.id, "escalated": False})
        alike = {}
        for change in self:
            deciders = tuple(sorted(change._get_deciders(delegations).user_ids))
            key = change.sudo().step_id.deadline_hours, deciders  # sudo: _get_deciders
            alike[key] = alike.get(key, self.browse()) | change
        for (hours, deciders), changes in alike.items():
            changes._keep(
                {
                    "approver_ids": [(6, 0, deciders)],
                    "deadline": now + timedelta(hours=hours) if hours else False,
                    "escalated": False,
                    "notified": False,
                }
            )
        self._ask_deciders()

    @api.model
    def _refresh_deciders(self, domain):
        """Follow a change of steps, delegations or roles."""
        if not self.env.registry.ready:
            return  # half of who manages whom is not known yet; the job follows
        # sudo: it concerns requests of everybody.
        pending = self.sudo().search([("state", "=", "pending"), *domain])
        delegations = self.env["community.approval.delegation"]._get_in_force()
        for change in pending:
            deciders = sorted(change._get_deciders(delegations).user_ids)
            if deciders != sorted(change.approver_ids.ids):
                change._keep({"approver_ids": [(6, 0, deciders)], "notified": False})
        pending._ask_deciders()

    @api.model
    def _cron_escalate(self):
        """Deadlines that passed: others are asked too, and the clock starts again;
        absences that began or ended are followed."""
        late = self.search(
            [
                ("state", "=", "pending"),
                ("deadline", "<=", fields.Datetime.now()),
            ],
            limit=500,
        )
        for change in late.try_lock_for_update().filtered(
            lambda change: change.state == "pending"
        ):
            hours = change.step_id.deadline_hours or 24
            change._keep(
                {
                    "escalated": True,
                    "deadline": fields.Datetime.now() + timedelta(hours=hours),
                }
            )
            change._log("escalate")
        self._refresh_deciders([])
