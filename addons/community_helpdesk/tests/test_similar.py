from odoo.tests import BaseCase, tagged

from ..tools.similar import find_alike, get_likeness
from .common import CommunityHelpdeskCommon

PAIRS = [
    ("The gate does not open", "Gate is not opening", True),
    ("Faturam gelmedi", "FATURALAR gelmiyor mu", True),
    ("ტურნიკეტი არ იღება", "ტურნიკეტი არ მუშაობს", True),
    ("Turnike açılmıyor", "turnike acilmiyor!!", True),
    ("The gate does not open", "Invoice of March is wrong", False),
    ("Please help", "Please help me", False),
    ("", "The gate", False),
    ("Locker 12 is broken", "Cannot log in to the app", False),
]


@tagged("community", "post_install", "-at_install")
class TestSimilarTools(BaseCase):
    def test_pairs(self):
        """R6: the same in other words looks alike, other things do not."""
        for one, other, alike in PAIRS:
            likeness = get_likeness(one, other)
            self.assertEqual(likeness >= 0.45, alike, (one, other, likeness))
            self.assertEqual(likeness, get_likeness(other, one))
        self.assertEqual(get_likeness("Turnike", "turnike"), 1.0)

    def test_the_most_alike_first(self):
        rows = [(1, "Invoice"), (2, "Gate opens slowly"), (3, "The gate does not open")]
        self.assertEqual(find_alike("the gate does not open", rows, 1), [3])


@tagged("community", "post_install", "-at_install")
class TestSimilar(CommunityHelpdeskCommon):
    def test_open_ones_of_the_organisation(self):
        """R6: colleagues' open tickets that one may see; solved ones are over."""
        mine = self._new_ticket("The gate does not open")
        secret = self._new_ticket("The gate did not open", group_id=self.legal.id)
        done = self._new_ticket("Gate does not open")
        done._move_to("solved")
        tickets = self.env["community.ticket"]
        seen = tickets.with_user(self.agent)
        self.assertEqual(seen._find_similar("Gate not opening", self.abc), mine)
        insider = tickets.with_user(self.colleague)
        found = insider._find_similar("Gate not opening", self.abc)
        self.assertEqual(found, mine | secret)
        self.assertFalse(
            tickets.with_user(self.eda_user)._find_similar("Gate not open", self.abc)
        )
        self.abc.shares_tickets = True
        found = tickets.with_user(self.eda_user)._find_similar("Gate open", self.abc)
        self.assertEqual(found, mine)
        self.assertFalse(seen._find_similar("Gate not opening", self.stranger))

    def test_while_typing(self):
        """R6: the form of a new ticket shows them before it is saved."""
        known = self._new_ticket("The gate does not open")
        draft = self.env["community.ticket"].with_user(self.agent)
        draft = draft.new({"name": "Gate does not open", "partner_id": self.eda.id})
        self.assertEqual(draft.similar_ids._origin, known)
        self.assertNotIn(known, known.with_user(self.agent).similar_ids)
