import json
import logging

from odoo import api, fields, models
from odoo.tools import SQL

from .community_member_import import WORKING

_logger = logging.getLogger(__name__)

KEPT_DAYS = 30


class CommunityMemberImport(models.Model):
    """The background job: chunk by chunk, committed, resumable; and tidying up."""

    _inherit = "community.member.import"

    def _get_file(self):
        """The bytes of the file, without the detour over base64."""
        # sudo: the attachment belongs to the field of a record that was checked.
        attachment = (
            self.env["ir.attachment"]
            .sudo()
            .search(
                [
                    ("res_model", "=", self._name),
                    ("res_field", "=", "data_file"),
                    ("res_id", "=", self.id),
                ],
                limit=1,
            )
        )
        return attachment.raw or b""

    def _wake_cron(self):
        # sudo: managers of members may not touch scheduled jobs in general.
        self.env.ref("community_members.ir_cron_member_import").sudo()._trigger()

    def _forget_rows(self):
        """Make room for a fresh reading of the file."""
        for model in ("community.member.import.issue", "community.member.import.row"):
            table = SQL.identifier(self.env[model]._table)
            self.env.cr.execute(
                SQL("DELETE FROM %s WHERE import_id IN %s", table, tuple(self.ids))
            )
        self.invalidate_recordset()
        self.write(
            dict.fromkeys(
                ("row_count", "new_count", "update_count", "bad_count", "done_count"), 0
            )
            | {"error": False, "found": False}
        )

    @api.model
    def _cron_work(self):
        """Go on with every import that is under way, chunk by chunk."""
        jobs = self.search(
            [("state", "in", WORKING), ("error", "=", False)], order="id"
        )
        for job in jobs:
            if not job._work_in_background(self.env["ir.cron"]):
                return

    def _work_in_background(self, cron):
        """Work as the user who started it, committing every chunk.

        :return: whether there is time left
        """
        worker = self.with_user(self.user_id).with_company(self.company_id)
        while self.state in WORKING:
            if not self.try_lock_for_update():
                return True
            try:
                done = worker._work_on_chunk()
            except Exception as error:
                self.env.cr.rollback()
                _logger.exception("Import of members %s stopped", self.id)
                self.error = str(error)
                cron._commit_progress()
                return True
            left = self.row_count - self.bad_count - self.done_count
            busy = max(left, 1) if self.state in WORKING else 0
            if not cron._commit_progress(done, remaining=busy):
                return False
            self.env.invalidate_all()
        return True

    def _work_on_chunk(self):
        """One step of whatever is to do.

        :return: the number of rows that are finished with it
        """
        if self.state == "checking":
            self._check_file()
            return 0
        return self._write_chunk()

    def _finish(self):
        """The file has served; what is left are the rows with errors."""
        self.write({"state": "done", "data_file": False})
        message = self.env._(
            "Import of %(file)s: %(done)s written, %(bad)s with errors.",
            file=self.name,
            done=self.done_count,
            bad=self.bad_count,
        )
        # sudo: the bus is for the system; the message goes to the user who asked.
        self.user_id.sudo()._bus_send(
            "simple_notification", {"type": "info", "message": message}
        )

    @api.autovacuum
    def _gc_old_rows(self):
        """What the file said of people is not kept for longer than it is of use."""
        before = fields.Datetime.subtract(fields.Datetime.now(), days=KEPT_DAYS)
        old = self.search([("write_date", "<", before), ("state", "not in", WORKING)])
        old = old.filtered(lambda job: job.data_file or job.row_ids)
        old.write({"data_file": False})
        rows = self.env["community.member.import.row"].search(
            [("import_id", "in", old.ids)], limit=10_000
        )
        rows.unlink()
        self.env["community.member.import.issue"].search(
            [("import_id", "in", old.ids)], limit=10_000
        ).unlink()
        return len(rows), len(rows) == 10_000

    def _insert(self, model, records):
        """Add many plain rows to a table of the import in one statement."""
        if not records:
            return
        table = SQL.identifier(self.env[model]._table)
        columns = SQL(", ").join(map(SQL.identifier, records[0]))
        self.env.cr.execute(
            SQL(
                "INSERT INTO %(table)s (import_id, %(columns)s)"
                " SELECT %(job)s, %(columns)s"
                " FROM json_populate_recordset(NULL::%(table)s, %(rows)s)",
                table=table,
                columns=columns,
                job=self.id,
                rows=json.dumps(records, ensure_ascii=False),
            )
        )
