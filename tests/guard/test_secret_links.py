"""Addresses that carry a secret stay out of the log of the proxy that is shipped."""

import re

import pytest
from guardlib.suite import ROOT

CONF = (ROOT / "docker/nginx.conf").read_text()
SECRET = [
    "/my/events.ics?token=1-abc",
    "/event/waiting/abc",
    "/tr/event/waiting/abc/accept",
    "/checkin/letter/abc",
    "/checkin/gate/enrol/abc",
    "/helpdesk/score/abc",
    "/service/approve/abc/pdf",
    "/pay/abc/transaction",
    "/approvals/decide/abc",
    "/membership/application/confirm/abc",
    "/notices/stop/7/mail/abc",
    "/community_notify/sms/abc",
]
PLAIN = [
    "/",
    "/my/events",
    "/event/dinner-3/register",
    "/checkin/gate/scan",
    "/service/forms",
    "/membership/apply",
    "/payment/status",
]


def _is_logged(address):
    [pattern] = re.findall(r'"~\*(.+)" 0;', CONF)
    return not re.search(pattern, address, re.IGNORECASE)


def test_source_log_is_conditional():
    assert "combined if=$is_logged;" in CONF


@pytest.mark.parametrize("address", SECRET)
def test_source_secret_link_is_not_logged(address):
    assert not _is_logged(address)


@pytest.mark.parametrize("address", PLAIN)
def test_source_others_are_logged(address):
    assert _is_logged(address)
