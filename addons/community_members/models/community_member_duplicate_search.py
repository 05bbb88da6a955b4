from odoo import api, models
from odoo.tools import SQL

from ..tools.search_text import GEORGIAN
from .community_member_duplicate import REASONS

CROWD = 50  # a phone number that more records share is a switchboard, not a person
WORK_MEMORY = "64MB"  # for the sorting of one search
PHONE_DIGITS = 9  # of the end: national numbers without area prefix or country
WEIGHT = {reason: 2**power for power, reason in enumerate(reversed(REASONS))}

_SAME = """
    new.fingerprint = old.fingerprint
    AND COALESCE(new.company_id, 0) = COALESCE(old.company_id, 0)
"""


class CommunityMemberDuplicate(models.Model):
    """One question to the database: who looks like whom."""

    _inherit = "community.member.duplicate"

    @api.model
    def _refresh(self):
        """Find the groups of today; those that are still there keep their id.

        :return: how many there are
        """
        self.env.flush_all()
        execute = self.env.cr.execute
        execute(SQL("SELECT set_config('work_mem', %s, true)", WORK_MEMORY))
        execute(
            SQL(
                """
                CREATE TEMPORARY TABLE found_duplicates ON COMMIT DROP AS
                WITH person AS MATERIALIZED (%(people)s),
                     keys AS MATERIALIZED (
                       SELECT reason, hashtextextended(key, 0) AS key, id
                         FROM (%(keys)s) found
                        WHERE key IS NOT NULL),
                     %(groups)s
                SELECT ids::text AS fingerprint, company_id,
                       string_agg(reason, ',' ORDER BY weight DESC) AS reasons,
                       SUM(weight) AS weight,
                       cardinality(ids) AS partner_count
                  FROM pairs
              GROUP BY ids, company_id
                """,
                people=self._sql_people(),
                keys=self._sql_keys(),
                groups=self._sql_groups(),
            )
        )
        execute(SQL("ANALYZE found_duplicates"))
        self._store_found()
        self.invalidate_model()
        return self.search_count([])

    def _store_found(self):
        execute = self.env.cr.execute
        same = SQL(_SAME)
        execute(
            SQL(
                "DELETE FROM community_member_duplicate old"
                " WHERE NOT EXISTS (SELECT FROM found_duplicates new WHERE %s)",
                same,
            )
        )
        execute(
            SQL(
                """
                WITH added AS (
                    INSERT INTO community_member_duplicate
                           (fingerprint, company_id, reasons, weight, partner_count)
                    SELECT fingerprint, company_id, reasons, weight, partner_count
                      FROM found_duplicates new
                     WHERE NOT EXISTS (
                           SELECT FROM community_member_duplicate old WHERE %s)
                 RETURNING id, fingerprint
                )
                INSERT INTO community_member_duplicate_partner_rel
                       (duplicate_id, partner_id)
                SELECT added.id, unnest(added.fingerprint::int[]) FROM added
                """,
                same,
            )
        )
        execute(
            SQL(
                "UPDATE community_member_duplicate old"
                "   SET reasons = new.reasons, weight = new.weight"
                "  FROM found_duplicates new WHERE %s AND new.reasons <> old.reasons",
                same,
            )
        )
        execute(SQL("DROP TABLE found_duplicates"))

    def _sql_people(self):
        """The register and its surroundings, with names that can be compared."""
        return SQL(
            """
            SELECT partner.id, partner.is_company || ' ' AS kind, partner.email,
                   partner.phone, partner.mobile, partner.identity_number, partner.vat,
                   partner.birthdate_date, partner.unit_type,
                   partner.commercial_partner_id = partner.id AS is_firm_itself,
                   %(city)s AS city, %(name)s AS name
              FROM res_partner partner,
                   -- OFFSET 0: split once, not anew for each use of the words
                   LATERAL (SELECT string_to_array(%(plain)s, ' ') OFFSET 0)
                       split(words)
             WHERE partner.active
            """,
            city=self._sql_plain_name(SQL("partner.city")),
            plain=SQL(
                "regexp_replace(btrim(%s), '[^[:alnum:]]+', ' ', 'g')",
                self._sql_plain_name(SQL("partner.name")),
            ),
            name=self._sql_sorted(SQL("split.words")),
        )

    def _sql_sorted(self, words):
        """The words of a name in alphabetical order; quickly for up to three."""
        a, b, c = (SQL("%s[%s]", words, position) for position in (1, 2, 3))
        return SQL(
            """
            CASE cardinality(%(words)s)
                 WHEN 1 THEN %(a)s
                 WHEN 2 THEN LEAST(%(a)s, %(b)s) || ' ' || GREATEST(%(a)s, %(b)s)
                 WHEN 3 THEN LEAST(%(a)s, %(b)s, %(c)s) || ' '
                     || GREATEST(LEAST(%(a)s, %(b)s),
                                 LEAST(GREATEST(%(a)s, %(b)s), %(c)s))
                     || ' ' || GREATEST(%(a)s, %(b)s, %(c)s)
                 ELSE (SELECT string_agg(word, ' ' ORDER BY word)
                         FROM unnest(%(words)s) word)
             END
            """,
            words=words,
            a=a,
            b=b,
            c=c,
        )

    def _sql_keys(self):
        """Rows (reason, key, id): records with the same reason and key look alike.

        Firms and persons are never alike. Branches share phone and e-mail with their
        firm, and every record below a firm shares its tax number.
        """
        return SQL(
            r"""
            SELECT 'identity' AS reason, kind || identity_number AS key, id FROM person
             UNION ALL
            SELECT 'tax', kind || regexp_replace(upper(vat), '[^A-Z0-9]', '', 'g'), id
              FROM person WHERE is_firm_itself AND vat <> '/'
             UNION ALL
            SELECT 'email', kind || lower(btrim(email)), id FROM person
             WHERE email > '' AND %(own)s
             UNION ALL
            SELECT 'birth', kind || name || birthdate_date, id FROM person
             UNION ALL
            SELECT 'city', kind || name || ' / ' || city, id FROM person
             WHERE city > '' AND unit_type IS NULL
             UNION ALL
            SELECT 'phone', kind || right(digits, %(length)s), id
              FROM person, LATERAL (VALUES (phone), (mobile)) line(number),
                   LATERAL (SELECT translate(number, E' +()-./ ', '')) _(digits)
             WHERE %(own)s AND length(digits) >= %(length)s
            """,
            own=SQL("COALESCE(unit_type, 'employee') IN ('employee', 'subsidiary')"),
            length=PHONE_DIGITS,
        )

    def _sql_plain_name(self, name):
        """Small letters without accents, Georgian ones romanised as in the search."""
        single = {char: latin for char, latin in GEORGIAN.items() if len(latin) == 1}
        latin = SQL(
            "translate(%s, %s, %s)", name, "".join(single), "".join(single.values())
        )
        for char in GEORGIAN.keys() - single.keys():
            latin = SQL("replace(%s, %s, %s)", latin, char, GEORGIAN[char])
        return SQL(
            "lower(%s)",
            self.env.registry.unaccent(
                SQL("CASE WHEN %s ~ '[ა-ჰ]' THEN %s ELSE %s END", name, latin, name)
            ),
        )

    def _sql_groups(self):
        """Clauses from the keys to ``pairs``: groups with two who may be one.

        A group lies within one company, together with the records that all share.
        """
        weights = SQL(", ").join(SQL("(%s, %s)", *item) for item in WEIGHT.items())
        return SQL(
            """
            crowds AS (
                SELECT reason, key FROM keys
              GROUP BY reason, key
                HAVING MIN(id) <> MAX(id) AND COUNT(*) <= %(crowd)s
            ), hits AS (
                SELECT DISTINCT reason, key, partner.id, partner.company_id,
                       partner.in_member_register
                  FROM crowds
                  JOIN keys USING (reason, key)
                  JOIN res_partner partner ON partner.id = keys.id
            ), scopes AS (
                SELECT DISTINCT reason, key, company_id FROM hits
                 WHERE company_id IS NOT NULL
                 UNION ALL SELECT reason, key, NULL FROM hits
              GROUP BY reason, key HAVING COUNT(company_id) = 0
            ), groups AS (
                SELECT reason, scopes.company_id, array_agg(id ORDER BY id) AS ids
                  FROM scopes
                  JOIN hits USING (reason, key)
                 WHERE hits.company_id IS NULL OR hits.company_id = scopes.company_id
              GROUP BY reason, key, scopes.company_id
                HAVING COUNT(*) > 1 AND bool_or(hits.in_member_register)
            ), pairs AS (
                SELECT DISTINCT reason, company_id, ids, weight FROM groups
                  JOIN (VALUES %(weights)s) weights(reason, weight) USING (reason)
                 WHERE EXISTS (%(alike)s)
            )
            """,
            crowd=CROWD,
            weights=weights,
            alike=self._sql_alike(),
        )

    def _sql_alike(self):
        """Two of the group of whom nobody said that they are different.

        Relatives share phone and e-mail; parent and child in the tree are no twins.
        """
        return SQL(
            """
            SELECT FROM unnest(ids) one(id) JOIN unnest(ids) two(id) ON one.id < two.id
                   JOIN res_partner a ON a.id = one.id
                   JOIN res_partner b ON b.id = two.id
             WHERE NOT EXISTS (SELECT FROM community_member_distinct pair
                                WHERE pair.first_id = a.id AND pair.second_id = b.id)
               AND NOT EXISTS (SELECT FROM community_member_relation relation
                                WHERE relation.partner_id = a.id
                                  AND relation.other_id = b.id)
               AND a.parent_id IS DISTINCT FROM b.id
               AND b.parent_id IS DISTINCT FROM a.id
               AND (reason NOT IN ('email', 'phone') OR a.household_id IS NULL
                    OR a.household_id IS DISTINCT FROM b.household_id)
            """
        )
