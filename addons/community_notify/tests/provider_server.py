"""A provider on this machine that answers as its documentation says, or worse."""

import json
import socket
import struct
import threading
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qsl, urlsplit

import requests

HANG, RESET, GARBAGE = "hang", "reset", "garbage"
# Taken before a test class replaces it by one that makes short time limits long.
_SEND = requests.Session.send


@dataclass
class Call:
    method: str
    path: str
    query: dict
    headers: dict
    body: bytes

    @property
    def json(self):
        return json.loads(self.body)

    @property
    def form(self):
        return dict(parse_qsl(self.body.decode(), keep_blank_values=True))


class ProviderServer:
    """Answers calls with a list of answers, the last one again and again.

    An answer is (status, body) or (status, body, headers), a function of the call that
    returns one, or one of HANG, RESET and GARBAGE.
    """

    def __init__(self, *answers):
        self.answers = list(answers)
        self.calls = []
        self._over = threading.Event()

    def __enter__(self):
        outer = self

        def answer(handler):
            outer._answer(handler)

        methods = {
            "do_GET": answer,
            "do_POST": answer,
            "log_message": lambda handler, *args: None,
        }
        handler = type("Handler", (BaseHTTPRequestHandler,), methods)
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
        self._server.daemon_threads = True
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,))
        self._thread.start()
        self.url = f"http://127.0.0.1:{self._server.server_port}"
        return self

    def __exit__(self, *_error):
        self._over.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def _answer(self, handler):
        parts = urlsplit(handler.path)
        size = int(handler.headers.get("Content-Length") or 0)
        call = Call(
            method=handler.command,
            path=parts.path,
            query=dict(parse_qsl(parts.query, keep_blank_values=True)),
            headers=dict(handler.headers),
            body=handler.rfile.read(size),
        )
        self.calls.append(call)
        answer = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        if callable(answer):
            answer = answer(call)
        if answer == HANG:
            self._over.wait(30)
        elif answer == RESET:
            self._reset(handler)
        elif answer == GARBAGE:
            self._write(handler, 200, "<html>\x00\xff {[", {})
        else:
            self._write(handler, *answer)

    def _reset(self, handler):
        linger = struct.pack("ii", 1, 0)
        handler.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
        handler.connection.shutdown(socket.SHUT_RD)
        handler.connection.close()

    def _write(self, handler, status, body, headers=None):
        data = body.encode() if isinstance(body, str) else json.dumps(body).encode()
        handler.send_response(status)
        for name, value in (headers or {}).items():
            handler.send_header(name, value)
        handler.send_header("Content-Length", str(len(data)))
        handler.end_headers()
        handler.wfile.write(data)


def send_as_is(cls, session, request, /, **arguments):
    """Calls to this machine keep their own time limit."""
    return _SEND(session, request, **arguments)
