"""Deciding: who may, what the votes add up to, and what follows."""

import psycopg2

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from ..tools.rules import Vote, tally

VOTES = ("approve", "reject")


class CommunityChangeRequest(models.Model):
    _inherit = "community.change.request"

    # ------------------------------------------------------------
    # BUTTONS
    # ------------------------------------------------------------

    def action_approve(self, reason=False):
        """Approve; on the last approval it is done at once."""
        if not reason and any(self.mapped("reason_required")):
            return self._ask_reason("approve")
        return self._decide("approve", reason)

    def action_reject(self, reason=False):
        if not reason:
            return self._ask_reason("reject")
        return self._decide("reject", reason)

    def action_return(self, reason=False):
        """Ask the maker for more."""
        if not reason:
            return self._ask_reason("return")
        return self._decide("return", reason)

    def action_withdraw(self, reason=False):
        """The maker takes his request back."""
        self._check_maker()
        self._lock_open()
        requests = self.sudo()  # sudo: the maker was checked
        requests._log("cancel", reason)
        requests._close("cancelled")
        return True

    def action_resubmit(self, reason=False):
        """The maker asks again; all have to look at it anew, the log keeps both."""
        self._check_maker()
        self._lock_open()
        if any(change.state != "returned" for change in self):
            raise UserError(self.env._("Only a returned request is asked again."))
        for change in self.sudo():  # sudo: the maker was checked
            if reason:
                change._keep({"reason": reason})
            change._keep({"state": "pending", "round": change.round + 1})
            change._log("resubmit", reason)
            change._start_step(change._get_all_steps()[:1])
        return True

    def action_rebase(self):
        """Take the values as they are now for the starting point: the approver has
        seen all three. Votes given on the old one do not count."""
        self._check_decider()
        self._lock_open()
        for change in self.sudo():  # sudo: the right was checked
            record = change._get_record()
            for line in change.line_ids:
                now = change._encode(record, line.field_name, line.after)
                change._keep_line(
                    line, now, change._describe(record, line.field_name, now)
                )
            if record and (change.payload or {}).get("seen"):
                sight = change._get_sight(record)
                change._keep({"payload": {**change.payload, "seen": sight}})
            change._keep({"round": change.round + 1, "apply_error": False})
            change._log("rebase")
            change._start_step(change._get_all_steps()[:1])
        return True

    def _keep_line(self, line, before, text):
        with self._own_hand():
            line.sudo().write({"before": before, "before_text": text})  # sudo: as _keep

    def _ask_reason(self, verdict):
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Decide"),
            "res_model": "community.change.decide",
            "view_mode": "form",
            "target": "new",
            "context": {
                "default_verdict": verdict,
                "default_request_ids": self.ids,
            },
        }

    # ------------------------------------------------------------
    # WHO
    # ------------------------------------------------------------

    def _check_decider(self):
        """:raises AccessError: unless the user decides on all of these now"""
        for change in self:
            # sudo: only whether it is oneself
            if change.sudo().maker_id == self.env.user:
                raise AccessError(
                    self.env._("Nobody decides on what he asked for himself.")
                )
            if self.env.uid not in change._get_deciders().user_ids:
                raise AccessError(
                    self.env._("This request waits for somebody else's decision.")
                )

    def _check_maker(self):
        # sudo: only whether it is oneself
        if any(change.sudo().maker_id != self.env.user for change in self):
            raise AccessError(self.env._("Only the one who asked can do that."))

    def _lock_open(self):
        """Lock the requests; refuse those that somebody was faster with.

        :raises LockError: while somebody decides on one of them
        """
        self.sudo().lock_for_update()  # sudo: the right to decide was checked
        self.invalidate_recordset(["state", "version"])
        for change in self.sudo():
            if change.state not in ("pending", "returned"):
                raise UserError(
                    self.env._(
                        "%(request)s is already decided: %(state)s.",
                        request=change.name,
                        state=dict(
                            change._fields["state"]._description_selection(self.env)
                        )[change.state],
                    )
                )

    # ------------------------------------------------------------
    # DECIDE
    # ------------------------------------------------------------

    def _decide(self, verdict, reason=False):
        """Give the user's vote and do what follows from it.

        :param verdict: approve, reject or return
        :raises AccessError: unless the user decides on all of these now
        """
        self._check_decider()
        self._lock_open()
        # sudo: the right to decide was checked; people of the portal read no steps
        for change in self.sudo():
            change._check_verdict(verdict)
            change._vote(verdict, reason)
        return True

    def _check_verdict(self, verdict):
        change = self.sudo()  # sudo: the right to decide was checked
        if change.state != "pending":
            raise UserError(self.env._("The maker was asked for more; wait for it."))
        if self.env.uid in self._get_voters().get(self.id, ()):
            raise UserError(self.env._("You have decided on this step already."))
        if verdict == "approve" and change.conflict:
            raise UserError(
                self.env._(
                    "%(record)s was changed meanwhile. Look at what it was, what it is "
                    "now and what is asked, then take the present values for the "
                    "starting point, or reject.",
                    record=change.res_name,
                )
            )

    def _vote(self, verdict, reason):
        if verdict == "return":
            self._log("return", reason)
            self._keep({"state": "returned"})
            self._tell_decided("return", reason)
            return
        deciders = self._get_deciders()
        try:
            with self.env.cr.savepoint():
                behalf = deciders.for_whom.get(self.env.uid, ())
                self._log(verdict, reason, on_behalf=behalf)
                self._follow(self._tally(deciders), reason)
        except psycopg2.OperationalError:
            raise  # a race with another transaction: the framework tries again
        except Exception as error:
            self._fail(error)

    def _fail(self, error):
        """The change could not be made: say why, and leave the request open."""
        message = self._get_error_text(error)
        self._keep({"apply_error": message})
        self._log("fail", message)

    def _tally(self, deciders):
        votes = self._get_votes().get(self.id, [])
        step = self.step_id.sudo()._get_facts()  # sudo: as in _get_deciders
        return tally(step, votes, len(deciders.user_ids))

    def _get_votes(self):
        """{request id: [Vote]} of the present step and round."""
        self.env["community.approval.decision"].flush_model()
        # sudo: votes are counted, not shown
        log = self.env["community.approval.decision"].sudo()
        rows = log.search([("request_id", "in", self.ids), ("kind", "in", VOTES)])
        votes = {}
        for row in rows:
            change = row.request_id
            if row.step_id == change.step_id and row.round == change.round:
                votes.setdefault(change.id, []).append(Vote(row.user_id.id, row.kind))
        return votes

    @api.model
    def _search_voted_by_me(self):
        """Ids of open requests on whose present step the user has voted."""
        rows = self.env["community.approval.decision"].search(
            [
                ("user_id", "=", self.env.uid),
                ("kind", "in", VOTES),
                ("request_id.state", "=", "pending"),
            ]
        )
        return [
            row.request_id.id
            for row in rows
            if row.step_id == row.request_id.step_id
            and row.round == row.request_id.round
        ]

    def _follow(self, result, reason):
        """What follows when a step is passed, refused or still open."""
        if result.verdict == "rejected":
            self._close("rejected")
            self._tell_decided("reject", reason)
        elif result.verdict == "approved":
            steps = self._get_all_steps()
            present = self.step_id.sudo()  # sudo: as in _get_deciders
            rest = steps.filtered(
                lambda step: (step.sequence, step.id) > (present.sequence, present.id)
            )
            if rest:
                self._start_step(rest[0])
                self._log("step")
                return
            self._apply()
            self._log("apply")
            self._close("approved")
            self._tell_decided("approve", reason)

    def _close(self, state):
        self._keep(
            {
                "state": state,
                "decided_on": fields.Datetime.now(),
                "approver_ids": [(5, 0, 0)],
                "deadline": False,
                "apply_error": False,
            }
        )
        self._end_activities()
