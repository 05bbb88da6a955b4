"""What people read about the rows of a register file, by code."""

from odoo.tools.translate import LazyTranslate

_lt = LazyTranslate(__name__)

LEVELS = [("error", "Not imported"), ("warning", "Imported, but look at it")]

MESSAGES_OF_FILE = {
    "file_empty": _lt("The file is empty."),
    "file_too_large": _lt("The file is larger than %(limit)s MB. Divide it."),
    "file_old_excel": _lt("This is an old Excel file (.xls). Save it as .xlsx."),
    "file_type": _lt("This is neither an Excel file (.xlsx) nor a CSV file."),
    "file_damaged": _lt("The file is damaged. Open it in Excel and save it again."),
    "file_entities": _lt(
        "The file holds declarations that no Excel file needs; refused."
    ),
    "file_encoding": _lt(
        "The text cannot be read as %(encoding)s (row %(line)s). Choose another "
        "encoding, or save the file as UTF-8."
    ),
    "file_csv": _lt("The file cannot be divided into cells (row %(line)s)."),
    "too_many_rows": _lt("The file has more than %(limit)s rows. Divide it."),
    "header_missing": _lt(
        "No headings found. The first row names the columns, such as Member Number and "
        "Name; here it begins with “%(first)s”. See the template."
    ),
    "header_duplicate": _lt("Two columns have the heading “%(heading)s”. Remove one."),
}

MESSAGES = {
    "header_unknown": _lt(
        "The heading “%(value)s” is not known; the column is left out."
    ),
    "merged": _lt("Cells are merged over several rows. Undo the merging in Excel."),
    "extra_cells": _lt("The row has more cells than there are headings."),
    "formula": _lt("The cell holds a formula (%(value)s). Paste its value instead."),
    "cell_error": _lt("The cell shows the error %(value)s."),
    "encoding": _lt(
        "“%(value)s” was damaged by a wrong encoding. Export the file anew."
    ),
    "control_character": _lt("The text holds the control character %(value)s."),
    "card_number": _lt(
        "A full payment card number. It is never stored; ask the member to save the "
        "card on the portal."
    ),
    "too_long": _lt("The text is longer than %(value)s characters."),
    "name_missing": _lt("A new member needs a name."),
    "number_missing": _lt("A row without member number cannot update anybody."),
    "number_unknown": _lt("No member has the number %(value)s."),
    "number_exists": _lt("A member has the number %(value)s already."),
    "number_duplicate": _lt("The number %(value)s stands in an earlier row as well."),
    "number_hidden": _lt(
        "The number %(value)s belongs to a member you may not change."
    ),
    "code": _lt("“%(value)s” has characters that do not belong into a number."),
    "scientific": _lt(
        "Excel has shortened the number to %(value)s. Format it as text."
    ),
    "phone": _lt("“%(value)s” is no phone number."),
    "email": _lt("“%(value)s” is no e-mail address."),
    "yes_no": _lt("“%(value)s” is neither yes nor no, neither company nor individual."),
    "gender": _lt("“%(value)s” is no gender known here: female, male, other."),
    "date_impossible": _lt("There is no day %(value)s."),
    "date_unclear": _lt(
        "“%(value)s” is no date. Write day.month.year, with four digits."
    ),
    "date_range": _lt("%(value)s is outside the years 1900 to 2200."),
    "date_order": _lt("The dates are in the wrong order: %(value)s."),
    "birth_future": _lt("Nobody was born on %(value)s yet."),
    "identity_number": _lt(
        "The identity number (%(value)s) is wrong: check its digits."
    ),
    "ambiguous": _lt("“%(value)s” means more than one entry. Use its code."),
    "category_unknown": _lt("There is no category “%(value)s”."),
    "sector_unknown": _lt("There is no sector “%(value)s”."),
    "region_unknown": _lt("There is no region “%(value)s”."),
    "country_unknown": _lt("There is no country “%(value)s”."),
    "language_unknown": _lt("The language “%(value)s” is not installed."),
    "unit_type_unknown": _lt(
        "“%(value)s” is no place in an organisation: subsidiary, region, office, "
        "branch, department."
    ),
    "relation_type_unknown": _lt("There is no degree of relation “%(value)s”."),
    "relation_format": _lt("“%(value)s”: write the degree, a colon and the number."),
    "relation_missing": _lt(
        "Relative %(value)s is not there; the relation is left out."
    ),
    "payer_missing": _lt("Payer %(value)s is not there; the payer is left out."),
    "self": _lt("%(value)s refers to the member itself."),
    "parent_missing": _lt("There is no member %(value)s to belong to."),
    "parent_failed": _lt(
        "The row of %(value)s, to which this one belongs, has errors."
    ),
    "parent_cycle": _lt("%(value)s belongs, over others, to this member itself."),
    "place_missing": _lt("A branch or department needs the number it belongs to."),
    "two_places": _lt("The row is a branch of one member and an employee of another."),
    "employee_company": _lt("A company or branch cannot be an employee."),
    "refused": _lt("Refused: %(value)s"),
}
