from odoo import api, fields, models
from odoo.tools import SQL

# Where a process notes which digests it knows to be kept, and how many at most.
KNOWN = "_community_access_facts"
MOST_KNOWN = 50_000


class CommunityAccessFact(models.Model):
    """Rows that decisions were made by, each kept once under its digest.

    An event names the digests of what it was decided by. So the same answer can be
    given later, and whoever changes a row afterwards is found out.
    """

    _name = "community.access.fact"
    _description = "Facts of Gate Decisions"
    _inherit = "community.pen.guard"
    _rec_name = "digest"
    _pen = "access_fact"

    digest = fields.Char("SHA-256", required=True)
    text = fields.Text(required=True)

    _digest_uniq = models.Constraint("UNIQUE (digest)", "These facts are kept already.")

    @api.model
    def _get_insert(self, texts):
        """The statement that keeps those which this process does not know to be kept.

        :param texts: {digest: text}
        :return: `SQL`, empty when all are known
        """
        known = self.env.registry.__dict__.setdefault(KNOWN, set())
        texts = {key: text for key, text in texts.items() if key not in known}
        if not texts:
            return SQL()
        self.env.cr.postcommit.add(lambda: _remember(known, texts))
        return SQL(
            "INSERT INTO community_access_fact (digest, text) VALUES %s "
            "ON CONFLICT (digest) DO NOTHING",
            SQL(", ").join(SQL("%s", one) for one in sorted(texts.items())),
        )


def _remember(known, digests):
    """What is kept need not be sent again by this process."""
    if len(known) > MOST_KNOWN:
        known.clear()
    known.update(digests)
