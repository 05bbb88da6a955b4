"""PDFs come from a program of their own, which has what odoo.conf leaves a worker."""

import json
from configparser import ConfigParser
from pathlib import Path

import pytest
import requests

CONF = Path(__file__).resolve().parents[2] / "odoo.conf"
LIMITS = (
    "limit_memory_soft",
    "limit_memory_hard",
    "limit_time_cpu",
    "limit_time_real",
)

pytestmark = pytest.mark.timeout(600)


class Client:
    """Somebody who is logged in."""

    def __init__(self, url, database, login):
        self.url, self.session = url, requests.Session()
        self.call("/web/session/authenticate", db=database, login=login, password=login)

    def call(self, path, **params):
        answer = self.session.post(f"{self.url}{path}", json={"params": params})
        return answer.json()["result"]

    def ask(self, model, method, *args, **kwargs):
        path = f"/web/dataset/call_kw/{model}/{method}"
        return self.call(path, model=model, method=method, args=args, kwargs=kwargs)


def test_contracts_print_within_the_limits(start_odoo, odoo_demo_db):
    """W4: with the limits of odoo.conf, and the styles of the server, it is a PDF.

    At 1.6 GB the printer gave up: most of that is address space, not memory in use.
    """
    config = ConfigParser(interpolation=None)
    config.read(CONF)
    limits = [
        f"--{name.replace('_', '-')}={config['options'][name]}" for name in LIMITS
    ]
    odoo = start_odoo(odoo_demo_db, "--workers=2", *limits)
    client = Client(odoo.url, odoo_demo_db, "admin")
    # The printer fetches styles from the address in the settings.
    client.ask("ir.config_parameter", "set_param", "report.url", odoo.url)
    domain = [["state", "=", "active"]]
    fields = ["company_id"]
    (contract,) = client.ask(
        "community.contract", "search_read", domain, fields, limit=1
    )
    context = json.dumps({"allowed_company_ids": contract["company_id"][:1]})
    report = f"/report/pdf/community_subscription.report_contract/{contract['id']}"
    answer = client.session.get(
        f"{odoo.url}{report}", params={"context": context}, timeout=300
    )
    assert answer.status_code == 200, answer.text[-2000:]
    assert answer.content.startswith(b"%PDF"), odoo.log.read_text()[-3000:]
    # One of the fonts that the paper asks for, whichever the machine has; and the logo.
    assert b"NotoSans" in answer.content or b"DejaVuSans" in answer.content
    assert b"/Image" in answer.content
