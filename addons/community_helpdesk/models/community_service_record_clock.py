from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL

from ..tools.service_time import count_seconds, get_day

NEWS = "community.service.clock"


class CommunityServiceRecord(models.Model):
    """The clock: it starts with the customer, and one runs for each officer."""

    _inherit = "community.service.record"

    @api.model
    def _get_derived(self):
        return super()._get_derived() | {
            "state",
            "date",
            "seconds",
            "running_since",
            "hours",
            "billable_hours",
            "is_forgotten",
            "saved_at",
            "account_id",
        }

    @api.model_create_multi
    def create(self, vals_list):
        """One record made by its officer starts the clock; imported ones do not."""
        records = super().create(vals_list)
        records._check_ticket()
        quiet = {"service_without_clock", "import_file"} & self.env.context.keys()
        if len(records) == 1 and records.user_id == self.env.user and not quiet:
            records._start_clock()
        return records

    def action_start(self):
        """Start the clock, or let it go on."""
        self.ensure_one()
        self.check_access("write")
        self._start_clock()

    def action_pause(self):
        self.check_access("write")
        self._stop_clock()

    def action_stop(self):
        """Stop the clock and save; ask first for what is missing."""
        self.ensure_one()
        self.check_access("write")
        self._stop_clock()
        if self.status_id:
            return self._save()
        return self._open_form(target="new")

    def action_edit(self):
        """Open an earlier record from a table."""
        self.ensure_one()
        self.check_access("read")
        return self._open_form()

    def _open_form(self, target="current"):
        return {
            "type": "ir.actions.act_window",
            "name": self.display_name,
            "res_model": self._name,
            "res_id": self.id,
            "views": [(False, "form")],
            "target": target,
        }

    def _start_clock(self):
        """:raises UserError: for the record of another officer, or a billed one"""
        self.ensure_one()
        officer = self.env.user
        if self.user_id != officer:
            raise UserError(
                self.env._("The clock of %(name)s is his own.", name=self.user_id.name)
            )
        self._check_unbilled()
        self._lock_clock(officer)
        now = fields.Datetime.now()
        running = self._find_running(officer)
        if running.record_id == self:
            return
        running.write({"stop": now})
        running.flush_recordset()
        running.record_id._refresh_time()
        intervals = self.env["community.service.interval"]._with_pen()
        intervals.create({"record_id": self.id, "user_id": officer.id, "start": now})
        self._refresh_time()
        self._tell_clock(officer)

    def _stop_clock(self, moment=None):
        """Stop the clocks of these records that run."""
        for record in self:
            self._lock_clock(record.user_id)
            running = self._find_running(record.user_id)
            if running.record_id != record:
                continue
            stop = max(moment or fields.Datetime.now(), running.start)
            running.write({"stop": stop})
            record._refresh_time()
            record._tell_clock(record.user_id)

    @api.model
    def _find_running(self, officer):
        intervals = self.env["community.service.interval"]._with_pen()
        return intervals.search([("user_id", "=", officer.id), ("stop", "=", False)])

    @api.model
    def _lock_clock(self, officer):
        """Two tabs at once: the later one waits, and is tried again by Odoo."""
        self.env.cr.execute(
            SQL(
                "UPDATE res_users SET service_clock_at = %s WHERE id = %s",
                fields.Datetime.now(),
                officer.id,
            )
        )

    def _refresh_time(self):
        """Total, day and standing follow from the stretches."""
        for record in self:
            # sudo: the clock is read to the end, whoever looks.
            stretches = record.sudo().interval_ids
            closed = [(each.start, each.stop) for each in stretches if each.stop]
            running = stretches.filtered(lambda each: not each.stop)
            seconds = count_seconds(closed, fields.Datetime.now())
            vals = {
                "seconds": seconds,
                "hours": seconds / 3600,
                "running_since": running.start,
                "is_forgotten": any(stretches.mapped("is_forgotten")),
            }
            if stretches:
                first = min(stretches.mapped("start"))
                vals["date"] = get_day(first, record.user_id.tz or "UTC")
            if running or record.state == "running":
                vals["state"] = "running" if running else "paused"
            record._keep(vals)

    @api.model
    def _tell_clock(self, officer):
        """Every tab of the officer asks anew; nobody else hears of it."""
        officer._bus_send(NEWS, {})

    def _check_unbilled(self):
        """:raises UserError: for a record that stands on an invoice"""
        for record in self:
            if record.state == "billed":
                raise UserError(
                    self.env._(
                        "%(name)s is billed: correct the invoice instead.",
                        name=record.display_name,
                    )
                )
