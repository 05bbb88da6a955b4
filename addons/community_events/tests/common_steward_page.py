from odoo.tests import HttpCase

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


class StewardPageCase(HttpCase, StewardCommon):
    """The scan page in a browser of the size of a phone."""

    browser_size = "390x844"
    touch_enabled = True

    def _walk(self, steps, phone=None, ready=READY, error_checker=None, **values):
        """Type, tap and look; `steps` is JavaScript with the helpers above.

        :param error_checker: whether a message of the console is an error
        """
        return self.browser_js(
            "/checkin/gate",
            STEPS % (steps % values),
            ready=ready,
            cookies={COOKIE: self.tokens[(phone or self.phone).id]},
            error_checker=error_checker,
        )
