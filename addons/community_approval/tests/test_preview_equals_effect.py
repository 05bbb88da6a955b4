import random

from odoo.tests import tagged

from .common import CommunityApprovalCommon

SEED = 20260504
TABLES = ("res_partner", "res_partner_bank", "res_partner_category")


@tagged("post_install", "-at_install", "community")
class TestPreviewEqualsEffect(CommunityApprovalCommon):
    """What an approver is shown is what happens."""

    count = 60

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._new_area(None, on_create=True, on_archive=True, on_unlink=True)
        tags = [{"name": f"Tag {n}"} for n in range(5)]
        cls.tags = cls.env["res.partner.category"].create(tags)
        cls.country = cls.env.ref("base.ge")
        cls.people = cls.env["res.partner"].create(
            [{"name": f"Person {n}", "city": "Tbilisi"} for n in range(30)]
            + [{"name": f"Firm {n}", "is_company": True} for n in range(5)]
        )
        cls.env["res.partner.bank"].create(
            [
                {"acc_number": f"GE{each.id}", "partner_id": each.id}
                for each in cls.people[:15]
            ]
        )
        cls.maker.group_ids += cls.env.ref("base.group_system")

    def _read_tables(self):
        """Every row of the tables concerned, by table and id."""
        self.env.flush_all()
        rows = {}
        for table in TABLES:
            self.env.cr.execute(f"SELECT * FROM {table}")
            names = [column.name for column in self.env.cr.description]
            for row in self.env.cr.fetchall():
                rows[table, row[0]] = dict(zip(names, row, strict=True))
        return rows

    def _ask_something(self, rng):
        """A random change by the maker."""
        people = self.people.exists()
        if len(people) < 15:  # deletions were approved too
            fresh = [{"name": f"Person {n}", "city": "Gori"} for n in range(20)]
            people += self.env["res.partner"].create(fresh)
            type(self).people = people
        person = rng.choice(people).with_user(self.maker)
        firms = people.filtered("is_company")
        kind = rng.choice(["write"] * 6 + ["list", "create", "archive", "unlink"])
        if kind == "write":
            values = {
                "name": f"Name {rng.random()}",
                "city": rng.choice(["Batumi", "Kutaisi", False]),
                "parent_id": rng.choice([False, *(firms - person).ids]),
                "country_id": rng.choice([False, self.country.id]),
                "category_id": [(6, 0, rng.sample(self.tags.ids, rng.randint(0, 3)))],
                "street": f"Street {rng.randint(1, 99)}",
                "color": rng.randint(0, 9),
            }
            names = rng.sample(sorted(values), rng.randint(1, 4))
            person.write({name: values[name] for name in names})
        elif kind == "list":
            commands = [(0, 0, {"acc_number": f"NEW{rng.random()}"})]
            commands += [(2, bank.id, 0) for bank in person.bank_ids]
            person.write({"bank_ids": commands})
        elif kind == "create":
            person.create({"name": f"New {rng.random()}", "city": "Poti"})
        elif kind == "archive":
            person.write({"active": not person.active})
        else:
            person.unlink()

    def test_preview_equals_effect(self):
        """G50, G56: the rows that a trial names are the rows that change, with the
        same values, over random changes of every kind."""
        rng = random.Random(SEED)
        seen = {"approved": 0, "failed": 0}
        while sum(seen.values()) < self.count:
            self._ask_something(rng)
            change = self.requests.search([("state", "=", "pending")], limit=1)
            if change:
                seen[self._compare(change)] += 1
        self.assertGreater(seen["approved"], self.count * 0.7, seen)

    def _compare(self, change):
        before = self._read_tables()
        try:
            shown = {
                (table, row_id): (old and self._strip(old), new and self._strip(new))
                for table, row_id, old, new in change._try()
                if table in TABLES
            }
        except Exception:
            shown = None
        self.assertEqual(self._read_tables(), before, "a trial left something behind")
        change.with_user(self.approver).action_approve()
        if change.state != "approved":
            self.assertIsNone(shown, change.apply_error)
            change.with_user(self.approver).action_reject("no")
            return "failed"
        after = self._read_tables()
        self.assertEqual(shown.keys(), self._get_touched(before, after, shown))
        for key, (old, new) in shown.items():
            self.assertEqual(old, before.get(key) and self._strip(before[key]))
            if old:  # a new row's number is drawn anew
                self.assertEqual(new, after.get(key) and self._strip(after[key]))
        return "approved"

    def _get_touched(self, before, after, shown):
        """Keys of rows that differ. New rows are compared by count, for each trial
        draws numbers of its own from the sequence."""
        touched = {
            key
            for key in before.keys() | after.keys()
            if before.get(key) != after.get(key) and key in before
        }
        created = [key for key in after if key not in before]
        shown_new = [key for key, (old, _new) in shown.items() if not old]
        for table in TABLES:
            self.assertEqual(
                sum(key[0] == table for key in created),
                sum(key[0] == table for key in shown_new),
            )
        untouched = {
            key
            for key, (old, new) in shown.items()
            if old and new and before.get(key) == after.get(key)
        }
        return touched | set(shown_new) | untouched

    def _strip(self, row):
        """A row without the columns that tell who wrote it when."""
        return {
            name: value
            for name, value in row.items()
            if name not in ("write_date", "write_uid")
        }


@tagged("-standard", "community_full")
class TestThousandPreviews(TestPreviewEqualsEffect):
    count = 1000

    def test_preview_equals_effect(self):
        """G50, G56: the same over a thousand changes."""
        return super().test_preview_equals_effect()
