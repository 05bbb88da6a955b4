import json
import re
from zoneinfo import ZoneInfo

from odoo import api, fields, models

from ..tools import adms
from ..tools.adms_users import belongs
from ..tools.gate_types import Pass
from .community_access_pass import digest_of

AT_ONCE = 5000
CHIP = re.compile(r"[0-9A-F]+")


class CommunityAccessTerminal(models.Model):
    """Who belongs on a terminal: after passes that changed, and anew each day."""

    _inherit = "community.access.terminal"

    @api.model
    def _ask_refresh(self, companies=None):
        """Lists are looked at right after this transaction."""
        cron = self.env.ref(
            "community_access.ir_cron_refresh_terminals", raise_if_not_found=False
        )
        # sudo: whoever may change a right has it followed.
        terminals = self.sudo()
        if cron and terminals.search_count(self._get_asked_domain(companies), limit=1):
            # sudo: as above.
            cron.sudo()._trigger()

    def _get_asked_domain(self, companies):
        domain = [("state", "=", "approved")]
        return domain + [("company_id", "in", companies.ids)] if companies else domain

    @api.model
    def _cron_refresh(self):
        """Each few minutes, and whenever a pass changes."""
        terminals = self.search([("state", "=", "approved")])
        cron = self.env["ir.cron"]
        cron._commit_progress(remaining=len(terminals))
        for terminal in terminals:
            terminal._refresh()
            cron._commit_progress(1)
        return True

    def _refresh(self):
        """Queue what differs between who has a right today and who was sent."""
        self.ensure_one()
        now = self.gate_id._get_now()
        setting = self.gate_id._get_setting_at(now)
        mark = self._get_mark(setting)
        # sudo: where the list stands is nobody's to read.
        here = self.sudo()
        since = here.pass_revision if here.pass_mark == mark else None
        passes = self.env["community.access.pass"]
        revision, after, is_more = None, 0, True
        while is_more:
            page = passes._get_delta(self.company_id, since or None, after, AT_ONCE)
            self._follow(page["passes"], setting, now)
            # What the first page knew: later pages may miss what came between.
            revision = revision or page["revision"]
            after, is_more = page["after"], page["more"]
        self._drop_unknown()
        if (here.pass_revision, here.pass_mark) != (revision, mark):
            here.write({"pass_revision": revision, "pass_mark": mark})

    def _get_mark(self, setting):
        """When it changes everybody is looked at: a new day, or other settings."""
        today = fields.Datetime.now().replace(tzinfo=ZoneInfo("UTC"))
        day = today.astimezone(self._get_zone()).date()
        card = f"{self.card_form}{self.is_card_reversed}"
        return f"{day}/{self.side}/{card}/{setting.digest}"

    def _get_zone(self):
        return ZoneInfo(self.gate_id.site_id.tz or "UTC")

    def _get_card(self, uid):
        return adms.format_card(uid, self.card_form, self.is_card_reversed)

    def _follow(self, rows, setting, now):
        """:param rows: [(key, row of a pass)] as boxes get them"""
        wanted, seen = {}, []
        for key, row in rows:
            found = Pass.from_row(row)
            if not CHIP.fullmatch(key):
                continue
            seen.append(found.credential)
            if belongs(found, setting.door, self.side, now, setting.world):
                wanted[found.credential] = (key, found.partner)
        texts = self._prepare_texts(wanted)
        users = self.env["community.access.terminal.user"]._with_pen()
        known = users.search([("terminal_id", "=", self.id), ("pin", "in", seen)])
        held = {user.pin: user for user in known}
        gone = known.filtered(lambda user: user.pin not in texts)
        changed = known.filtered(
            lambda user: user.pin in texts and user.digest != texts[user.pin]
        )
        added = [pin for pin in texts if pin not in held]
        self._queue_changes(users, texts, added, changed, gone)

    def _prepare_texts(self, wanted):
        """{number on the terminal: digest of what it should know}"""
        # sudo: the list is made for everybody, whoever changed something.
        partners = self.env["res.partner"].sudo().with_context(active_test=False)
        people = {partner for _key, partner in wanted.values()}
        names = dict(
            partners.search_fetch([("id", "in", list(people))], ["name"]).mapped(
                lambda one: (one.id, adms.shorten_name(one.name))
            )
        )
        return {
            pin: digest_of(json.dumps([names.get(partner), self._get_card(key)]))
            for pin, (key, partner) in wanted.items()
        }

    def _queue_changes(self, users, texts, added, changed, gone):
        commands = self.env["community.access.terminal.command"]
        commands._queue(self, [*added, *changed.mapped("pin")], gone.mapped("pin"))
        for user in changed:
            user.digest = texts[user.pin]
        users.create(
            [
                {
                    "terminal_id": self.id,
                    "credential_id": pin,
                    "pin": pin,
                    "digest": texts[pin],
                }
                for pin in added
            ]
        )
        gone.unlink()

    def _drop_unknown(self):
        """Bands that were deleted open nothing, either."""
        users = self.env["community.access.terminal.user"]._with_pen()
        gone = users.search(
            [("terminal_id", "=", self.id), ("credential_id", "=", False)]
        )
        commands = self.env["community.access.terminal.command"]
        commands._queue(self, [], gone.mapped("pin"))
        gone.unlink()
