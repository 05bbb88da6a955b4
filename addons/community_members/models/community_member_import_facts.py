from odoo import fields, models
from odoo.fields import Domain

from ..tools.import_values import Facts
from ..tools.text_fold import fold


class CommunityMemberImport(models.Model):
    """What the register knows: the words that cells may hold."""

    _inherit = "community.member.import"

    def _get_facts(self):
        countries = self.env["res.country"].search_fetch([], ["code"])
        return Facts(
            today=fields.Date.context_today(self),
            categories=self._get_words("community.member.category"),
            sectors=self._get_words("community.member.sector"),
            regions=self._get_words("community.member.region"),
            countries=self._get_countries(),
            country_codes={country.id: country.code for country in countries},
            languages=self._get_languages(),
            relation_types=self._get_words("community.member.relation.type"),
            default_country_id=self.country_id.id,
            month_first=self.date_order == "mdy",
        )

    def _get_words(self, model):
        """Ids by folded code, name and path, in every installed language.

        A name that two entries share leads to None; codes beat names.
        """
        names, codes = {}, {}
        for code, _language in self.env["res.lang"].get_installed():
            # A list of a club's own words: every entry is needed.
            entries = self.env[model].with_context(lang=code).search(Domain.TRUE)
            for entry in entries:
                for word in {fold(entry.name), fold(entry.display_name)}:
                    names.setdefault(word, set()).add(entry.id)
                if entry.code:
                    codes[fold(entry.code)] = entry.id
        unique = {
            word: next(iter(ids)) if len(ids) == 1 else None
            for word, ids in names.items()
        }
        return unique | codes

    def _get_countries(self):
        words = self._get_words("res.country")
        return words | {
            word: words[code]
            for word, code in (("turkey", "tr"), ("usa", "us"), ("uk", "gb"))
            if code in words
        }

    def _get_languages(self):
        words = {}
        for lang in self.env["res.lang"].search([("active", "=", True)]):
            short = lang.code.partition("_")[0]
            for word in (lang.code, lang.iso_code, short, *lang.name.split(" / ")):
                words.setdefault(fold(word), lang.code)
            words.setdefault(fold(lang.name), lang.code)
        return words
