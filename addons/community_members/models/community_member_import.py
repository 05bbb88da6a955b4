import base64
import logging
import os

from odoo import api, fields, models
from odoo.exceptions import UserError

_logger = logging.getLogger(__name__)

WORKING = ("checking", "running")
DIRECT_BYTES = 300_000  # a file of some 2,000 rows is checked while the user waits
DIRECT_ROWS = 500
KEPT_DAYS = 30


class CommunityMemberImport(models.Model):
    """A register file on its way in: read, checked, written, each step resumable.

    The file is read once into rows of ``community.member.import.row``; everything
    later works on those rows, and the state of a row is saved in the transaction that
    writes its member. Whatever stops the work, it goes on where it was.
    """

    _name = "community.member.import"
    _description = "Import of Members"
    _inherit = "community.member.card.number.guard"
    _order = "id DESC"

    name = fields.Char("File", compute="_compute_name", store=True)
    data_file = fields.Binary("XLSX or CSV File", attachment=True)
    file_name = fields.Char()
    company_id = fields.Many2one(
        "res.company", required=True, default=lambda self: self.env.company, index=True
    )
    user_id = fields.Many2one(
        "res.users", "Started By", required=True, default=lambda self: self.env.user
    )
    state = fields.Selection(
        [
            ("draft", "File"),
            ("checking", "Checking"),
            ("checked", "Checked"),
            ("running", "Importing"),
            ("done", "Done"),
        ],
        default="draft",
        required=True,
        index=True,
    )
    mode = fields.Selection(
        [
            ("both", "Add new members and update known ones"),
            ("create", "Only add new members"),
            ("update", "Only update known members"),
        ],
        string="What to Do",
        default="both",
        required=True,
        help="Members are known by their number. A cell that is empty changes nothing.",
    )
    encoding = fields.Selection(
        [
            ("utf-8-sig", "UTF-8"),
            ("utf-16", "UTF-16"),
            ("cp1254", "Turkish (Windows-1254)"),
            ("cp1252", "Western (Windows-1252)"),
        ],
        help="Of CSV files. Empty: found out.",
    )
    separator = fields.Selection(
        [(";", "Semicolon"), (",", "Comma"), ("\t", "Tab"), ("|", "Bar")],
        help="Of CSV files. Empty: found out.",
    )
    date_order = fields.Selection(
        [("dmy", "31/12/2026"), ("mdy", "12/31/2026")],
        string="Dates Like",
        default="dmy",
        required=True,
    )
    country_id = fields.Many2one(
        "res.country",
        "Country of Rows without One",
        default=lambda self: self.env.company.country_id,
    )
    give_numbers = fields.Boolean(
        default=True,
        help="Members whose row has no number get the next ones of the sequence.",
    )
    found = fields.Char("Read As", readonly=True)
    headings = fields.Json("Headings of the File")
    error = fields.Text(readonly=True)
    row_ids = fields.One2many("community.member.import.row", "import_id")
    issue_ids = fields.One2many(
        "community.member.import.issue", "import_id", "Messages"
    )
    row_count = fields.Integer("Rows", readonly=True)
    new_count = fields.Integer("New Members", readonly=True)
    update_count = fields.Integer("Known Members", readonly=True)
    bad_count = fields.Integer("Rows with Errors", readonly=True)
    done_count = fields.Integer("Written", readonly=True)
    progress = fields.Float(compute="_compute_progress")
    bad_rows_file = fields.Binary(compute="_compute_bad_rows_file")

    _counts = models.Constraint(
        "CHECK (row_count >= 0 AND bad_count >= 0)", "Rows cannot be fewer than none."
    )

    @api.depends("file_name")
    def _compute_name(self):
        for job in self:
            job.name = os.path.basename(job.file_name or "") or self.env._("New Import")

    @api.depends("row_count", "bad_count", "done_count", "state")
    def _compute_progress(self):
        for job in self:
            goal = job.row_count - job.bad_count
            job.progress = 100.0 * job.done_count / goal if goal else 0.0

    def _compute_bad_rows_file(self):
        for job in self:
            job.bad_rows_file = base64.b64encode(job._make_bad_rows_file())

    def action_check(self):
        """Dry run: read and check every row, write none."""
        self.ensure_one()
        self.check_access("write")
        if self.state in ("running", "done"):
            raise UserError(
                self.env._("This import has begun; it cannot be checked again.")
            )
        if not self.data_file:
            raise UserError(self.env._("Choose a file first."))
        self._forget_rows()
        self.write({"state": "checking", "user_id": self.env.uid})
        if len(self._get_file()) <= DIRECT_BYTES:
            self._check_file()
        else:
            self._wake_cron()
        return True

    def action_run(self):
        """Write the rows that have no error; a small file while the user waits."""
        self.ensure_one()
        self.check_access("write")
        if self.state != "checked":
            raise UserError(self.env._("Check the file first."))
        self.write({"state": "running", "user_id": self.env.uid, "error": False})
        if self.row_count <= DIRECT_ROWS:
            while self.state == "running":
                self._work_on_chunk()
        else:
            self._wake_cron()
        return True

    def action_continue(self):
        """Wake the background job after an error."""
        self.ensure_one()
        self.check_access("write")
        self.error = False
        self._wake_cron()
        return True

    def action_refresh(self):
        """Show how far the background job is."""
        self.check_access("read")
        return True

    def action_open_members(self):
        self.ensure_one()
        self.check_access("read")
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "community_members.res_partner_action_members"
        )
        return action | {
            "display_name": self.name,
            "domain": [("import_row_ids.import_id", "=", self.id)],
        }

    def action_download_bad_rows(self):
        self.ensure_one()
        self.check_access("read")
        return {
            "type": "ir.actions.act_url",
            "url": f"/web/content/{self._name}/{self.id}/bad_rows_file/rows.xlsx",
            "target": "download",
        }

    def action_download_template(self):
        self.browse().check_access("read")
        return {
            "type": "ir.actions.act_url",
            "url": "/community_members/static/xls/members.xlsx",
            "target": "download",
        }
