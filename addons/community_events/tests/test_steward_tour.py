from odoo.tests import HttpCase, tagged

from ..controllers.steward_api import COOKIE
from .common_steward import StewardCommon

STEPS = """
(async () => {
    const find = (what) => document.querySelector(what);
    const counts = (what) => find(`[data-count=${what}]`).textContent;
    const says = (what, text) => find(what)?.innerText.includes(text);
    const until = async (what, test) => {
        for (let time = 0; time < 100; time++) {
            if (test()) {
                return;
            }
            await new Promise((resolve) => setTimeout(resolve, 100));
        }
        throw new Error(`not seen: ${what}: ${document.body.innerText}`);
    };
    const shows = (verdict, code) => () => {
        const { verdict: shown, code: reason, stand } = find(".stage").dataset;
        return shown === verdict && reason === code && stand !== "first";
    };
    const type = (text) => {
        find("input[name=code]").value = text;
        find("form.code button").click();
    };
    %s
    console.log("test successful");
})().catch((error) => console.error(error.message));
"""

READY = "!!document.querySelector('.held')?.textContent"


@tagged("post_install", "-at_install", "community")
class TestStewardTour(HttpCase, StewardCommon):
    """The scan page on a phone."""

    browser_size = "390x844"
    touch_enabled = True

    def _walk(self, steps, **values):
        self.browser_js(
            "/checkin/gate",
            STEPS % (steps % values),
            ready=READY,
            cookies={COOKIE: self.tokens[self.phone.id]},
        )

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
        self.browser_js(
            "/checkin/gate",
            STEPS % (steps % {"folder": "/community_events/static/src/steward"}),
            ready="!!document.querySelector('.notice')?.innerText.includes('no gate')",
            cookies={COOKIE: self.tokens[self.phone.id]},
            error_checker=lambda message: "401" not in message,
        )
