from markupsafe import Markup

from odoo import api, fields, models

from ..tools.service_form import get_nps
from .community_service_version import ANSWERS

ACTIVITY = "community_helpdesk.mail_activity_type_service_form"
ACTIVITIES = [ACTIVITY, "community_helpdesk.mail_activity_type_service_objection"]


class CommunityServiceForm(models.Model):
    """The customer's answer, and who has to look at it."""

    _inherit = "community.service.form"

    answer = fields.Selection(ANSWERS, readonly=True, copy=False)
    answered_at = fields.Datetime("Answered On", readonly=True, copy=False)
    answer_words = fields.Text("Said by the Customer", readonly=True, copy=False)
    score = fields.Integer(readonly=True, copy=False, aggregator="avg")
    nps = fields.Integer(
        "NPS",
        compute="_compute_nps",
        store=True,
        aggregator="avg",
        help="Net promoter score: promoters (9, 10) less detractors (up to 6).",
    )
    is_scored = fields.Boolean(compute="_compute_nps", store=True)

    @api.model
    def _get_derived(self):
        return super()._get_derived() | {
            "answer",
            "answered_at",
            "answer_words",
            "score",
            "nps",
            "is_scored",
        }

    @api.depends("score")
    def _compute_nps(self):
        for form in self:
            form.is_scored = bool(form.score)
            form.nps = get_nps(form.score) if form.score else 0

    def _take_answer(self, version):
        """What the customer said of the version in force."""
        self.ensure_one()
        objected = version.answer == "objected"
        self._keep(
            {
                "state": "objected" if objected else "approved",
                "answer": version.answer,
                "answered_at": version.answered_at,
                "score": version.score,
                "answer_words": version.words,
            }
        )
        self._note_answer(version)
        if not objected:
            self._ask_heads(ACTIVITY)
        elif self.user_id.active and self._is_seen_by(self.user_id):
            self._ask_to(ACTIVITIES[1], self.user_id, version.words)
        else:
            self._ask_heads(ACTIVITIES[1], version.words)

    def _note_answer(self, version):
        words = {
            "approved": self.env._(
                "Version %(version)s: approved by the customer with %(score)s of 10.",
                version=version.version,
                score=version.score,
            ),
            "objected": self.env._(
                "Version %(version)s: the customer objects.", version=version.version
            ),
            "automatic": self.env._(
                "Version %(version)s: nobody objected in time, so it is approved.",
                version=version.version,
            ),
            "house": self.env._(
                "Version %(version)s: approved by telephone, says %(name)s.",
                version=version.version,
                name=self.env.user.name,
            ),
        }
        # sudo: the customer has no right to write.
        self.sudo()._message_log(body=words[version.answer])

    def action_approve_by_phone(self):
        """The customer said yes on the telephone; it is kept who says so."""
        self.check_access("write")
        self._check_head()
        for form in self.filtered(lambda each: each.state == "sent"):
            current = form.version_ids.filtered(lambda each: not each.voided_at)
            current._answer("house")

    def _ask_heads(self, kind, note=""):
        """M41: it waits for the heads of support, among their activities."""
        for head in self._find_heads():
            self._ask_to(kind, head, note)

    def _find_heads(self):
        """Those who may close this form: its company, and its ticket's group."""
        role = self.env.ref("community_helpdesk.group_helpdesk_manager")
        root = self.env.ref("base.user_root")
        # sudo: who holds a role is looked up by the system.
        role = role.sudo()
        heads = role.all_user_ids.filtered(
            lambda user: (
                user.active
                and not user.share
                and user != root
                and self.company_id in user.company_ids
            )
        )
        return heads.filtered(self._is_seen_by)

    def _is_seen_by(self, user):
        seen = self.with_user(user)
        seen = seen.with_context(allowed_company_ids=self.company_id.ids)
        return seen.has_access("read")

    def _ask_to(self, kind, user, note=""):
        # sudo: activities are planned for others.
        self.sudo().with_context(mail_activity_quick_update=True).activity_schedule(
            kind, user_id=user.id, note=Markup("<p>{}</p>").format(note) if note else ""
        )

    def _drop_activities(self):
        """Somebody did it: it waits for nobody any more."""
        # sudo: activities of others are taken away, too.
        self.sudo().activity_unlink(ACTIVITIES)
