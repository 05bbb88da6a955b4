from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from odoo.tests import BaseCase, tagged

from ..tools.contract_advice import ContractFacts, advise

STATES = ("draft", "active", "hold", "grace", "past_due", "closing", "ended")
MONEY = st.sampled_from((0.0, 12.5, 400.0))
FACTS = st.builds(
    ContractFacts,
    state=st.sampled_from(STATES),
    reason=st.sampled_from(("", "trial", "not_started", "hold_debt", "running")),
    due=MONEY,
    overdue=MONEY,
    may_agree=st.booleans(),
    may_reopen=st.booleans(),
    has_renewal=st.booleans(),
)


@tagged("post_install", "-at_install", "community")
class TestContractAdviceTools(BaseCase):
    """What a member is told first about a contract."""

    def test_each_standing(self):
        """The level, the words and the one step of each standing."""
        cases = [
            ({"state": "active"}, ("good", "good", "")),
            ({"state": "active", "due": 5}, ("soon", "due", "pay")),
            ({"state": "active", "due": 5, "overdue": 5}, ("act", "overdue", "pay")),
            ({"state": "grace", "due": 5}, ("act", "grace", "pay")),
            ({"state": "past_due", "due": 5}, ("act", "past_due", "pay")),
            ({"state": "hold", "reason": "hold_debt"}, ("act", "hold_debt", "")),
            ({"state": "hold", "reason": "hold_self"}, ("soon", "hold", "")),
            ({"state": "draft", "may_agree": True}, ("soon", "offer", "accept")),
            ({"state": "draft"}, ("soon", "offer", "")),
            (
                {"state": "closing", "may_reopen": True},
                ("soon", "closing", "reopen"),
            ),
            ({"state": "active", "has_renewal": True}, ("soon", "renewal", "renew")),
            ({"state": "ended"}, ("ended", "ended", "again")),
            ({"state": "ended", "due": 5}, ("ended", "ended", "pay")),
            ({"state": "active", "reason": "trial"}, ("good", "trial", "")),
        ]
        for facts, expected in cases:
            self.assertEqual(advise(ContractFacts(**facts)), expected, facts)

    @settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(FACTS)
    def test_never_asks_for_what_cannot_be_done(self, facts):
        advice = advise(facts)
        if advice.action == "pay":
            self.assertGreater(facts.due, 0)
        if advice.action == "accept":
            self.assertTrue(facts.may_agree)
        if advice.action == "reopen":
            self.assertTrue(facts.may_reopen)
        if advice.level == "good":
            self.assertFalse(facts.overdue)
