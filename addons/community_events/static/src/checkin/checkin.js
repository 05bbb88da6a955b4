import { getBrowserKey } from "./browser_key";
import { findPlace, mayAskQuietly } from "./place";

/** The one tap: gathers what the phone can tell, then sends the form as it is. */

const form = document.getElementById("confirm");

async function bind(key) {
    if (!key) {
        return;
    }
    const params = { public_key: key.publicKey };
    await fetch("/checkin/bind", {
        method: "POST",
        headers: { "Content-Type": "application/json" },
        body: JSON.stringify({ jsonrpc: "2.0", method: "call", params }),
    }).catch(() => {});
}

function add(name, value) {
    const input = document.createElement("input");
    Object.assign(input, { type: "hidden", name, value });
    form.append(input);
}

function start() {
    const { challenge, place: asksPlace } = form.dataset;
    // The tap waits for the key: a form without it would look like another browser's.
    const key = getBrowserKey();
    const bound = key.then(bind);
    let place = null;
    form.addEventListener("submit", async (event) => {
        event.preventDefault();
        form.querySelector("button").disabled = true;
        document.getElementById("waiting").hidden = false;
        place = place || (asksPlace ? findPlace() : Promise.resolve({}));
        const [told, pair] = await Promise.all([place, key, bound]);
        Object.entries(told).forEach(([name, value]) => add(name, value));
        add("clock", Date.now() / 1000);
        if (pair) {
            add("public_key", pair.publicKey);
            add("signature", await pair.sign(challenge));
        }
        form.submit();
    });
    form.dataset.ready = "1";
    lookAhead();

    /** Begin to look for the place, if that asks the person nothing. */
    async function lookAhead() {
        if (asksPlace && (await mayAskQuietly())) {
            place = place || findPlace();
        }
    }
}

if (form) {
    start();
} else if (document.getElementById("opened")) {
    // Who logs in first: the scan belongs to this browser from now on.
    getBrowserKey().then(bind);
}

// Coming back with the browser's arrow shows the page as it was left: with a dead button.
addEventListener("pageshow", (event) => {
    if (event.persisted) {
        location.reload();
    }
});
