from odoo.tests import BaseCase, tagged

from ..tools.application_form import asked_extras, extra_name, read_extra
from ..tools.application_match import (
    Person,
    likeness,
    phone_key,
    reasons_between,
    weight,
)
from ..tools.network import network_of


@tagged("post_install", "-at_install", "community")
class TestApplicationTools(BaseCase):
    def test_reasons(self):
        """G23: what two people have in common, the strongest first."""
        ayse = Person(
            name="Ayşe Demir",
            email="ayse@example.com",
            phones=("0532 111 22 33",),
            identity_number="10000000146",
            birthdate="1990-01-02",
        )
        cases = [
            (Person(name="X Y", identity_number="100 000 001 46"), ("identity",)),
            (Person(name="DEMIR AYSE", birthdate="1990-01-02"), ("birth",)),
            (Person(name="Demir, Ayşe"), ("name",)),
            (Person(name="Ayse Demirr"), ("similar",)),
            (Person(name="X Y", email="Ayse@Example.com "), ("email",)),
            (Person(name="X Y", phones=("", "+90 532 111 22 33")), ("phone",)),
            (Person(name="Mehmet Kaya"), ()),
            (Person(), ()),
        ]
        for other, reasons in cases:
            with self.subTest(other=other):
                self.assertEqual(reasons_between(ayse, other), reasons)

    def test_firm_and_person_differ(self):
        """G23: a firm is no person of the same name, but may share the e-mail."""
        firm = Person(name="Kaya", is_company=True, email="k@x.com", vat="GE 123")
        person = Person(name="Kaya", email="k@x.com", vat="GE123")
        self.assertEqual(reasons_between(firm, person), ("email",))
        twin = Person(name="Kaya Ltd", is_company=True, vat="GE-123")
        self.assertEqual(reasons_between(firm, twin), ("tax",))

    def test_georgian_and_latin(self):
        """G23: the same person in two scripts."""
        self.assertEqual(likeness("ნინო ბერიძე", "Nino Beridze"), 1)
        self.assertEqual(likeness("", "Nino"), 0)

    def test_empty_never_matches(self):
        """G23: what nobody knows is in common with nobody."""
        self.assertEqual(reasons_between(Person(), Person()), ())
        self.assertEqual(phone_key("12345"), "")

    def test_weight(self):
        """G23: one strong reason beats all weaker ones together."""
        self.assertGreater(weight(("identity",)), weight(("tax", "birth", "email")))

    def test_extras(self):
        """G21: each kind of extra field takes what belongs to it and nothing else."""
        choice = {"type": "selection", "selection": [["a", "A"]]}
        tags = {"type": "tags", "tags": [["t", "T", 1], ["u", "U", 2]]}
        cases = [
            ({"type": "char"}, [" x "], ("x", None)),
            ({"type": "char"}, ["x" * 500], ("x" * 200, None)),
            ({"type": "char"}, [], (False, None)),
            ({"type": "integer"}, ["12"], (12, None)),
            ({"type": "integer"}, ["1e9"], (None, "number")),
            ({"type": "integer"}, ["9" * 12], (None, "number")),
            ({"type": "float"}, ["1,5"], (1.5, None)),
            ({"type": "float"}, ["nan"], (None, "number")),
            ({"type": "float"}, ["inf"], (None, "number")),
            ({"type": "date"}, ["2020-02-30"], (None, "date")),
            ({"type": "date"}, ["2020-02-29"], ("2020-02-29", None)),
            ({"type": "boolean"}, ["1"], (True, None)),
            ({"type": "boolean"}, [], (False, None)),
            (choice, ["a"], ("a", None)),
            (choice, ["b"], (None, "choice")),
            (tags, ["t", "t", "u"], (["t", "u"], None)),
            (tags, ["t", "z"], (None, "choice")),
        ]
        for extra, typed, answer in cases:
            with self.subTest(extra=extra, typed=typed):
                self.assertEqual(read_extra(extra, typed), answer)

    def test_only_known_kinds_are_asked(self):
        """G21: extra fields that point to other records are not offered."""
        extras = [{"name": "a", "type": "many2one"}, {"name": "b", "type": "char"}]
        self.assertEqual([e["name"] for e in asked_extras(extras)], ["b"])
        self.assertEqual(asked_extras(None), [])
        self.assertEqual(extra_name(3, "b"), "extra_3_b")

    def test_network(self):
        """G21: one household counts once, whatever address of its network it uses."""
        same = "2001:db8:1:2::/64"
        self.assertEqual(network_of("2001:db8:1:2:3:4:5:6"), same)
        self.assertEqual(network_of("2001:db8:1:2::9"), same)
        self.assertEqual(network_of("::ffff:10.0.0.1"), "10.0.0.1")
        self.assertEqual(network_of("10.0.0.1"), "10.0.0.1")
        self.assertEqual(network_of("nonsense"), "nonsense")
