"""Letterheads inside the page, for a printer that knows no headers of its own."""

import lxml.html

# Millimetres above and below the page where the letterhead is inside it.
MARGINS = {"data-report-margin-top": "12", "data-report-margin-bottom": "14"}


def _has_class(name: str) -> str:
    return f"contains(concat(' ', normalize-space(@class), ' '), ' {name} ')"


def put_inside(html: bytes | str) -> bytes | str:
    """Move headers and footers of a report into the documents that they belong to.

    Only those of a letter (they carry the class of their company): the header of an
    internal list says nothing without its page number.

    :param html: the report, with headers, articles and footers one after another
    :return: the same, or the report unchanged if there is nothing to move
    """
    root = lxml.html.fromstring(html, parser=lxml.html.HTMLParser(encoding="utf-8"))
    moved = False
    for article in root.xpath(f"//div[{_has_class('article')}]"):
        letter = "contains(@class, 'o_company_')"
        above = f"preceding-sibling::div[{_has_class('header')}][{letter}][1]"
        below = f"following-sibling::div[{_has_class('footer')}][{letter}][1]"
        for header in article.xpath(above):
            _rename(header, "header", "o_community_letterhead")
            article.insert(0, header)
            moved = True
        for footer in article.xpath(below):
            _rename(footer, "footer", "o_community_letterfoot")
            _drop_page_number(footer)
            if footer.text_content().strip():
                article.append(footer)
            else:
                footer.drop_tree()
    if not moved:
        return html
    for name, millimetres in MARGINS.items():
        if not root.get(name):
            root.set(name, millimetres)
    return lxml.html.tostring(root, encoding="utf-8")


def _rename(node, old: str, new: str) -> None:
    names = node.get("class").split()
    node.set("class", " ".join(new if name == old else name for name in names))


def _drop_page_number(footer) -> None:
    """Only the printer could say which page it is on."""
    for span in footer.xpath(f".//span[{_has_class('topage')}]"):
        span.getparent().drop_tree()
