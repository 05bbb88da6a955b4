import tempfile
import threading
from pathlib import Path

from odoo.tests import BaseCase, tagged
from odoo.tools import mute_logger

from ..iot_handlers.lib.community_access import ears
from ..iot_handlers.lib.community_access.bench import Bench
from ..iot_handlers.lib.community_access.brain import Brain
from ..iot_handlers.lib.community_access.clock import ServerClock, steady
from ..iot_handlers.lib.community_access.courier import Courier
from ..iot_handlers.lib.community_access.journal import Journal
from ..iot_handlers.lib.community_access.link import LinkError
from ..iot_handlers.lib.community_access.messages import Read
from ..tools.box_report import LogBudget

LIBRARY = "odoo.addons.community_access.iot_handlers"
ADA = "04A2B3C4D5E680"


class FakeLink:
    """A server that answers what it is told to, and remembers what it was asked."""

    key, on_clock = b"k", None

    def __init__(self, answer):
        self.asked, self._answer = [], answer

    def ask(self, what, question, timeout=None):
        self.asked.append((what, dict(question)))
        return self._answer(what, question)


class Stock(threading.Thread):
    """The stock thread that listens, and its socket."""

    def __init__(self, channel):
        super().__init__(daemon=True)
        self.channel, self.ws, self.closed = channel, self, 0
        self.quit = threading.Event()

    def run(self):
        self.quit.wait(10)

    def close(self):
        self.closed += 1


class Manager:
    def __init__(self, channel, gets=""):
        self.ws_channel, self._gets = channel, gets

    def _send_all_devices(self):
        self.ws_channel = self._gets


@tagged("post_install", "-at_install", "community")
class TestBoxExchange(BaseCase):
    """Between box and server, the box's end."""

    def make(self, answer):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        journal = Journal(Path(folder.name, "box.sqlite"))
        self.addCleanup(journal.close)
        link = FakeLink(answer)
        brain = Brain(journal, ServerClock(), link, Bench())
        self.addCleanup(brain.stop)
        return brain, link, Courier(brain)

    def answer_sync(self, revision="r1", more=False, **values):
        told = {"format": 1, "revision": revision, "full": False, "more": more}
        return {**told, "after": 0, "passes": [], **values}

    def test_revision_of_the_first_page(self):
        """What changes between two pages is fetched with the next sync."""

        def answer(_what, asked):
            page = asked["page"]
            return self.answer_sync(f"r{page}", page < 2, after=page, full=True)

        brain, link, courier = self.make(answer)
        courier.sync()
        self.assertEqual([one["page"] for _what, one in link.asked], [0, 1, 2])
        self.assertEqual([one["after"] for _what, one in link.asked], [0, 0, 1])
        self.assertEqual((brain.journal.revision, brain.memory.revision), ("r0", "r0"))

    def test_called_while_it_fetches(self):
        """The server's word that comes during a sync leads to another one at once."""
        called = []

        def answer(_what, asked):
            if not called:
                called.append(courier.sync_soon())
            return self.answer_sync()

        _brain, _link, courier = self.make(answer)
        courier._sync_now()
        self.assertLessEqual(courier._sync_at, steady())
        courier._sync_now()
        self.assertGreater(courier._sync_at, steady() + 30)

    def test_failed_sync_comes_again(self):
        def answer(_what, _asked):
            raise LinkError("away")

        brain, _link, courier = self.make(answer)
        with self.assertRaises(LinkError):
            courier._sync_now()
        self.assertLessEqual(courier._sync_at, steady())
        self.assertIsNone(brain.journal.revision)

    def test_band_at_a_locker(self):
        """F47: the server is asked; without it the band is refused, and told why."""
        is_away = threading.Event()

        def answer(_what, _asked):
            if is_away.is_set():
                raise LinkError("away")
            return {"did": "opened"}

        brain, link, _courier = self.make(answer)
        world = {"settings": {"devices": {"bank": {"protocol": "lockers"}}}}
        brain.journal.finish_sync("r1", world, False)
        brain.memory.reload()
        brain.hear("bank", Read(ADA, door=3))
        brain.hear("bank", Read(ADA, door=4))
        self.wait(lambda: len(link.asked) == 2)
        asked = [(what, one["uid"], one["number"]) for what, one in link.asked]
        self.assertEqual(asked, [("locker", ADA, 3), ("locker", ADA, 4)])
        self.assertEqual(brain.journal.events_after(0, 9), [])
        is_away.set()
        brain.hear("bank", Read(ADA))
        self.wait(lambda: brain.journal.events_after(0, 9))
        [event] = brain.journal.events_after(0, 9)
        self.assertEqual(event["verdict"], "deny")
        self.assertEqual(event["reasons"][0]["code"], "needs_server")

    def wait(self, what):
        deadline = steady() + 5
        while steady() < deadline and not what():
            threading.Event().wait(0.01)
        self.assertTrue(what())

    def test_ears(self):
        """Whoever was started without the server, or paired anew, listens again."""
        self.assertTrue(ears.look_after())
        self.assertFalse(ears._look_after(Manager("c"), Stock, 1.0))
        self.assertFalse(ears._look_after(Manager(""), Stock, 99.0))
        made = []

        def make(channel):
            made.append(Stock(channel))
            return made[-1]

        make.__wrapped__ = Stock
        with mute_logger(f"{LIBRARY}.lib.community_access.ears"):
            self.assertTrue(ears._look_after(Manager("", "c1"), make, 99.0))
            [thread] = made
            self.addCleanup(thread.quit.set)
            self.assertEqual((thread.channel, thread.closed), ("c1", 0))
            self.assertTrue(ears._look_after(Manager("c2"), make, 99.0))
            self.assertTrue(ears._look_after(Manager("c2"), make, 99.0))
        self.assertEqual((len(made), thread.channel, thread.closed), (1, "c2", 1))

    def test_log_budget(self):
        """A flood costs nothing and keeps nothing; the next hour is another one."""
        budget, lines = LogBudget(an_hour=5, most_boxes=2), [("info", "x")] * 4
        taken = [len(budget.take("a", lines, 10.0)) for _time in range(3)]
        self.assertEqual(taken, [4, 1, 0])
        self.assertEqual(len(budget.take("b", lines, 10.0)), 4)
        self.assertEqual(budget.take("c", lines, 10.0), [])
        self.assertEqual(len(budget.take("a", lines, 3610.0)), 4)
