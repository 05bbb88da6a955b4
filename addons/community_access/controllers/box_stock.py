import time

from odoo import http
from odoo.exceptions import UserError
from odoo.http import request

from ..tools import box_report
from .box_common import (
    UnreadableError,
    device_route,
    read_body,
    read_json,
    refuse,
    reply,
)

SMALL, LOG = 65_536, 262_144
# Of a log more than that at once is thrown away unread.
MOST_LOG = 131_072
_log_budget = box_report.LogBudget()


class BoxStock(http.Controller):
    """What the stock program of an IoT box asks; see odoo/addons/iot_drivers."""

    @device_route("/iot/setup", SMALL)
    def iot_setup(self):
        """The name of the channel on which the box listens."""
        params = read_json().get("params")
        about = params.get("iot_box") if isinstance(params, dict) else None
        if not isinstance(about, dict):
            raise UnreadableError("iot_box is missing.")
        identifier, token = about.get("identifier"), about.get("token")
        boxes = request.env["community.access.box"]
        box = boxes._find_by_token(identifier, token)
        if not box:
            box = boxes._find_pairing(token)
            if not box:
                return refuse()
            try:
                box.with_company(box.company_id)._bind(identifier)
            except UserError as error:
                return reply({"error": str(error)}, status=409)
        return _result(box._set_up(about, params.get("devices")))

    @device_route("/iot/get_handlers", SMALL)
    def iot_get_handlers(self):
        """The programs of the box; nothing in them is secret."""
        boxes = request.env["community.access.box"]
        box = boxes._find_paired(request.httprequest.form.get("identifier"))
        if not box:
            return refuse()
        content, digest = boxes._get_handlers()
        known = request.httprequest.headers.get("If-None-Match", "")
        headers = [("ETag", f'"{digest}"'), ("Cache-Control", "no-store")]
        if known.removeprefix("W/").strip('"') == digest:
            return request.make_response("", headers=headers, status=304)
        if box.handlers_version != digest:
            box.handlers_version = digest
        headers.append(("Content-Type", "application/zip"))
        return request.make_response(content, headers=headers)

    @device_route("/iot/box/send_websocket", LOG)
    def iot_send_websocket(self):
        """A hint without a proof: the events of the box tell the same, and for sure."""
        return _result(True)

    @device_route("/iot/box/webrtc_answer", LOG)
    def iot_webrtc_answer(self):
        return _result(True)

    @device_route("/iot/box/update_certificate_status", SMALL)
    def iot_update_certificate_status(self):
        return _result(True)

    @device_route("/iot/log", LOG)
    def iot_log(self):
        """Lines of the log; of whom is not known they are thrown away.

        The stock box would log each refusal, and send that, too.
        """
        if (request.httprequest.content_length or 0) > MOST_LOG:
            return reply({})
        identifier, lines = box_report.read_log(read_body())
        lines = _log_budget.take(identifier, lines, time.time())
        box = lines and request.env["community.access.box"]._find_paired(identifier)
        if box:
            request.env["community.access.box.log"]._keep(box, lines)
        return reply({})


def _result(value):
    return reply({"jsonrpc": "2.0", "id": None, "result": value})
