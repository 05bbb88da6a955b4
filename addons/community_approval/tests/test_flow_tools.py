from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from odoo.tests import BaseCase, tagged

from ..tools import hash_chain, values
from ..tools.rules import (
    Delegation,
    StepFacts,
    Vote,
    applicable_steps,
    find_deciders,
    stand_in,
    tally,
)

TODAY = date(2026, 5, 4)
USERS = st.integers(1, 6)
VOTES = st.lists(
    st.builds(Vote, USERS, st.sampled_from(["approve", "reject"])), max_size=12
)


@tagged("post_install", "-at_install", "community")
class TestFlowTools(BaseCase):
    def test_tally_table(self):
        """G49, G54: n of m, one refusal, the quorum out of reach."""
        yes, no = "approve", "reject"
        cases = [
            # needed, one rejects, votes, deciders, verdict, missing
            (1, True, [], 3, "open", 1),
            (1, True, [(1, yes)], 3, "approved", 0),
            (2, True, [(1, yes)], 3, "open", 1),
            (2, True, [(1, yes), (1, yes)], 3, "open", 1),
            (2, True, [(1, yes), (2, yes)], 3, "approved", 0),
            (2, True, [(1, yes), (2, no)], 3, "rejected", 0),
            (2, False, [(1, no)], 3, "open", 2),
            (2, False, [(1, no), (2, no)], 3, "rejected", 0),
            (3, True, [(1, yes), (2, yes)], 2, "approved", 0),
            (1, True, [(1, no), (1, yes)], 2, "approved", 0),
        ]
        for needed, one, given_votes, deciders, verdict, missing in cases:
            votes = [Vote(*each) for each in given_votes]
            result = tally(StepFacts(1, needed, 0, one), votes, deciders)
            with self.subTest(votes=given_votes, needed=needed):
                self.assertEqual((result.verdict, result.missing), (verdict, missing))

    @settings(max_examples=300, deadline=None)
    @given(st.integers(1, 4), st.booleans(), VOTES, st.integers(1, 6))
    def test_tally_never_passes_short(self, needed, one, votes, deciders):
        """G49: nothing is approved with fewer people than needed."""
        result = tally(StepFacts(1, needed, 0, one), votes, deciders)
        last = {vote.user_id: vote.verdict for vote in votes}
        approvals = sum(verdict == "approve" for verdict in last.values())
        if result.verdict == "approved":
            self.assertGreaterEqual(approvals, min(needed, deciders))
        if one and "reject" in last.values():
            self.assertEqual(result.verdict, "rejected")

    def test_steps_by_amount(self):
        """G54: small amounts skip steps, unknown ones skip none."""
        steps = [StepFacts(1), StepFacts(2, amount_from=1000)]

        def passed(amount):
            return [step.step_id for step in applicable_steps(steps, amount)]

        self.assertEqual(passed(999.99), [1])
        self.assertEqual(passed(1000), [1, 2])
        self.assertEqual(passed(-1000), [1, 2])
        self.assertEqual(passed(None), [1, 2])

    def test_stand_ins(self):
        """G53: chains are followed, circles and other days are not."""
        chain = {
            1: Delegation(1, 2, TODAY, TODAY),
            2: Delegation(2, 3, TODAY, TODAY),
            5: Delegation(5, 6, None, date(2026, 5, 3)),
            7: Delegation(7, 8),
            8: Delegation(8, 7),
        }
        found = [stand_in(user, chain, TODAY) for user in (1, 2, 3, 5, 7)]
        self.assertEqual(found, [3, 3, 3, 5, None])

    @settings(max_examples=300, deadline=None)
    @given(st.sets(USERS), USERS, st.dictionaries(USERS, USERS))
    def test_the_maker_never_decides(self, approvers, maker, absent):
        """G47: neither by right nor as a stand-in."""
        delegations = {
            user: Delegation(user, delegate)
            for user, delegate in absent.items()
            if user != delegate
        }
        deciders = find_deciders(approvers, maker, delegations, TODAY)
        self.assertNotIn(maker, deciders.user_ids)
        self.assertLessEqual(approvers - {maker}, deciders.user_ids)

    @settings(max_examples=200, deadline=None)
    @given(st.lists(st.text(), min_size=1, max_size=8), st.data())
    def test_the_chain_breaks_where_it_was_touched(self, texts, data):
        """G59: altered, removed and swapped rows are found."""
        rows, previous = [], hash_chain.GENESIS
        for number, text in enumerate(texts):
            content = {"n": number, "text": text}
            current = hash_chain.digest(previous, content)
            rows.append((number, previous, current, content))
            previous = current
        self.assertIsNone(hash_chain.first_break(rows))
        at = data.draw(st.integers(0, len(rows) - 1))
        number, before, after, content = rows[at]
        forged = [*rows]
        forged[at] = (number, before, after, {**content, "text": content["text"] + "!"})
        self.assertEqual(hash_chain.first_break(forged), number)
        if at < len(rows) - 1:
            without = rows[:at] + rows[at + 1 :]
            self.assertEqual(hash_chain.first_break(without), rows[at + 1][0])

    @settings(max_examples=200, deadline=None)
    @given(st.sets(st.integers(1, 30)), st.sets(st.integers(1, 30)))
    def test_links_lead_from_one_list_to_the_other(self, before, after):
        """G50: what was asked of a list comes out."""
        commands = values.link_commands(before, after)
        self.assertEqual(values.linked_ids(before, commands), sorted(after))

    def test_three_ways(self):
        """G50: untouched, already so, or somebody else's."""
        self.assertEqual(values.three_way("a", "a", "b"), "clean")
        self.assertEqual(values.three_way("a", "b", "b"), "done")
        self.assertEqual(values.three_way("a", "c", "b"), "conflict")
        self.assertEqual(values.three_way(False, None, 1.0), "clean")
        self.assertEqual(values.three_way(1.0, 1, 2), "clean")
