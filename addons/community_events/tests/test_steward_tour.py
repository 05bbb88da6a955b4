from odoo.tests import tagged

from .common_steward_page import StewardPageCase


@tagged("post_install", "-at_install", "community")
class TestStewardTour(StewardPageCase):
    """The scan page on a phone."""

    def test_scan_again_undo(self):
        """G30: green, red with the time, undone; 3 steps for a known ticket."""
        steps = """
            type("%(code)s");
            await until("green", shows("allow", "welcome"));
            await until("counted", () => counts("inside") === "1");
            type("%(code)s");
            await until("red", shows("deny", "used"));
            await until("words", () => says(".result", "In already"));
            find(".undo").click();
            await until("undone", () => find(".stage").dataset.code === "undone");
            await until("none", () => counts("inside") === "0");
            const wide = document.documentElement.scrollWidth;
            await until("no sideways scrolling", () => wide <= 390);
        """
        self._walk(steps, code=self.seat.barcode)
        self.assertRecordValues(self.seat, [{"state": "open", "entries": 0}])
        kinds = sorted(self._attempts().mapped("kind"))
        self.assertEqual(kinds, ["annulled", "ticket", "ticket"])

    def test_scanner_that_types(self):
        """A scanner types without a field that has the focus, and presses Enter."""
        steps = """
            for (const key of [..."%(code)s", "Enter"]) {
                const pressed = new KeyboardEvent("keydown", { key, bubbles: true });
                document.body.dispatchEvent(pressed);
            }
            await until("green", shows("allow", "welcome"));
        """
        self._walk(steps, code=self.seat.barcode)
        self.assertEqual(self.seat.entries, 1)

    def test_attention(self):
        """Who is marked is counted after the steward's yes."""
        self.seat.attention = "Wheelchair: open the side door"
        steps = """
            type("%(code)s");
            await until("note", () => says(".attention", "Wheelchair"));
            find(".accept").click();
            await until("green", shows("allow", "welcome"));
        """
        self._walk(steps, code=self.seat.barcode)
        self.assertEqual(self._attempts().verdict, "flag")

    def test_attention_without_network(self):
        """The phone asks to look, and holds neither the note nor the full name."""
        self.seat.attention = "Wheelchair: open the side door"
        steps = """
            const { store } = await import("%(folder)s/store.js");
            const [row] = await store.getAll("rows");
            await until("initial", () => row.name === "Ayşe D." && !row.attention);
            globalThis.fetch = () => Promise.reject(new TypeError("no network"));
            type("%(code)s");
            await until("note", () => says("dialog .note", "needs network"));
            find(".accept").click();
            await until("green", shows("allow", "welcome"));
            await until("name", () => says(".result", "Ayşe D."));
        """
        folder = "/community_events/static/src/steward"
        self._walk(steps, code=self.seat.barcode, folder=folder)

    def test_without_network(self):
        """checkin.offline: decided by the list, kept in the phone, sent once."""
        steps = """
            const fetchNow = globalThis.fetch;
            globalThis.fetch = () => Promise.reject(new TypeError("no network"));
            type("%(code)s");
            await until("green", shows("allow", "welcome"));
            await until("kept", () => says(".network", "1 waiting"));
            type("%(code)s");
            await until("red", shows("deny", "used"));
            type("%(signed)s");
            await until("signed", shows("allow", "welcome"));
            type("%(forged)s");
            await until("forged", shows("deny", "forged"));
            await until("kept", () => says(".network", "4 waiting"));
            globalThis.fetch = fetchNow;
            globalThis.dispatchEvent(new Event("online"));
            await until("sent", () => find(".network").innerText.trim() === "Online");
            await until("two", () => counts("inside") === "2");
        """
        new = self._register(self.event, self.deniz)
        text = new._get_ticket_text()
        values = {"signed": text, "forged": text[:-4] + "AAAA"}
        self._walk(steps, code=self.seat.barcode, **values)
        self.assertEqual((self.seat.entries, new.entries), (1, 1))
        self.assertEqual(len(self._attempts()), 4)
        self.assertFalse(self._attempts().filtered("is_conflict"))

    def test_taken_back(self):
        """A phone that was taken back says so and forgets the list."""
        self.phone.action_take_back()
        steps = """
            const { store } = await import("%(folder)s/store.js");
            const rows = await store.getAll("rows");
            await until("no list", () => rows.length === 0);
        """
        self._walk(
            steps,
            folder="/community_events/static/src/steward",
            ready="!!document.querySelector('.notice')?.innerText.includes('no gate')",
            error_checker=lambda message: "401" not in message,
        )
