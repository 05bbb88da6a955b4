from odoo import api, models
from odoo.tools import SQL

from ..tools.search_text import GEORGIAN
from .community_member_duplicate import REASONS

CROWD = 50  # a phone number that more records share is a switchboard, not a person
PHONE_DIGITS = 9  # of the end: national numbers without area prefix or country
WEIGHT = {reason: 2**power for power, (reason, _label) in enumerate(reversed(REASONS))}


class CommunityMemberDuplicate(models.Model):
    """One question to the database: who looks like whom."""

    _inherit = "community.member.duplicate"

    @api.model
    def _refresh(self):
        """Find the groups of today; those that are still there keep their id.

        :return: how many there are
        """
        self.env.flush_all()
        self.env.cr.execute(
            SQL(
                """
                CREATE TEMPORARY TABLE found_duplicates ON COMMIT DROP AS
                WITH keys AS (%(keys)s), %(groups)s
                SELECT ids, company_id, string_agg(reason, ',') AS reasons,
                       SUM(weight) AS weight
                  FROM pairs
              GROUP BY ids, company_id
                """,
                keys=self._sql_keys(),
                groups=self._sql_groups(),
            )
        )
        self._store_found()
        self.invalidate_model()
        return self.search_count([])

    def _store_found(self):
        execute = self.env.cr.execute
        execute(
            SQL(
                """
                DELETE FROM community_member_duplicate old
                 WHERE NOT EXISTS (SELECT FROM found_duplicates new
                                    WHERE new.ids::text = old.fingerprint
                                      AND new.company_id IS NOT DISTINCT FROM
                                          old.company_id)
                """
            )
        )
        execute(
            SQL(
                """
                WITH added AS (
                    INSERT INTO community_member_duplicate
                           (fingerprint, company_id, reasons, weight, partner_count)
                    SELECT new.ids::text, company_id, reasons, weight,
                           cardinality(new.ids)
                      FROM found_duplicates new
                     WHERE NOT EXISTS (
                           SELECT FROM community_member_duplicate old
                            WHERE old.fingerprint = new.ids::text
                              AND new.company_id IS NOT DISTINCT FROM old.company_id)
                 RETURNING id, fingerprint
                )
                INSERT INTO community_member_duplicate_partner_rel
                       (duplicate_id, partner_id)
                SELECT added.id, unnest(added.fingerprint::int[]) FROM added
                """
            )
        )
        execute(SQL("DROP TABLE found_duplicates"))

    def _sql_keys(self):
        """Rows (reason, key, id): records with the same reason and key look alike.

        Firms and persons are never alike. Branches share phone and e-mail with their
        firm, and every record below a firm shares its tax number.
        """
        name = SQL(
            "(SELECT string_agg(word, ' ' ORDER BY word)"
            " FROM regexp_split_to_table(%s, '[^[:alnum:]]+') word)",
            self._sql_plain_name(SQL("partner.name")),
        )
        digits = SQL("regexp_replace(number, '\\D', '', 'g')")
        own = SQL(
            "COALESCE(partner.unit_type, 'employee') IN ('employee', 'subsidiary')"
        )
        rows = [
            ("identity", SQL("partner.identity_number"), SQL("true")),
            (
                "tax",
                SQL("regexp_replace(upper(partner.vat), '[^A-Z0-9]', '', 'g')"),
                SQL(
                    "partner.commercial_partner_id = partner.id AND partner.vat <> '/'"
                ),
            ),
            ("email", SQL("lower(btrim(partner.email))"), own),
            (
                "birth",
                SQL("%s || partner.birthdate_date", name),
                SQL("partner.birthdate_date IS NOT NULL"),
            ),
            (
                "city",
                SQL(
                    "%s || ' / ' || %s", name, self._sql_plain_name(SQL("partner.city"))
                ),
                SQL("partner.city > '' AND partner.unit_type IS NULL"),
            ),
        ]
        parts = [
            SQL(
                "SELECT %s AS reason, partner.is_company || %s AS key, partner.id"
                "  FROM res_partner partner WHERE partner.active AND %s",
                reason,
                SQL("' ' || %s", key),
                condition,
            )
            for reason, key, condition in rows
        ]
        parts.append(
            SQL(
                """
                SELECT 'phone',
                       partner.is_company || ' ' || right(%(digits)s, %(length)s),
                       partner.id
                  FROM res_partner partner,
                       LATERAL (VALUES (partner.phone), (partner.mobile)) phone(number)
                 WHERE partner.active AND %(own)s
                   AND length(%(digits)s) >= %(length)s
                """,
                digits=digits,
                length=PHONE_DIGITS,
                own=own,
            )
        )
        return SQL(" UNION ALL ").join(parts)

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
        return SQL(
            """
            crowds AS (
                SELECT reason, key FROM keys WHERE key IS NOT NULL
              GROUP BY reason, key
                HAVING COUNT(DISTINCT id) BETWEEN 2 AND %(crowd)s
            ), hits AS (
                SELECT DISTINCT reason, key, partner.id, partner.company_id,
                       partner.in_member_register
                  FROM crowds
                  JOIN keys USING (reason, key)
                  JOIN res_partner partner ON partner.id = keys.id
            ), scopes AS (
                SELECT DISTINCT reason, key, company_id FROM hits
                 WHERE company_id IS NOT NULL
                 UNION ALL
                SELECT reason, key, NULL FROM hits
              GROUP BY reason, key HAVING COUNT(company_id) = 0
            ), groups AS (
                SELECT reason, scopes.company_id,
                       array_agg(hits.id ORDER BY hits.id) AS ids
                  FROM scopes
                  JOIN hits USING (reason, key)
                 WHERE hits.company_id IS NULL OR hits.company_id = scopes.company_id
              GROUP BY reason, key, scopes.company_id
                HAVING COUNT(*) > 1 AND bool_or(hits.in_member_register)
            ), pairs AS (
                SELECT DISTINCT reason, company_id, ids, weight
                  FROM groups JOIN (VALUES %(weights)s) weights(reason, weight)
                 USING (reason)
                 WHERE EXISTS (%(alike)s)
            )
            """,
            crowd=CROWD,
            weights=SQL(", ").join(SQL("(%s, %s)", *item) for item in WEIGHT.items()),
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
