import gzip
import json
import time
from functools import wraps

from werkzeug.exceptions import RequestEntityTooLarge

from odoo import SUPERUSER_ID, http
from odoo.http import request

from ..tools import box_report, box_wire

# Right answers are always given; so many wrong ones a minute to one address and path.
WRONG_A_MINUTE = 30
MOST_ADDRESSES = 1000
WORTH_PACKING = 1400
_wrong = {}


class UnreadableError(Exception):
    """What was sent is not what a box sends; the text says why."""

    def __init__(self, text, status=400):
        super().__init__(text)
        self.status = status


def device_route(path, most_bytes):
    """A route for machines: no log-in, no session, no cookie.

    Whoever comes with the header ``X-Odoo-Database`` costs no look at the list of
    databases, and no session is looked up or written.
    """

    def decorate(answer):
        @wraps(answer)
        def route(self, **_params):
            request.update_env(user=SUPERUSER_ID, context={})
            try:
                return answer(self)
            except UnreadableError as error:
                return reply({"error": str(error)}, status=error.status)

        # What comes as a form or in the address is no parameter of the answer.
        del route.__wrapped__
        return http.route(
            path,
            type="http",
            auth="none",
            readonly=False,
            methods=["POST"],
            csrf=False,
            save_session=False,
            sitemap=False,
            max_content_length=most_bytes,
        )(route)

    return decorate


def box_route(path, most_bytes):
    """A route for paired boxes: the answer is signed with the key of the box."""

    def decorate(answer):
        @device_route(path, most_bytes)
        @wraps(answer)
        def route(self):
            box, token = _find_box()
            if not box:
                return refuse()
            body = json.dumps(
                {**answer(self, box, read_json()), "now": time.time()},
                separators=(",", ":"),
            ).encode()
            mac = box_wire.mac(box_wire.derive_key(token), body)
            return _answer(body, {"X-Community-Mac": mac})

        return route

    return decorate


def _find_box():
    headers = request.httprequest.headers
    token = headers.get("Authorization", "").removeprefix("Bearer ").strip()
    identifier = headers.get("X-Community-Box", "")
    return request.env["community.access.box"]._find_by_token(identifier, token), token


def read_body():
    """:raises UnreadableError: longer than the route takes, or cut off"""
    try:
        return request.httprequest.get_data()
    except RequestEntityTooLarge as error:
        raise UnreadableError("The body is too long.", 413) from error


def read_json():
    """:raises UnreadableError: no JSON, or not an object"""
    try:
        values = json.loads(read_body(), parse_constant=lambda _name: None)
        if isinstance(values, dict):
            return box_report.clean(values)
    except (ValueError, RecursionError) as error:
        raise UnreadableError("The body is no JSON.") from error
    raise UnreadableError("The body is no JSON object.")


def refuse():
    """Not a box of ours; whoever tries often is told to wait."""
    asked, now = request.httprequest, time.monotonic()
    address = (asked.remote_addr, asked.path)
    since, count = _wrong.get(address, (now, 0))
    if now - since > 60:
        since, count = now, 0
    if len(_wrong) >= MOST_ADDRESSES:
        _wrong.clear()
    _wrong[address] = (since, count + 1)
    if count >= WRONG_A_MINUTE:
        return reply({"error": "Too many wrong attempts."}, status=429)
    return reply({"error": "This box is not paired."}, status=401)


def reply(values, status=200):
    return _answer(json.dumps(values).encode(), {}, status)


def _answer(body, headers, status=200):
    accepts = request.httprequest.headers.get("Accept-Encoding", "")
    if "gzip" in accepts and len(body) > WORTH_PACKING:
        body = gzip.compress(body, 5, mtime=0)
        headers = {**headers, "Content-Encoding": "gzip"}
    headers = {
        "Content-Type": "application/json; charset=utf-8",
        "Cache-Control": "no-store",
        **headers,
    }
    return request.make_response(body, headers=list(headers.items()), status=status)
