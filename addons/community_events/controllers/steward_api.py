import json
from functools import wraps

from odoo import http
from odoo.http import request

from ..tools.scan_request import is_text, read_request, read_upload

COOKIE = "community_gate"
SCOPE = "/checkin/gate"
HEADER = "X-Community-Gate"
MOST_BYTES = 1_000_000


class UnreadableError(Exception):
    """What was sent is no request of the page: cut off on the way, or made up."""


def gate_route(path, **options):
    """A question of the scan page, answered for the device whose cookie came along.

    No log-in and so no session that another site could ride on: the cookie is
    SameSite=Strict, and a request without the header of the page is refused; a browser
    lets no other site send that header.
    """

    def decorate(answer):
        @http.route(
            f"{SCOPE}/{path}",
            type="http",
            auth="public",
            methods=["POST"],
            csrf=False,
            save_session=False,
            sitemap=False,
            **options,
        )
        @wraps(answer)
        def route(self, **_params):
            devices = request.env["community.checkin.device"]
            if not request.httprequest.headers.get(HEADER):
                return _reply({"error": "header"}, 403)
            device_sudo = devices._find_by_token(request.cookies.get(COOKIE))
            if not device_sudo:
                return _reply({"error": "device"}, 401)
            try:
                return _reply(answer(self, device_sudo, _read_body()))
            except UnreadableError:
                return _reply({"error": "unreadable"}, 400)

        return route

    return decorate


def _read_body():
    """:raises UnreadableError: cut off, too long, or no JSON"""
    if (request.httprequest.content_length or 0) > MOST_BYTES:
        raise UnreadableError
    try:
        values = json.loads(request.httprequest.get_data(as_text=True))
    except (ValueError, RecursionError) as error:
        raise UnreadableError from error
    if not isinstance(values, dict):
        raise UnreadableError
    return values


def _read_scan(values):
    try:
        return read_request(values)
    except ValueError as error:
        raise UnreadableError from error


def _reply(values, status=200):
    headers = {
        "Content-Type": "application/json; charset=utf-8",
        "Cache-Control": "no-store",
    }
    return request.make_response(
        json.dumps(values), headers=list(headers.items()), status=status
    )


class StewardApi(http.Controller):
    """What the scan page asks: JSON in, JSON out."""

    @gate_route("state")
    def steward_state(self, device_sudo, values):
        """Event, gates and counts; the page says how many scans wait on the phone."""
        waiting, since = values.get("waiting", 0), values.get("since", 0)
        if not _is_count(waiting) or not _is_moment(since):
            raise UnreadableError
        device_sudo._note_seen()
        device_sudo._note_waiting(waiting, since)
        event_sudo = device_sudo.event_id
        if event_sudo._is_door_over():
            return {"over": True, "event": {"id": event_sudo.id}}
        return event_sudo._get_scan_page_state(device_sudo)

    @gate_route("list")
    def steward_list(self, device_sudo, values):
        """The seats that this phone may have to judge without network."""
        since, version = values.get("since", 0), values.get("version", 0)
        if not _is_moment(since) or not _is_moment(version):
            raise UnreadableError
        if device_sudo.event_id._is_door_over():
            return {"over": True, "rows": [], "is_full": True}
        return device_sudo._get_list(since, version)

    @gate_route("scan")
    def steward_scan(self, device_sudo, values):
        """One scan, decided now."""
        if device_sudo.event_id._is_door_over():
            return {"over": True}
        return device_sudo._scan(_read_scan(values))

    @gate_route("upload")
    def steward_upload(self, device_sudo, values):
        """Scans of the time without network; what cannot be read is named, too."""
        try:
            sent_at, scans, bad = read_upload(values)
        except ValueError as error:
            raise UnreadableError from error
        kept = device_sudo._upload(sent_at, scans)
        counts = device_sudo._get_counts()
        return {**kept, "bad": bad, "counts": counts}

    @gate_route("undo")
    def steward_undo(self, device_sudo, values):
        """Take back a scan of this phone."""
        return device_sudo._undo(_read_scan(values))

    @gate_route("search")
    def steward_search(self, device_sudo, values):
        """G36: supervisors find people by name; stewards find nobody."""
        words = values.get("words")
        if not is_text(words, 100):
            raise UnreadableError
        if device_sudo.role != "supervisor":
            return {"rows": [], "error": "role"}
        return {"rows": device_sudo._search_by_name(words)}

    @gate_route("move")
    def steward_move(self, device_sudo, values):
        """Another gate of the same event, for those who may go round."""
        gates_sudo = device_sudo.event_id.gate_ids
        gate_sudo = gates_sudo.filtered(lambda gate: gate.id == values.get("gate"))
        if not gate_sudo or not device_sudo._may_choose_gate():
            return {"error": "role"}
        device_sudo.gate_id = gate_sudo
        return device_sudo.event_id._get_scan_page_state(device_sudo)


def _is_count(value):
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 2**31


def _is_moment(value):
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return is_number and 0 <= value < 1e11
