"""Texts of lines on paper, in the language of whoever reads it."""


class PrintedTexts:
    """What the lines of a contract are called in the language of its environment.

    A line keeps the words in which it was agreed. Only where they still are those of
    a plan, in whatever language, does the reader get the plan's words in his own.
    """

    def __init__(self, contract):
        self.lang = contract.env.lang or "en_US"
        # A schedule is in the language that its payer had when it was laid out.
        installed = contract.env["res.lang"].get_installed()
        self.langs = [contract.payer_id.lang, *(code for code, _name in installed)]
        self.desk = contract._get_price_desk()
        self.lines = {line.id: line for line in contract.line_ids}
        self.words = self._read_words(contract)

    def _read_words(self, contract):
        """By product and words, the same words in the language of the reader."""
        Line = contract.env["community.plan.line"]
        products = (contract.line_ids or contract.plan_id.line_ids).product_id
        found = Line.search(
            [
                ("product_id", "in", products.ids),
                ("plan_id.company_id", "in", [False, contract.company_id.id]),
            ]
        )
        words = {}
        for line in found:
            said = Line._fields["name"]._get_stored_translations(line) or {}
            if self.lang in said:
                for text in said.values():
                    words[line.product_id.id, text] = said[self.lang]
        return words

    def say(self, line, date_from, date_to):
        """The text of a line, for these days."""
        text = self.words.get((line.product_id.id, line.name), line.name)
        return self._fill(line, text, self.lang, date_from, date_to)

    def say_again(self, row, period):
        """The text of an entry of a schedule row; what was edited stays as it is."""
        name, line = row.get("name"), self.lines.get(row.get("line"))
        if not line:
            return name
        days = (
            max(line.date_start or period.date_from, period.date_from),
            min(line.date_end or period.date_to, period.date_to),
        )
        share = (row.get("days"), row.get("of"))
        for lang in filter(None, self.langs):
            text = self._fill(line, line.name, lang, *days)
            if text == name:
                return self.say(line, *days)
            if self.desk.get_days_text(text, *share, lang) == name:
                return self.desk.get_days_text(self.say(line, *days), *share, self.lang)
        return name

    def _fill(self, line, text, lang, date_from, date_to):
        days = (date_from, date_to)
        return self.desk.fill_text(text, line.product_id.id, lang, *days)
