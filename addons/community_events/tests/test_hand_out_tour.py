from odoo.tests import tagged

from .common_hand_out import HandOutCommon
from .common_steward_page import StewardPageCase


@tagged("post_install", "-at_install", "community")
class TestHandOutTour(StewardPageCase, HandOutCommon):
    """The scan page of a desk that hands something out, on a phone."""

    def _walk(self, steps, **values):
        return super()._walk(steps, self.desk_phone, **values)

    def test_give_again_undo(self):
        """G36: green with the thing, red with the time, taken back."""
        steps = """
            await until("purpose", () => says(".purpose", "T-shirt"));
            type("%(code)s");
            await until("green", shows("allow", "handed_out"));
            await until("thing", () => says(".result", "T-shirt"));
            await until("counted", () => counts("given") === "1 of 1");
            await until("not in", () => counts("came") === "0 of 1");
            type("%(code)s");
            await until("red", shows("deny", "given"));
            await until("words", () => says(".result", "Already handed out"));
            find(".undo").click();
            await until("undone", () => find(".stage").dataset.code === "undone");
            await until("none", () => counts("given") === "0 of 1");
            const wide = document.documentElement.scrollWidth;
            await until("no sideways scrolling", () => wide <= 390);
        """
        self._walk(steps, code=self.seat.barcode)
        self._assert_not_come(self.seat)
        self.assertFalse(self.seat.given)

    def test_without_network(self):
        """checkin.offline: decided by the list, taken back once, sent once."""
        steps = """
            const fetchNow = globalThis.fetch;
            globalThis.fetch = () => Promise.reject(new TypeError("no network"));
            type("%(code)s");
            await until("green", shows("allow", "handed_out"));
            find(".undo").click();
            await until("undone", () => find(".stage").dataset.code === "undone");
            type("%(code)s");
            await until("green again", shows("allow", "handed_out"));
            type("%(code)s");
            await until("red", shows("deny", "given"));
            type("%(signed)s");
            await until("not in the list", shows("allow", "handed_out"));
            type("%(signed)s");
            await until("red, too", shows("deny", "given"));
            await until("kept", () => says(".network", "6 waiting"));
            globalThis.fetch = fetchNow;
            globalThis.dispatchEvent(new Event("online"));
            await until("sent", () => find(".network").innerText.trim() === "Online");
            await until("two", () => counts("given") === "2 of 2");
        """
        new = self._register(self.event, self.deniz)
        # The list of the phone has no such seat yet.
        self.patch(type(self.desk_phone), "_get_list", self._without(new))
        self._walk(steps, code=self.seat.barcode, signed=new._get_ticket_text())
        self._assert_not_come(self.seat | new)
        self.assertEqual(self.shirt.given_count, 2)
        self.assertFalse(self._attempts().filtered("is_conflict"))
        self.assertEqual(self._attempts().hand_out_id, self.shirt)

    def _without(self, seat):
        get_list = type(self.desk_phone)._get_list

        def get_less(device, *args):
            found = get_list(device, *args)
            rows = [row for row in found["rows"] if row["id"] != seat.id]
            return found | {"rows": rows}

        return get_less
