"""A server that speaks the box's wire and nothing else; it remembers what it heard."""

import asyncio
import hashlib
import hmac
import json
import secrets
import threading
import time
from collections import defaultdict

from aiohttp import WSMsgType, web

from . import archive

DATABASE_TOKEN = "c0ffee" * 10
KEEP_SECONDS = 50


class FakeServer:
    """:ivar verdict: what /swipe answers: (verdict, open), None: 404
    :ivar delay: how long it takes for that
    :ivar events: by epoch, in the order of their arrival: each event once
    """

    def __init__(self, port: int = 0):
        self.port, self.token = port, DATABASE_TOKEN
        self.key = hmac.new(
            self.token.encode(), b"community access v1", hashlib.sha256
        ).digest()
        self.channel = secrets.token_hex(32)
        self.archive = archive.build()
        self.verdict, self.delay, self.forge = None, 0.0, False
        self.world, self.passes, self.revision = {}, {}, "r1"
        self.events: dict[str, dict[int, dict]] = defaultdict(dict)
        self.sent_twice = 0
        self.swipes, self.setups = [], []
        self.drop_answers = 0
        self._sockets, self._messages = [], []
        self._loop = self._thread = None

    # ---- running ------------------------------------------

    def start(self) -> "FakeServer":
        ready = threading.Event()
        self._thread = threading.Thread(target=self._run, args=(ready,), daemon=True)
        self._thread.start()
        assert ready.wait(10)
        return self

    def stop(self) -> None:
        if self._thread:
            self._loop.call_soon_threadsafe(self._loop.stop)
            self._thread.join(10)
            self._thread = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def _run(self, ready) -> None:
        self._loop = asyncio.new_event_loop()
        asyncio.set_event_loop(self._loop)
        app = web.Application(client_max_size=50 * 2**20)
        own = "/community/access/box/"
        app.router.add_post("/iot/setup", self._setup)
        app.router.add_post("/iot/get_handlers", self._handlers)
        app.router.add_post(own + "swipe", self._swipe)
        app.router.add_post(own + "events", self._events)
        app.router.add_post(own + "sync", self._sync)
        app.router.add_get("/web/login", self._login)
        app.router.add_get("/websocket", self._websocket)
        runner = web.AppRunner(app, shutdown_timeout=0.1)
        self._loop.run_until_complete(runner.setup())
        site = web.TCPSite(runner, "127.0.0.1", self.port, reuse_address=True)
        self._loop.run_until_complete(site.start())
        self.port = site._server.sockets[0].getsockname()[1]
        ready.set()
        self._loop.run_forever()
        for socket in self._sockets:
            if not socket.closed:
                self._loop.run_until_complete(socket.close())
        self._sockets.clear()
        self._loop.run_until_complete(runner.cleanup())
        self._loop.close()

    # ---- stock routes ------------------------------------------

    async def _setup(self, request):
        told = (await request.json())["params"]
        self.setups.append(told)
        good = hmac.compare_digest(told["iot_box"]["token"] or "", self.token)
        return web.json_response({"result": self.channel if good else ""})

    async def _handlers(self, request):
        etag = hashlib.sha256(self.archive).hexdigest()
        if request.headers.get("If-None-Match") == etag:
            return web.Response(status=304)
        return web.Response(body=self.archive, headers={"ETag": f'"{etag}"'})

    async def _login(self, _request):
        answer = web.Response(text="log in")
        answer.set_cookie("session_id", secrets.token_hex(20))
        return answer

    async def _websocket(self, request):
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        async for message in socket:
            if message.type != WSMsgType.TEXT:
                break
            wanted = json.loads(message.data)["data"]
            if wanted["channels"] == [self.channel]:
                self._sockets.append(socket)
                await self._replay(socket, wanted["last"])
        return socket

    async def _replay(self, socket, last: int) -> None:
        """As Odoo's bus: all since `last`; without one the last 50 seconds."""
        edge = time.time() - KEEP_SECONDS
        for number, when, message in self._messages:
            if number > last and (last or when > edge):
                await socket.send_str(json.dumps([message]))

    # ---- our routes ------------------------------------------

    def _answer(self, request, body: dict):
        given = request.headers.get("Authorization", "")
        if given != f"Bearer {self.token}":
            return web.Response(status=401)
        text = json.dumps({**body, "now": time.time()}).encode()
        key = b"another key" if self.forge else self.key
        proof = hmac.new(key, text, hashlib.sha256).hexdigest()
        return web.Response(body=text, headers={"X-Community-Mac": proof})

    async def _swipe(self, request):
        asked = await request.json()
        self.swipes.append(asked)
        if self.delay:
            await asyncio.sleep(self.delay)
        if self.verdict is None:
            return web.Response(status=404)
        verdict, is_open = self.verdict
        reasons = [{"code": "server_says", "facts": {}, "fix": "", "weight": 0}]
        found = {"verdict": verdict, "reasons": reasons, "open": is_open}
        return self._answer(request, found)

    async def _events(self, request):
        told = await request.json()
        there = self.events[told["epoch"]]
        for event in told["events"]:
            self.sent_twice += event["seq"] in there
            there.setdefault(event["seq"], event)
        acked = 0
        while acked + 1 in there:
            acked += 1
        if self.drop_answers:
            self.drop_answers -= 1
            return web.Response(status=502)
        return self._answer(request, {"acked": acked})

    async def _sync(self, request):
        asked = await request.json()
        if asked["revision"] == self.revision:
            found = {"full": False, "passes": [], "world": self.world}
        else:
            found = {"full": True, "world": self.world}
            found["passes"] = [[key, row] for key, row in self.passes.items()]
        found |= {"format": 1, "revision": self.revision, "more": False, "after": 0}
        return self._answer(request, found)

    # ---- what tests do ------------------------------------------

    def all_events(self) -> list[dict]:
        """In the order of their numbers, one epoch after the other."""
        found = []
        for there in list(self.events.values()):
            found += [there[seq] for seq in sorted(there)]
        return found

    def kinds(self, kind: str) -> list[dict]:
        return [one for one in self.all_events() if one["kind"] == kind]

    @property
    def is_listened_to(self) -> bool:
        return any(not one.closed for one in self._sockets)

    def send(self, box: str, devices: list[str], payload: dict) -> None:
        number = 1000 + len(self._messages)
        body = {
            "type": "iot_action",
            "payload": {
                "iot_identifiers": [box],
                "device_identifiers": devices,
                **payload,
            },
        }
        message = {"id": number, "message": body}
        self._messages.append((number, time.time(), message))
        for socket in self._sockets:
            if not socket.closed:
                sending = socket.send_str(json.dumps([message]))
                asyncio.run_coroutine_threadsafe(sending, self._loop)

    def send_again(self) -> None:
        """All messages once more, as the bus does for who asks from the beginning."""
        for _number, _when, message in self._messages:
            for socket in self._sockets:
                if not socket.closed:
                    sending = socket.send_str(json.dumps([message]))
                    asyncio.run_coroutine_threadsafe(sending, self._loop)

    def command(self, device: str, do: str, seq: int, **facts) -> dict:
        """The payload of a good command."""
        now = time.time()
        command = {
            "id": f"c{seq}",
            "seq": seq,
            "device": device,
            "do": do,
            "side": facts.pop("side", "in"),
            "args": facts.pop("args", {}),
            "issued_at": now,
            "valid_until": now + facts.pop("seconds", 10),
        }
        text = json.dumps(command, sort_keys=True, separators=(",", ":")).encode()
        proof = hmac.new(self.key, text, hashlib.sha256).hexdigest()
        return {"action": "community_command", "command": command, "mac": proof}
