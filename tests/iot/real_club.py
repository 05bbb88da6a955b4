"""The house at a real Odoo: a database of its own, and a server that can be cut off."""

import contextlib
import json
import sqlite3
import time
import urllib.request
from http.cookiejar import CookieJar
from pathlib import Path

from commands.process import free_port, stop_child

from .club import House
from .real_world import GUARD, RealWorld
from .stock_box import IDENTIFIER, wait_until


class RealClub(House):
    """:param start_odoo: the fixture of that name
    :ivar records: ids of what `RealWorld` made
    """

    contacts = frozenset((1,))

    def __init__(self, folder: Path, source: Path, database: str, start_odoo):
        super().__init__(folder, source)
        self._database, self._start_odoo = database, start_odoo
        self._data, self._port = folder / "server", free_port()
        self._odoo = None
        self.records: dict[str, int] = {}
        self.box.configure(None, [one.link for one in self.devices])

    # ---- the server --------------------------------------------------------------

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._port}"

    def start_server(self) -> None:
        """At the same address, with the sessions it had."""
        self._odoo = self._start_odoo(
            self._database, f"--data-dir={self._data}", port=self._port
        )

    def stop_server(self) -> None:
        stop_child(self._odoo.child)

    def server_log(self) -> str:
        return self._odoo.log.read_text(errors="replace")

    @contextlib.contextmanager
    def env(self):
        """Superuser's; committed at the end, and the server's caches told."""
        from odoo import SUPERUSER_ID, api
        from odoo.modules.registry import Registry

        registry = Registry(self._database)
        with registry.cursor() as cr:
            yield api.Environment(cr, SUPERUSER_ID, {})
        registry.signal_changes()

    def query(self, query: str, *values) -> list[tuple]:
        with self.env() as env:
            env.cr.execute(query, values)
            return env.cr.fetchall()

    def call(self, login: str, model: str, method: str, *arguments):
        """As the web client does, over HTTP."""
        opener = urllib.request.build_opener(
            urllib.request.HTTPCookieProcessor(CookieJar())
        )

        def ask(path, **params):
            body = json.dumps({"jsonrpc": "2.0", "params": params}).encode()
            headers = {"Content-Type": "application/json"}
            request = urllib.request.Request(self.url + path, body, headers)
            with opener.open(request, timeout=60) as answer:
                found = json.loads(answer.read())
            assert "error" not in found, found["error"]
            return found["result"]

        ask(
            "/web/session/authenticate",
            db=self._database,
            login=login,
            password=login,
        )
        return ask(
            "/web/dataset/call_kw",
            model=model,
            method=method,
            args=list(arguments),
            kwargs={},
        )

    # ---- the house ---------------------------------------------------------------

    def new_member(self, owes: bool = False) -> str:
        """Somebody with a contract and a band, whose number is given back."""
        with self.env() as env:
            return RealWorld(self).new_member(env, owes)

    def open_house(self) -> None:
        with self.env() as env:
            parameters = env["ir.config_parameter"]
            parameters.set_param("web.base.url", self.url)
            parameters.set_param("web.base.url.freeze", "1")
            self.records = RealWorld(self).make(env)
        self.start_server()

    # ---- the box -----------------------------------------------------------------

    def pair(self) -> None:
        """The link of the form is pasted into the box, which starts anew by itself."""
        with self.env() as env:
            box = env["community.access.box"].browse(self.records["box"])
            link = box.action_pair()["context"]["default_link"]
        self.box.start()
        wait_until(lambda: self.box.answers() or self._died(), 60, 0.2)
        assert self.box.pair(link)["status"] == "success", self.box.log_text()
        wait_until(lambda: self.count_devices() == 4 or self._died(), 90, 0.2)
        self._name_protocols()
        self.wait_devices()

    def count_devices(self) -> int:
        """Those of the house; the machine may have ports of its own."""
        return self.query(
            "SELECT count(*) FROM community_access_box_device "
            "WHERE is_connected AND identifier = ANY(%s)",
            [self.name(one) for one in self.devices],
        )[0][0]

    def _name_protocols(self) -> None:
        speaks = {
            self.turnstile: "turnstile",
            self.reader: "line",
            self.relay: "lcus",
            self.lockers: "lockers",
        }
        with self.env() as env:
            devices = env["community.access.box.device"].search([])
            for device, protocol in speaks.items():
                name = self.name(device)
                row = devices.filtered(lambda one, name=name: one.identifier == name)
                row.protocol = protocol

    def wait_known(self, *uids: str) -> None:
        """Until the box has the passes, so that it can decide alone."""
        wait_until(lambda: all(self.row_on_box(uid) for uid in uids), 90, 0.05)

    def row_on_box(self, uid: str) -> str | None:
        """The pass as the box has it."""
        rows = self._query_box(
            "SELECT row FROM pass WHERE key = ? AND generation = "
            "(SELECT CAST(value AS INTEGER) FROM meta WHERE key = 'generation')",
            uid,
        )
        return rows[0][0] if rows else None

    def has_on_box(self, uid: str, kind: str) -> bool:
        """Whether such an event is in the box's own journal."""
        bodies = [
            json.loads(row[0]) for row in self._query_box("SELECT body FROM event")
        ]
        return any((one["uid"], one["kind"]) == (uid, kind) for one in bodies)

    def _query_box(self, query: str, *values) -> list[tuple]:
        with contextlib.closing(sqlite3.connect(self.box.journal)) as db:
            return db.execute(query, values).fetchall()

    def events(self, uid: str, kind: str) -> list[tuple]:
        """(verdict, origin, code, box_ref) as PostgreSQL has them."""
        return self.query(
            "SELECT verdict, origin, code, box_ref FROM community_access_event "
            "WHERE uid = %s AND kind = %s ORDER BY occurred_at, id",
            uid,
            kind,
        )

    def visits(self, uid: str) -> list[tuple]:
        return self.query(
            "SELECT visit.id, visit.date_out FROM community_access_visit visit "
            "JOIN community_access_credential band ON band.id = visit.credential_id "
            "WHERE band.uid = %s",
            uid,
        )

    def block(self, uid: str) -> float:
        """:return: the moment at which it was committed"""
        with self.env() as env:
            domain = [("uid", "=", uid)]
            env["community.access.credential"].search(domain).action_block()
        return time.monotonic()

    def close(self) -> None:
        super().close()
        if self._odoo:
            self.stop_server()


__all__ = ["GUARD", "IDENTIFIER", "RealClub"]
