from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import consteq

from odoo.addons.community_subscription.tools.pay_token import fingerprint, make_token

KEPT = timedelta(days=30)
SCORES = range(1, 6)


class CommunityTicket(models.Model):
    """How content the customer was, said by a link without a log-in.

    The database knows only the SHA-256 of the link's secret; each solution sends a new
    one and the old is void.
    """

    _inherit = "community.ticket"

    score = fields.Integer(readonly=True, copy=False, aggregator="avg")
    score_text = fields.Text("Said With the Score", readonly=True, copy=False)
    scored_at = fields.Datetime(readonly=True, copy=False)
    score_hash = fields.Char(
        readonly=True, copy=False, index="btree_not_null", groups="base.group_system"
    )
    score_until = fields.Datetime(readonly=True, copy=False)

    _scored = models.Index("(company_id, scored_at) WHERE scored_at IS NOT NULL")
    _score_range = models.Constraint(
        "CHECK (score IS NULL OR score BETWEEN 0 AND 5)",
        "A score has one to five stars.",
    )

    @api.model
    def _get_derived(self):
        return super()._get_derived() | {
            "score",
            "score_text",
            "scored_at",
            "score_hash",
            "score_until",
        }

    def _get_score_url(self):
        """A fresh link to rate this ticket; for texts that reach the customer.

        Only notices of the system get one: who sends the template to himself must not
        rate his own help.
        """
        self.ensure_one()
        if not self.env.su:
            return f"{self.get_base_url()}/my/tickets/{self.id}"
        token = make_token()
        self._keep(
            {
                "score_hash": fingerprint(token),
                "score_until": fields.Datetime.now() + KEPT,
            }
        )
        return f"{self.get_base_url()}/helpdesk/score/{token}"

    @api.model
    def _find_by_score_token(self, token):
        """The ticket of a link that still holds, with the rights of the system."""
        mark = fingerprint(token)
        # sudo: the link is the right; it shows subject and score of one ticket.
        tickets = self.sudo()
        if not mark:
            return tickets.browse()
        found = tickets.search([("score_hash", "=", mark)], limit=1)
        if not found or not consteq(found.score_hash, mark):
            return tickets.browse()
        return found if found.score_until > fields.Datetime.now() else tickets.browse()

    def _rate(self, score, text=""):
        """Keep what the customer said; it may be said anew while the link holds.

        :param score: 1 to 5
        :raises UserError: for another number
        """
        self.ensure_one()
        if score not in SCORES:
            raise UserError(self.env._("Choose one to five stars."))
        self._keep(
            {
                "score": score,
                "score_text": (text or "").strip()[:2000],
                "scored_at": fields.Datetime.now(),
            }
        )
        self.sudo()._message_log(  # sudo: who rates has no right to write
            body=self.env._("Rated with %(score)s of 5 stars.", score=score)
        )
