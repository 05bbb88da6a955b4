"""What the box knows and what happened at its gates, in one SQLite file.

What is written is on the disk when the call returns (WAL, synchronous FULL), so that
neither `kill -9` nor a pulled plug loses an event. Events are numbered without gaps;
the number is given in the transaction that stores the event.
"""

import json
import sqlite3
import threading
import uuid
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

SCHEMA = """
CREATE TABLE IF NOT EXISTS meta (key TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS pass (
    generation INTEGER, key TEXT, row TEXT, PRIMARY KEY (generation, key)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS presence (person TEXT PRIMARY KEY, row TEXT) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS event (
    seq INTEGER PRIMARY KEY AUTOINCREMENT, uuid TEXT UNIQUE NOT NULL, body TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS command (device TEXT PRIMARY KEY, seq INTEGER) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS mode (
    gate INTEGER PRIMARY KEY, mode TEXT, instead_of TEXT
);
CREATE TABLE IF NOT EXISTS opening (
    ticket INTEGER PRIMARY KEY AUTOINCREMENT, body TEXT NOT NULL
);
"""
# Events that wait for the server, at most: about 200 MB. Afterwards refused swipes are
# no longer written, then nothing is; gates go on working.
MOST_WAITING = 500_000
# Acknowledged events that are kept, for a server that was restored from a backup.
KEPT_ACKED = 100_000
CHUNK = 2_000


class Journal:
    def __init__(self, path: Path, most_waiting: int = MOST_WAITING):
        self.lock = self._lock = threading.RLock()
        self._most = most_waiting
        self._db = sqlite3.connect(
            path, check_same_thread=False, isolation_level=None, timeout=10
        )
        Path(path).chmod(0o600)
        self._db.execute("PRAGMA journal_mode=WAL")
        self._db.execute("PRAGMA synchronous=FULL")
        self._db.executescript(SCHEMA)
        with self.change():
            self.epoch = self._get("epoch") or self._set("epoch", uuid.uuid4().hex)
        self.acked = int(self._get("acked") or 0)
        self.generation = int(self._get("generation") or 0)

    def close(self) -> None:
        with self._lock:
            self._db.close()

    @contextmanager
    def change(self) -> Iterator[None]:
        """All of the block, or nothing of it."""
        with self._lock:
            if self._db.in_transaction:
                yield
                return
            self._db.execute("BEGIN IMMEDIATE")
            try:
                yield
            except BaseException:
                self._db.execute("ROLLBACK")
                raise
            self._db.execute("COMMIT")

    def _rows(self, query: str, *values) -> list[tuple]:
        with self._lock:
            return self._db.execute(query, values).fetchall()

    def _get(self, key: str) -> str | None:
        rows = self._rows("SELECT value FROM meta WHERE key = ?", key)
        return rows[0][0] if rows else None

    def _set(self, key: str, value: str) -> str:
        with self.change():
            self._db.execute("REPLACE INTO meta VALUES (?, ?)", (key, value))
        return value

    # ---- events ------------------------------------------

    def add_event(self, body: dict) -> int:
        """:return: its number, 0 when there is no room for it or it is known"""
        waiting = self.last_seq() - self.acked
        is_dull = body["kind"] == "swipe" and body.get("verdict") == "deny"
        if waiting >= self._most * (0.9 if is_dull else 1):
            return 0
        text = json.dumps(body, separators=(",", ":"))
        with self.change():
            done = self._db.execute(
                "INSERT INTO event (uuid, body) SELECT ?, ? "
                "WHERE NOT EXISTS (SELECT 1 FROM event WHERE uuid = ?)",
                (body["uuid"], text, body["uuid"]),
            )
            return done.lastrowid if done.rowcount else 0

    def last_seq(self) -> int:
        rows = self._rows("SELECT seq FROM sqlite_sequence WHERE name = 'event'")
        return rows[0][0] if rows else 0

    def events_after(self, seq: int, most: int) -> list[dict]:
        query = "SELECT seq, body FROM event WHERE seq > ? ORDER BY seq LIMIT ?"
        rows = self._rows(query, seq, most)
        return [{**json.loads(body), "seq": seq} for seq, body in rows]

    def set_acked(self, seq: int) -> None:
        """The server has all up to `seq`; less than before after a restore of its."""
        with self.change():
            self._set("acked", str(seq))
            limit = seq - KEPT_ACKED
            self._db.execute("DELETE FROM event WHERE seq <= ?", (limit,))
        self.acked = seq

    # ---- passes and world ------------------------------------------

    def get_pass(self, key: str) -> dict | None:
        query = "SELECT row FROM pass WHERE generation = ? AND key = ?"
        rows = self._rows(query, self.generation, key)
        return json.loads(rows[0][0]) if rows else None

    def count_passes(self) -> int:
        query = "SELECT count(*) FROM pass WHERE generation = ?"
        return self._rows(query, self.generation)[0][0]

    def stage(self, rows: Iterable, is_full: bool) -> None:
        """Rows of one page: beside the old ones when everything comes anew.

        Written in pieces, so that a swipe in between does not wait for all of them.
        """
        generation = self.generation + (1 if is_full else 0)
        rows = list(rows)
        for start in range(0, len(rows), CHUNK):
            piece = rows[start : start + CHUNK]
            gone = [(generation, key) for key, row in piece if row is None]
            there = [
                (generation, key, json.dumps(row, separators=(",", ":")))
                for key, row in piece
                if row is not None
            ]
            with self.change():
                self._db.executemany(
                    "DELETE FROM pass WHERE generation = ? AND key = ?", gone
                )
                self._db.executemany("REPLACE INTO pass VALUES (?, ?, ?)", there)

    def forget_staged(self) -> None:
        """What a snapshot left that was broken off."""
        self._delete_passes("generation > ?")

    def finish_sync(self, revision: str, world: dict | None, is_full: bool) -> None:
        """From here on the new rows count, all at once."""
        with self.change():
            if is_full:
                self._set("generation", str(self.generation + 1))
            if world is not None:
                self._set("world", json.dumps(world))
            self._set("revision", revision)
        if is_full:
            self.generation += 1
            self._delete_passes("generation < ?")

    def _delete_passes(self, which: str) -> None:
        query = f"SELECT generation, key FROM pass WHERE {which} LIMIT {CHUNK}"
        while rows := self._rows(query, self.generation):
            with self.change():
                self._db.executemany(
                    "DELETE FROM pass WHERE generation = ? AND key = ?", rows
                )

    @property
    def revision(self) -> str | None:
        return self._get("revision")

    def get_world(self) -> dict:
        return json.loads(self._get("world") or "{}")

    # ---- who is inside ------------------------------------------

    def all_presence(self) -> dict[str, dict]:
        rows = self._rows("SELECT person, row FROM presence")
        return {person: json.loads(row) for person, row in rows}

    def set_presence(self, person: str, row: dict) -> None:
        with self.change():
            values = (person, json.dumps(row))
            self._db.execute("REPLACE INTO presence VALUES (?, ?)", values)

    def replace_presence(self, rows: dict[str, dict]) -> None:
        values = [(person, json.dumps(row)) for person, row in rows.items()]
        with self.change():
            self._db.execute("DELETE FROM presence")
            self._db.executemany("INSERT INTO presence VALUES (?, ?)", values)

    # ---- commands, modes, openings ------------------------------------------

    def take_command(self, device: str, seq: int) -> bool:
        """Once per number and only upwards; kept before anything is done."""
        with self.change():
            rows = self._rows("SELECT seq FROM command WHERE device = ?", device)
            if rows and seq <= rows[0][0]:
                return False
            self._db.execute("REPLACE INTO command VALUES (?, ?)", (device, seq))
        return True

    def modes(self) -> dict[int, tuple[str, str]]:
        rows = self._rows("SELECT gate, mode, instead_of FROM mode")
        return {gate: (mode, instead_of) for gate, mode, instead_of in rows}

    def set_mode(self, gate: int, mode: str | None, instead_of: str = "") -> None:
        with self.change():
            self._db.execute("DELETE FROM mode WHERE gate = ?", (gate,))
            if mode:
                values = (gate, mode, instead_of)
                self._db.execute("INSERT INTO mode VALUES (?, ?, ?)", values)

    def get_flag(self, name: str) -> str:
        return self._get(f"flag {name}") or ""

    def set_flag(self, name: str, value: str) -> None:
        self._set(f"flag {name}", value)

    def add_opening(self, body: dict) -> int:
        query = "INSERT INTO opening (body) VALUES (?)"
        with self.change():
            return self._db.execute(query, (json.dumps(body),)).lastrowid

    def openings(self) -> dict[int, dict]:
        rows = self._rows("SELECT ticket, body FROM opening ORDER BY ticket")
        return {ticket: json.loads(body) for ticket, body in rows}

    def close_opening(self, ticket: int) -> bool:
        """Whether it was open: an outcome that comes twice counts once."""
        query = "DELETE FROM opening WHERE ticket = ?"
        with self.change():
            return self._db.execute(query, (ticket,)).rowcount == 1

    # ---- clock ------------------------------------------

    def clock(self) -> tuple[float, float]:
        """(latest known moment of the server, its clock minus ours)"""
        kept = self._get("clock")
        return tuple(json.loads(kept)) if kept else (0.0, 0.0)

    def keep_clock(self, now: float, offset: float) -> None:
        self._set("clock", json.dumps([now, offset]))
