"""Import of 50,000 members against plain batched create of the same partners.

The plain part creates the same ``res.partner`` values in batches of 1,000, with the
context that the import uses for new members (no tracking messages) and a commit after
each batch. It makes no relations and no assignments and reads no file; the import does
all of that as well.
"""

import base64
import io
import os
import sys

import xlsxwriter

from bench.common import (
    answer,
    machine,
    open_env,
    peak_memory,
    print_table,
    run_part,
    stopwatch,
)
from bench.people import city_of, name_of

SIZE = int(os.environ.get("BENCH_ROWS", "50000"))
BATCH = 1000
CATEGORIES = ("std", "vip", "student", "corporate")
_HEADINGS = (
    "Member Number,Name,Company,Main Category,Further Categories,E-mail,Phone,Mobile,"
    "Street,ZIP,City,Country,Birth Date,Gender,Member Since,Member From,Member Until,"
    "Branch Of,Place in the Organisation,Relatives,Employee Of,Role,Notes"
)
HEADINGS = _HEADINGS.split(",")


def member(prefix, number):
    """One row as a dict by heading: of 100, 4 are firms, 6 branches, 6 employees."""
    kind, block = number % 100, number // 100 * 100
    code = f"{prefix}{number:06d}"
    row = {
        "Member Number": code,
        "Name": name_of(number),
        "Company": "no",
        "E-mail": f"{code.lower()}@example.org",
        "Phone": f"+90 212 {number:07d}",
        "City": city_of(number),
        "Country": "TR",
        "Street": f"Atatürk Cad. {number}",
        "ZIP": "34000",
        "Notes": "From the old register",
    }
    dates = {
        "Member Since": "15.03.2019",
        "Member From": "01.01.2026",
        "Member Until": "31.12.2026",
    }
    if kind < 4:
        row |= dates | {"Company": "yes", "Main Category": "corporate"}
        row["Name"] += " A.Ş."
    elif kind < 10:
        row |= {
            "Branch Of": f"{prefix}{block + kind % 4:06d}",
            "Place in the Organisation": "branch",
            "Name": f"{city_of(number)} Şubesi",
        }
    elif kind < 16:
        row |= {"Employee Of": f"{prefix}{block + kind % 4:06d}", "Role": "Müdür"}
    else:
        row |= dates | {
            "Main Category": CATEGORIES[number % 3],
            "Further Categories": "vip;student" if number % 3 == 0 else None,
            "Mobile": f"+90 532 {number:07d}",
            "Birth Date": f"{number % 28 + 1}.{number % 12 + 1}.{1960 + number % 40}",
            "Gender": "K" if number % 2 else "E",
        }
        if kind % 4 == 0:
            row["Relatives"] = f"spouse:{prefix}{number + 1:06d}"
    return row


def above_of(row):
    return row.get("Branch Of") or row.get("Employee Of")


def make_file():
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"constant_memory": True}) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, HEADINGS)
        for number in range(SIZE):
            row = member("I", number)
            sheet.write_row(number + 1, 0, [row.get(heading) for heading in HEADINGS])
    return stream.getvalue()


def prepare():
    with open_env() as env:
        env["community.member.category"].create(
            [{"name": code.title(), "code": code} for code in CATEGORIES]
        )
        env.cr.commit()
    answer(done=True)


def partner_values(env, row, categories, ids):
    """The values that the import arrives at, as a person would write them down."""
    date = {key: row.get(key) for key in HEADINGS if "Date" in key or "Member " in key}
    iso = {
        key: "-".join(f"{int(part):02d}" for part in reversed(value.split(".")))
        for key, value in date.items()
        if value and key != "Member Number"
    }
    codes = [
        row.get("Main Category"),
        *(row.get("Further Categories") or "").split(";"),
    ]
    above = above_of(row)
    return {
        "member_number": row["Member Number"],
        "name": row["Name"],
        "is_company": row["Company"] == "yes",
        "in_member_register": not above,
        "member_category_id": categories.get(codes[0]),
        "member_category_ids": [(4, categories[code]) for code in codes if code],
        "email": row["E-mail"],
        "phone": row["Phone"],
        "mobile": row.get("Mobile"),
        "street": row["Street"],
        "zip": row["ZIP"],
        "city": row["City"],
        "country_id": env.ref("base.tr").id,
        "birthdate_date": iso.get("Birth Date"),
        "gender": {"K": "female", "E": "male"}.get(row.get("Gender")),
        "member_since": iso.get("Member Since"),
        "membership_start": iso.get("Member From"),
        "membership_end": iso.get("Member Until"),
        "parent_id": ids.get(above),
        "unit_type": "branch"
        if row.get("Branch Of")
        else "employee"
        if above
        else False,
        "function": row.get("Role"),
        "comment": row["Notes"],
    }


def plain():
    with open_env() as env:
        found = env["community.member.category"].search([("code", "in", CATEGORIES)])
        categories = {category.code: category.id for category in found}
        prefix, half = sys.argv[2], SIZE // 2
        rows = [member(prefix, number) for number in range(half)]
        levels = (
            [row for row in rows if not above_of(row)],
            list(filter(above_of, rows)),
        )
        batches = [
            level[start : start + BATCH]
            for level in levels
            for start in range(0, len(level), BATCH)
        ]
        ids, before = {}, peak_memory()
        Partner = env["res.partner"].with_context(tracking_disable=True)
        with stopwatch() as elapsed:
            for part in batches:
                values = [partner_values(env, row, categories, ids) for row in part]
                for partner in Partner.create(values):
                    ids[partner.member_number] = partner.id
                env.cr.commit()
                env.invalidate_all()
            seconds = elapsed()
    answer(seconds=seconds, before=before, peak=peak_memory())


def imported():
    data = base64.b64encode(make_file())
    with open_env() as env:
        job = env["community.member.import"].create(
            {"file_name": "register.xlsx", "data_file": data}
        )
        env.cr.commit()
        del data
        before = peak_memory()
        with stopwatch() as elapsed:
            job.state = "checking"
            job._check_file()
            env.cr.commit()
            checked = elapsed()
            bad = job.bad_count
            job.state = "running"
            assert job._work_in_background(env["ir.cron"])
            seconds = elapsed()
        relations = env["community.member.relation"].search_count([])
        assignments = env["community.member.assignment"].search_count([])
        answer(
            seconds=seconds,
            checked=checked,
            before=before,
            peak=peak_memory(),
            done=job.done_count,
            bad=bad,
            relations=relations,
            assignments=assignments,
        )


def main():
    run_part(__file__, "prepare")
    # Half of the plain part before, half after: what else the machine does in the
    # meantime weighs on both.
    before = run_part(__file__, "plain", "P")
    ours = run_part(__file__, "imported")
    after = run_part(__file__, "plain", "Q")
    base = {
        "seconds": before["seconds"] + after["seconds"],
        "before": before["before"],
        "peak": max(before["peak"], after["peak"]),
    }
    assert ours["done"] == SIZE, ours
    print_table(
        f"Import of {SIZE:,} members ({machine()})",
        ["", "s per 1,000", "total s", "peak MB", "MB more than at start", "ratio"],
        [
            [
                name,
                f"{part['seconds'] / SIZE * 1000:.2f}",
                f"{part['seconds']:.0f}",
                f"{part['peak']:.0f}",
                f"{part['peak'] - part['before']:.0f}",
                f"{part['seconds'] / base['seconds']:.2f}",
            ]
            for name, part in (("plain batched create", base), ("import", ours))
        ],
    )
    print(
        f"Within the import: {ours['checked']:.0f} s for reading and checking; "
        f"{ours['relations']:,} relation rows and {ours['assignments']:,} assignments."
    )
    return 0 if ours["seconds"] <= 1.3 * base["seconds"] else 1


if __name__ == "__main__":
    parts = {"prepare": prepare, "plain": plain, "imported": imported}
    sys.exit(parts[sys.argv[1]]() if len(sys.argv) > 1 else main())
