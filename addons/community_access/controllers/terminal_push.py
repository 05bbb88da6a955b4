from functools import wraps

from odoo import SUPERUSER_ID, http
from odoo.http import request

from ..tools import adms
from . import box_common

PATH = "/iclock"
MOST_BYTES = 256 * 1024
SMALL = 64 * 1024
LONGEST_FIRMWARE = 80


def terminal_route(path, method, most_bytes=SMALL):
    """A route for approved terminals: no log-in, no session, plain text.

    The protocol knows no secret: the serial number says who asks, and the network, if
    one is set, where from.
    """

    def decorate(answer):
        @wraps(answer)
        def route(self, **_params):
            request.update_env(user=SUPERUSER_ID, context={})
            asked = request.httprequest.args
            terminal = request.env["community.access.terminal"]._find_asking(
                asked.get("SN", ""), request.httprequest.remote_addr
            )
            if not terminal:
                return box_common.refuse()
            try:
                text = answer(self, terminal, asked)
            except box_common.UnreadableError as error:
                return box_common.reply({"error": str(error)}, status=error.status)
            return _answer(text)

        # What comes as a form or in the address is no parameter of the answer.
        del route.__wrapped__
        return http.route(
            path,
            type="http",
            auth="none",
            readonly=False,
            methods=[method],
            csrf=method == "GET",  # a terminal's post has no form of ours
            save_session=False,
            sitemap=False,
            max_content_length=most_bytes,
        )(route)

    return decorate


def _answer(text):
    headers = [
        ("Content-Type", "text/plain; charset=utf-8"),
        ("Cache-Control", "no-store"),
    ]
    return request.make_response(text, headers=headers)


def _read_body():
    """The lines; a terminal that calls them a form has them put together again.

    :raises UnreadableError: longer than the route takes, or cut off
    """
    body, form = box_common.read_body(), request.httprequest.form
    if body or not form:
        return body
    pairs = form.items(multi=True)
    return "&".join(f"{key}={one}" if one else key for key, one in pairs).encode()


class TerminalPush(http.Controller):
    """ZKTeco terminals by ADMS push: they ask, nobody calls them."""

    @terminal_route(f"{PATH}/cdata", "GET")
    def terminal_options(self, terminal, asked):
        if not asked.get("options"):
            return "OK"
        firmware = (asked.get("pushver") or "")[:LONGEST_FIRMWARE]
        if firmware.isprintable() and firmware != (terminal.firmware or ""):
            terminal.firmware = firmware
        return adms.format_options(
            terminal.serial_number,
            terminal.stamp,
            terminal.op_stamp,
            terminal._get_zone(),
            terminal.gate_id._get_now(),
        )

    @terminal_route(f"{PATH}/cdata", "POST", MOST_BYTES)
    def terminal_upload(self, terminal, asked):
        body, table = _read_body(), asked.get("table", "").upper()
        if table not in ("ATTLOG", "OPERLOG"):
            return "OK"
        stamp = adms.read_stamp(asked.get("Stamp") or asked.get("OpStamp"))
        if table == "OPERLOG":
            if stamp:
                terminal.op_stamp = stamp
            return "OK"
        passages = adms.read_log(body, terminal._get_zone())
        terminal._keep_log(passages)
        if stamp:
            terminal.stamp = stamp
        return f"OK: {len(passages)}"

    @terminal_route(f"{PATH}/getrequest", "GET")
    def terminal_commands(self, terminal, _asked):
        commands = request.env["community.access.terminal.command"]
        return adms.format_commands(commands._fetch(terminal))

    @terminal_route(f"{PATH}/devicecmd", "POST")
    def terminal_results(self, terminal, _asked):
        results = adms.read_results(_read_body())
        request.env["community.access.terminal.command"]._mark(terminal, results)
        return "OK"
