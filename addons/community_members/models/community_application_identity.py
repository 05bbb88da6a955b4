from odoo import api, fields, models
from odoo.tools import SQL

from ..tools.application_match import (
    Person,
    code_key,
    name_key,
    phone_key,
    reasons_between,
    weight,
)

NAMESAKES = 40  # of so many similar names the best are looked at closely
SHOWN = 12


class CommunityApplication(models.Model):
    """Who is it? Found by the system, decided by a person."""

    _inherit = "community.application"

    match_ids = fields.One2many(
        "community.application.match", "application_id", "Possible Duplicates"
    )
    match_count = fields.Integer(compute="_compute_match_count")
    match_choice = fields.Selection(
        [("new", "Somebody new"), ("known", "Somebody we know")],
        "This Is",
        copy=False,
        tracking=True,
    )
    match_partner_id = fields.Many2one(
        "res.partner", "Known As", copy=False, index="btree_not_null", tracking=True
    )
    match_update = fields.Selection(
        [
            ("fill", "Only fill in what is empty"),
            ("overwrite", "Take over what the application says"),
        ],
        "Data of the Record",
        default="fill",
        required=True,
        copy=False,
        help="“Only fill in” also keeps the e-mail address, to which the invitation "
        "to the portal goes.",
    )
    needs_choice = fields.Boolean(compute="_compute_needs_choice")

    _known_is_named = models.Constraint(
        "CHECK (match_choice IS DISTINCT FROM 'known' OR match_partner_id IS NOT NULL"
        " OR is_erased)",
        "Say who of the register it is.",
    )

    @api.depends("match_ids")
    def _compute_match_count(self):
        for application in self:
            application.match_count = len(application.match_ids)

    @api.depends("match_ids.is_reviewed", "match_choice")
    def _compute_needs_choice(self):
        for application in self:
            unseen = application.match_ids.filtered(lambda match: not match.is_reviewed)
            application.needs_choice = application.match_choice != "known" and bool(
                unseen
            )

    def action_choose_new(self):
        """The applicant is none of those who were found."""
        self.ensure_one()
        self._choose_match("new", self.env["res.partner"])
        return True

    def action_find_matches(self):
        """Search the register again, after data were corrected."""
        self._check_may_decide()
        self._refresh_matches()
        return True

    def _choose_match(self, choice, partner):
        self._check_may_decide()
        self.write({"match_choice": choice, "match_partner_id": partner.id})
        # sudo: the list is the system's; officers may not write in it.
        self.sudo().match_ids.is_reviewed = True

    def _refresh_matches(self):
        """Look for everybody again; whom an officer has looked at stays reviewed."""
        # sudo: the list is derived; contacts of the own company and shared ones only.
        for application_sudo in self.sudo():
            found = application_sudo._find_matches()
            known = {match.partner_id: match for match in application_sudo.match_ids}
            stale = [match.id for who, match in known.items() if who not in found]
            application_sudo.match_ids.browse(stale).unlink()
            for partner, reasons in found.items():
                values = {"reasons": ",".join(reasons), "weight": weight(reasons)}
                if partner in known:
                    known[partner].write(values)
                else:
                    values |= {
                        "application_id": application_sudo.id,
                        "partner_id": partner.id,
                    }
                    application_sudo.match_ids.create(values)
        self.invalidate_recordset(["match_ids"])

    def _find_matches(self):
        """:return: {contact: reasons}, the strongest first"""
        self.ensure_one()
        if self.is_erased:
            return {}
        applicant = self._get_person()
        found = {}
        for partner in self._find_candidates():
            reasons = reasons_between(applicant, self._get_partner_person(partner))
            if reasons:
                found[partner] = reasons
        best = sorted(found, key=lambda partner: -weight(found[partner]))[:SHOWN]
        return {partner: found[partner] for partner in best}

    def _find_candidates(self):
        """Contacts worth a closer look, by indexes alone at any size."""
        partners = self.env["res.partner"]
        partners.flush_model()
        ways = [
            SQL("SELECT id FROM res_partner WHERE %s", condition)
            for condition in self._get_candidate_conditions()
        ]
        ways.append(self._sql_namesakes())
        rows = self.env.execute_query(
            SQL(
                "SELECT id FROM res_partner WHERE id IN (%s)"
                " AND (company_id IS NULL OR company_id = %s) AND id <> %s",
                SQL(" UNION ").join(SQL("(%s)", way) for way in ways),
                self.company_id.id,
                self.partner_id.id or 0,
            )
        )
        return partners.browse(row[0] for row in rows)

    def _get_candidate_conditions(self):
        conditions = []
        for column, value in (
            ("identity_number", self.identity_number),
            ("vat", self.vat),
        ):
            if value:
                conditions.append(
                    SQL(
                        "%s IN %s",
                        SQL.identifier(column),
                        (value, value.strip(), code_key(value)),
                    )
                )
        parts = (self.email_normalized, phone_key(self.phone or ""))
        for part in filter(None, parts):
            escaped = part.replace("\\", r"\\").replace("%", r"\%").replace("_", r"\_")
            conditions.append(SQL("member_search_text LIKE %s", f"%{escaped}%"))
        return conditions

    def _sql_namesakes(self):
        words = name_key(self.name or "")
        if not self.env.registry.has_trigram:
            patterns = [f"%{word}%" for word in words.split()]
            return SQL(
                "SELECT id FROM res_partner WHERE member_search_text LIKE ALL (%s)"
                " LIMIT %s",
                patterns or [""],
                NAMESAKES,
            )
        return SQL(
            "SELECT id FROM res_partner WHERE %s <%% member_search_text"
            " ORDER BY word_similarity(%s, member_search_text) DESC, id LIMIT %s",
            words,
            words,
            NAMESAKES,
        )

    def _get_person(self):
        return Person(
            name=self.name or "",
            is_company=self.is_company,
            email=self.email_normalized or "",
            phones=(self.phone or "",),
            identity_number=self.identity_number or "",
            vat=self.vat or "",
            birthdate=str(self.birthdate_date or ""),
        )

    @api.model
    def _get_partner_person(self, partner):
        return Person(
            name=partner.name or "",
            is_company=partner.is_company,
            email=partner.email_normalized or "",
            phones=(partner.phone or "", partner.mobile or ""),
            identity_number=partner.identity_number or "",
            vat=partner.vat or "",
            birthdate=str(partner.birthdate_date or ""),
        )
