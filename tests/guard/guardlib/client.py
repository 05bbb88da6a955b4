"""A browser without a screen: logs in, posts with CSRF, and names what it was told."""

import hashlib
import hmac
import json
import time
from urllib.parse import urlsplit

import requests

TIMEOUT_SECONDS = 60
PASSWORD = "a password of the guard"
SESSION_BYTES = 42  # odoo.http.STORED_SESSION_BYTES
REFUSALS = {
    "odoo.exceptions.AccessError": 403,
    "odoo.exceptions.AccessDenied": 403,
    "odoo.exceptions.MissingError": 404,
    "werkzeug.exceptions.NotFound": 404,
    "werkzeug.exceptions.Forbidden": 403,
    "odoo.exceptions.UserError": "refused",
    "odoo.exceptions.ValidationError": "refused",
    "odoo.exceptions.RedirectWarning": "refused",
    "odoo.http.SessionExpiredException": "login",
}
REFUSED = (403, 404, "login")


class Reply:
    """Status as the tables spell it, and everything that was answered as text."""

    def __init__(self, status, text: str, value=None, content: bytes = b""):
        self.status = status
        self.text = text
        self.value = value
        self.content = content

    @property
    def refused(self) -> bool:
        return self.status in REFUSED

    def __repr__(self):
        return f"<Reply {self.status}: {self.text[:300]!r}>"


class Client:
    def __init__(self, base: str, database: str, secret: str, login: str | None):
        self.base = base
        self.secret = secret
        self.login = login
        self.http = requests.Session()
        if login:
            reply = self.rpc(
                "/web/session/authenticate",
                {"db": database, "login": login, "password": PASSWORD},
            )
            assert reply.status == 200, f"{login} cannot log in: {reply}"
        else:
            self.http.get(base + "/web/login", timeout=TIMEOUT_SECONDS)

    def csrf(self) -> str:
        """The token that a page of Odoo would hold for this session."""
        sid = self.http.cookies.get("session_id", "")
        expires = int(time.time()) + 3600
        message = f"{sid[:SESSION_BYTES]}{expires}".encode()
        digest = hmac.new(self.secret.encode(), message, hashlib.sha1).hexdigest()
        return f"{digest}o{expires}"

    def request(self, method: str, path: str, *, csrf=True, **options) -> Reply:
        if csrf and method == "POST" and "json" not in options:
            options["data"] = {"csrf_token": self.csrf(), **(options.get("data") or {})}
        answer = self.http.request(
            method,
            self.base + path,
            allow_redirects=False,
            timeout=TIMEOUT_SECONDS,
            **options,
        )
        return self._read(answer)

    def get(self, path: str, **options) -> Reply:
        return self.request("GET", path, **options)

    def post(self, path: str, data=None, **options) -> Reply:
        return self.request("POST", path, data=data, **options)

    def _read(self, answer) -> Reply:
        status = answer.status_code
        if status in (301, 302, 303, 307, 308):
            place = urlsplit(answer.headers.get("Location", "")).path
            status = "login" if place == "/web/login" else f"303 {place}"
        return Reply(status, answer.text, content=answer.content)

    def rpc(self, path: str, params: dict) -> Reply:
        """Call a route of type jsonrpc."""
        answer = self.http.post(
            self.base + path,
            json={"jsonrpc": "2.0", "method": "call", "params": params},
            timeout=TIMEOUT_SECONDS,
        )
        if answer.status_code != 200:
            return Reply(answer.status_code, answer.text)
        body = answer.json()
        if "error" not in body:
            return Reply(200, answer.text, body.get("result"))
        error = body["error"]
        name = error.get("data", {}).get("name", "")
        status = REFUSALS.get(name, 500)
        if error.get("code") in (404, 100):
            status = {404: 404, 100: "login"}[error["code"]]
        return Reply(status, answer.text, error)

    def call(self, model: str, method: str, args=(), **kwargs) -> Reply:
        return self.rpc(
            f"/web/dataset/call_kw/{model}/{method}",
            {"model": model, "method": method, "args": list(args), "kwargs": kwargs},
        )


class BearerClient:
    """Calls /json/2 with an API key."""

    def __init__(self, base: str, key: str):
        self.base = base
        self.http = requests.Session()
        self.http.headers["Authorization"] = f"Bearer {key}"

    def call(self, model: str, method: str, **body) -> Reply:
        answer = self.http.post(
            f"{self.base}/json/2/{model}/{method}", json=body, timeout=TIMEOUT_SECONDS
        )
        status = answer.status_code
        try:
            value = answer.json()
        except ValueError:
            value = None
        if status >= 400 and isinstance(value, dict):
            status = REFUSALS.get(value.get("name"), status)
        return Reply(status, answer.text, value)


class DirectClient:
    """Calls what an RPC calls, the same way, without the way through HTTP."""

    def __init__(self, env, user: int):
        self.env = env(user=user, context={}, su=False)

    def call(self, model: str, method: str, args=(), **kwargs) -> Reply:
        from odoo.service.model import call_kw
        from odoo.tools import json_default

        self.env.invalidate_all()
        with self.env.cr.savepoint() as savepoint:
            try:
                value = call_kw(self.env[model], method, list(args), kwargs)
                text = json.dumps(value, default=json_default, ensure_ascii=False)
                reply = Reply(200, text, value)
            except Exception as error:
                name = f"{type(error).__module__}.{type(error).__name__}"
                reply = Reply(REFUSALS.get(name, 500), f"{name}: {error}", error)
            savepoint.rollback()
        return reply
