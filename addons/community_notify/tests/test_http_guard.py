import socket
from unittest.mock import patch

from odoo.tests import BaseCase, tagged

from ..tools import http_guard
from .provider_server import GARBAGE, HANG, RESET, ProviderServer, send_as_is

OPEN = {"allow_private": True, "allow_plain": True}


@tagged("post_install", "-at_install", "community")
class TestHttpGuard(BaseCase):
    _request_handler = classmethod(send_as_is)

    def test_forbidden_addresses(self):
        """G40: no setting leads a call into our own network."""
        for url in (
            "https://127.0.0.1/",
            "https://localhost/",
            "https://[::1]/",
            "https://[::ffff:127.0.0.1]/",
            "https://169.254.169.254/latest/meta-data",
            "https://[fec0::1]/",
            "https://10.0.0.1/",
            "https://192.168.1.1/",
            "https://0.0.0.0/",
            "https://2130706433/",
            "https://0x7f000001/",
            "https://100.64.0.1/",
        ):
            with self.assertRaises(http_guard.BlockedError, msg=url):
                http_guard.fetch("GET", url)
        for url in (
            "http://example.com/",
            "file:///etc/passwd",
            "gopher://example.com/",
            "https://user:password@example.com/",
            "https:///nothing",
            "https://example.com:0/",
            "https://example.com:99999/",
            "//example.com",
            "",
        ):
            with self.assertRaises(http_guard.BlockedError, msg=url):
                http_guard.fetch("GET", url)

    def test_nothing_reaches_the_private_network(self):
        """G40: not one packet: a listener on the forbidden address hears nobody."""
        with socket.create_server(("127.0.0.1", 0)) as listener:
            listener.settimeout(0.3)
            port = listener.getsockname()[1]
            for host in ("127.0.0.1", "localhost", "[::ffff:127.0.0.1]"):
                with self.assertRaises(http_guard.BlockedError):
                    http_guard.fetch("GET", f"http://{host}:{port}/", allow_plain=True)
            with self.assertRaises(TimeoutError):
                listener.accept()

    def test_name_that_changes_its_mind(self):
        """G40: the address that was checked is the one that is called."""
        asked = []

        def resolve(host, port, *args, **kwargs):
            address = host
            if host == "rebinding.example":
                asked.append(host)
                address = "93.184.215.14" if len(asked) == 1 else "127.0.0.1"
            return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port))]

        with (
            patch.object(socket, "getaddrinfo", resolve),
            patch.object(socket.socket, "connect", side_effect=OSError) as connect,
            self.assertRaises(http_guard.NotSentError),
        ):
            http_guard.fetch("GET", "https://rebinding.example/")
        called = {call.args[0][0] for call in connect.call_args_list}
        self.assertEqual(called, {"93.184.215.14"})

    def test_redirect(self):
        """G40: a redirect is an answer, not a way on."""
        with ProviderServer((302, "", {"Location": "http://127.0.0.1:1/"})) as server:
            reply = http_guard.fetch("GET", server.url, **OPEN)
        self.assertEqual(reply.status, 302)
        self.assertEqual(len(server.calls), 1)

    def test_faults(self):
        """G40: silence and a broken line are told apart from never having arrived."""
        with ProviderServer(RESET, HANG, GARBAGE, (200, "x" * 1_100_000)) as server:
            for seconds in (5, 0.5):
                with self.assertRaises(http_guard.SilentError):
                    http_guard.fetch("POST", server.url, seconds=seconds, **OPEN)
            reply = http_guard.fetch("POST", server.url, **OPEN)
            self.assertIn("<html>", reply.text)
            with self.assertRaises(http_guard.SilentError):
                http_guard.fetch("POST", server.url, **OPEN)
            closed = server.url
        with self.assertRaises(http_guard.NotSentError):
            http_guard.fetch("POST", closed, **OPEN)
        with self.assertRaises(http_guard.NotSentError):
            http_guard.fetch("GET", "https://no-such-host.invalid/")

    def test_not_tls(self):
        """G40: whoever does not speak TLS gets nothing."""
        with (
            ProviderServer((200, "")) as server,
            self.assertRaises(http_guard.NotSentError),
        ):
            http_guard.fetch("GET", server.url.replace("http:", "https:"), **OPEN)
        self.assertFalse(server.calls)

    def test_secrets_stay_inside(self):
        """G40: no error tells an address, a header or a body."""
        secret = "canary-5f1c"
        for url in (f"https://127.0.0.1/{secret}", f"ftp://{secret}/", secret):
            with self.assertRaises(http_guard.BlockedError) as caught:
                http_guard.fetch("POST", url, headers={"X": secret}, data=secret)
            self.assertNotIn(secret, repr(caught.exception))
        with self.assertRaises(http_guard.BlockedError) as caught:
            http_guard.fetch(
                "POST", "https://127.0.0.1/", headers={"X": f"{secret}\r\nY: z"}
            )
        self.assertNotIn(secret, repr(caught.exception))
