"""A payment provider over HTTP: charges once for each key, and fails as real ones do.

``FakeBank`` is the server. ``speak_to`` makes Odoo's "no provider" one of its clients,
through core's own way out (``payment.provider._send_api_request``).
"""

import json
import threading
import time
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from unittest.mock import patch
from urllib.parse import parse_qs, urlsplit

from odoo.addons.payment import utils as payment_utils

OK, DECLINE, PENDING = "ok", "decline", "pending"
ERROR_AFTER, ERROR_BEFORE = "500 after charge", "500 before charge"
SLOW_AFTER, SLOW_BEFORE = "timeout after charge", "timeout before charge"
RESET_AFTER, RESET_BEFORE = "reset after charge", "reset before charge"
GARBAGE, BUSY, NO_KEY = "garbage after charge", "429", "401"
TRIPLE, EARLY, DISORDER = "webhook three times", "webhook first", "webhooks mixed up"
FAULTS_BEFORE = (ERROR_BEFORE, SLOW_BEFORE, RESET_BEFORE, BUSY)
FAULTS_AFTER = (ERROR_AFTER, SLOW_AFTER, RESET_AFTER, GARBAGE)
MODES = (OK, DECLINE, PENDING, TRIPLE, EARLY, DISORDER, *FAULTS_BEFORE, *FAULTS_AFTER)
REPLAYED_BADLY = (ERROR_AFTER, GARBAGE)
PATIENCE = 0.3  # instead of core's ten seconds


class FakeBank:
    """:param mode_of: ``reference -> mode`` of the first call for a reference
    :param notify: ``(reference, status)``, called for each webhook
    """

    def __init__(self, mode_of=lambda reference: OK, notify=None, patience=PATIENCE):
        self.mode_of, self.notify, self.patience = mode_of, notify, patience
        self.charges = []  # every time that money moved
        self.calls = []
        self.answers = {}
        self._lock = threading.Lock()

    # ---- server ----------------------------------------------------------------------

    def __enter__(self):
        bank = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self):
                bank._post(self)

            def do_GET(self):
                bank._get(self)

            def log_message(self, *_words):
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self._server.server_port}"
        threading.Thread(target=self._server.serve_forever, args=(0.02,)).start()
        return self

    def __exit__(self, *_error):
        self._server.shutdown()
        self._server.server_close()

    def _post(self, handler):
        body = handler.rfile.read(int(handler.headers["Content-Length"]))
        asked, key = json.loads(body), handler.headers["Idempotency-Key"]
        with self._lock:
            self.calls.append(asked["reference"])
            known = self.answers.get(key)
            if known and known["asked"] != asked:
                return self._write(handler, 409, {"error": "same key, other charge"})
        if known:
            return self._replay(handler, known)
        mode = self.mode_of(asked["reference"])
        return self._first(handler, key, asked, mode)

    def _first(self, handler, key, asked, mode):
        if mode in (*FAULTS_BEFORE, NO_KEY):
            self.mode_of = self._without(asked["reference"])
            return self._fail(handler, mode)
        status = {DECLINE: "declined", PENDING: "pending"}.get(mode, "succeeded")
        answer = {"asked": asked, "status": status, "mode": mode}
        with self._lock:
            self.answers[key] = answer
            if status == "succeeded":
                self.charges.append(asked)
        if mode == EARLY:
            self._tell(asked, "succeeded")
        if mode in FAULTS_AFTER:
            return self._fail(handler, mode)
        return self._replay(handler, answer)

    def _without(self, reference):
        """From now on this reference meets no fault any more."""
        before = self.mode_of
        return lambda other: OK if other == reference else before(other)

    def _replay(self, handler, answer):
        if answer["mode"] in REPLAYED_BADLY:
            return self._fail(handler, answer["mode"])
        if answer["status"] == "declined":
            return self._write(handler, 402, {"error": "card declined"})
        body = {**answer["asked"], "status": answer["status"]}
        return self._write(handler, 200, body)

    def _fail(self, handler, mode):
        if mode in (SLOW_AFTER, SLOW_BEFORE):
            time.sleep(self.patience * 2)
        if mode in (RESET_AFTER, RESET_BEFORE, SLOW_AFTER, SLOW_BEFORE):
            handler.connection.close()
        elif mode == GARBAGE:
            self._write(handler, 200, "<html>maintenance")
        else:
            code = {BUSY: 429, NO_KEY: 401}.get(mode, 500)
            self._write(handler, code, {"error": "something went wrong"})

    def _get(self, handler):
        reference = parse_qs(urlsplit(handler.path).query)["reference"][0]
        with self._lock:
            found = [
                answer
                for answer in self.answers.values()
                if answer["asked"]["reference"] == reference
            ]
        if not found:
            return self._write(handler, 404, {"error": "unknown"})
        body = {**found[0]["asked"], "status": found[0]["status"]}
        return self._write(handler, 200, body)

    def _write(self, handler, status, body):
        data = (body if isinstance(body, str) else json.dumps(body)).encode()
        handler.send_response(status)
        handler.send_header("Content-Length", str(len(data)))
        handler.end_headers()
        handler.wfile.write(data)

    # ---- webhooks --------------------------------------------------------------------

    def _tell(self, asked, status):
        if self.notify:
            self.notify({**asked, "status": status})

    def settle(self, reference):
        """What was pending at the bank goes through."""
        with self._lock:
            for answer in self.answers.values():
                asked = answer["asked"]
                if asked["reference"] == reference and answer["status"] == "pending":
                    answer["status"] = "succeeded"
                    self.charges.append(asked)

    def send_webhooks(self):
        """All that a bank sends afterwards: doubled, and in any order."""
        with self._lock:
            answers = list(self.answers.values())
        for answer in answers:
            status, asked = answer["status"], answer["asked"]
            if answer["mode"] == DISORDER:
                self._tell(asked, "succeeded")
                self._tell(asked, "pending")
                self._tell(asked, "declined")
            for _time in range(3 if answer["mode"] == TRIPLE else 1):
                self._tell(asked, status)


# ---- client --------------------------------------------------------------------------


def _apply_updates(self, payment_data):
    self.provider_reference = f"bank-{self.reference}"
    status = payment_data.get("status")
    if status == "succeeded":
        self._set_done()
    elif status == "pending":
        self._set_pending()
    else:
        self._set_error("card declined")


def _send_payment_request(self):
    data = self._send_api_request(
        "POST",
        "charges",
        json={
            "reference": self.reference,
            "amount": self.amount,
            "currency": self.currency_id.name,
            "token": self.token_id.provider_ref,
        },
        idempotency_key=payment_utils.generate_idempotency_key(self, scope="charges"),
    )
    self._process("none", data)


def _extract_amount_data(self, payment_data):
    return {
        "amount": payment_data["amount"],
        "currency_code": payment_data["currency"],
    }


def _query(self):
    return self._send_api_request(
        "GET", "charges", params={"reference": self.reference}
    )


@contextmanager
def speak_to(url, registry, patience=PATIENCE, can_query=False):
    """Core's provider without a code is a client of this bank for a while."""
    import requests

    send = requests.Session.send

    def impatient(session, request, **arguments):
        if request.url.startswith(url):
            assert arguments["timeout"] == 10, "core waits ten seconds"
            arguments["timeout"] = patience
        return send(session, request, **arguments)

    def headers(self, method, endpoint, payload, idempotency_key=None, **_more):
        return {"Idempotency-Key": idempotency_key} if idempotency_key else {}

    transaction, provider = (
        registry["payment.transaction"],
        registry["payment.provider"],
    )
    patches = [
        patch.object(transaction, "_send_payment_request", _send_payment_request),
        patch.object(transaction, "_apply_updates", _apply_updates),
        patch.object(transaction, "_extract_amount_data", _extract_amount_data),
        patch.object(
            provider, "_build_request_url", lambda self, end, **_: f"{url}/{end}"
        ),
        patch.object(provider, "_build_request_headers", headers),
        patch.object(provider, "_is_resend_safe", lambda self: True),
        patch.object(requests.Session, "send", impatient),
    ]
    if can_query:
        patches.append(patch.object(transaction, "_query_charge_outcome", _query))
    for one in patches:
        one.start()
    try:
        yield
    finally:
        for one in reversed(patches):
            one.stop()


def prepare_card(env, company, partner, journal=None):
    """A provider of the company in production mode, and a saved card of the payer."""
    method = env.ref("payment.payment_method_unknown")
    provider = env["payment.provider"].search(
        [("code", "=", "none"), ("company_id", "=", company.id), ("name", "=", "Bank")]
    )
    if not provider:
        provider = env["payment.provider"].create(
            {
                "name": "Bank",
                "code": "none",
                "company_id": company.id,
                "payment_method_ids": [(6, 0, method.ids)],
                "allow_tokenization": True,
                "is_published": True,
            }
        )
        provider.state = "enabled"
        method.write({"active": True, "support_tokenization": True})
        journal = journal or env["account.journal"].search(
            [("type", "=", "bank"), ("company_id", "=", company.id)], limit=1
        )
        env["account.payment.method.line"].create(
            {
                "payment_method_id": env.ref(
                    "account.account_payment_method_manual_in"
                ).id,
                "journal_id": journal.id,
                "payment_provider_id": provider.id,
            }
        )
    return env["payment.token"].create(
        {
            "provider_id": provider.id,
            "payment_method_id": method.id,
            "partner_id": partner.id,
            "payment_details": "4242",
            "provider_ref": f"card-{partner.id}",
        }
    )
