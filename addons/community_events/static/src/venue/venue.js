/**
 * The screen at the venue. It holds codes for the next minutes, shows the one of this
 * moment by the server's clock, and says when it falls behind.
 */

const page = document.getElementById("venue");
const options = page ? JSON.parse(page.dataset.options) : null;
const ASK_CODES = 45000;
const ASK_ARRIVALS = 3000;

const clock = { ahead: 0 };
let codes = [];
let silentSince = null;
let isClosed = false;
let known = new Set();

const element = (id) => document.getElementById(id);
// The computer's own clock may be wrong; what it counts between two moments is right.
const now = () => performance.now() / 1000 + clock.ahead;

function fill(word, values) {
    return Object.entries(values).reduce(
        (text, [name, value]) => text.replace(`{${name}}`, value),
        options.words[word]
    );
}

async function call(path, params) {
    const response = await fetch(`/checkin/screen/${path}`, {
        method: "POST",
        headers: { "Content-Type": "application/json" },
        body: JSON.stringify({ jsonrpc: "2.0", method: "call", params }),
        signal: AbortSignal.timeout(10000),
    });
    const answer = await response.json();
    if (answer.error) {
        isClosed = true;
        throw new Error(answer.error.message);
    }
    isClosed = false;
    return answer.result;
}

// ------------------------------------------------------------
// CODES
// ------------------------------------------------------------

function takeCodes(answer) {
    clock.ahead = answer.now - performance.now() / 1000;
    options.codes.step = answer.step;
    codes = answer.codes;
    silentSince = null;
}

async function askCodes() {
    try {
        takeCodes(await call("codes", { event_id: options.event, screen_id: options.screen }));
    } catch {
        silentSince = silentSince || new Date();
    }
    setTimeout(askCodes, silentSince ? 5000 : ASK_CODES);
}

function showCode() {
    const moment = now();
    const step = options.codes.step;
    const code = codes.find(({ at }) => at <= moment && moment < at + step);
    const picture = element("qr");
    if (code && picture.dataset.at !== String(code.at)) {
        picture.dataset.at = code.at;
        picture.setAttribute("viewBox", `0 0 ${code.size} ${code.size}`);
        picture.firstElementChild.setAttribute("d", code.path);
    }
    picture.style.display = code ? "" : "none";
    element("life").style.width = code ? `${100 - ((moment - code.at) / step) * 100}%` : "0";
    showNotice(code, moment);
}

function showNotice(code, moment) {
    const notice = element("notice");
    notice.hidden = !silentSince && !isClosed && Boolean(code);
    notice.classList.toggle("out", !code);
    if (notice.hidden) {
        return;
    }
    notice.textContent = getNotice(code, moment);
}

function getNotice(code, moment) {
    if (isClosed) {
        return options.words.closed;
    }
    if (code) {
        const left = Math.round(codes.at(-1).at + options.codes.step - moment);
        const time = `${Math.floor(left / 60)}:${String(left % 60).padStart(2, "0")}`;
        return fill("late", { time });
    }
    const since = silentSince || new Date();
    return fill("out", { time: since.toLocaleTimeString([], { timeStyle: "short" }) });
}

// ------------------------------------------------------------
// ARRIVALS
// ------------------------------------------------------------

function getAgo(seconds) {
    if (seconds < 10) {
        return options.words.now;
    }
    return seconds < 60
        ? fill("seconds", { number: seconds })
        : fill("minutes", { number: Math.floor(seconds / 60) });
}

function makeRow({ id, name, ago }) {
    const row = document.createElement("li");
    row.classList.toggle("new", !known.has(id));
    [name, getAgo(ago)].forEach((text) => {
        const part = document.createElement("span");
        part.textContent = text;
        row.append(part);
    });
    return row;
}

function showArrivals({ came, inside, expected, last }) {
    element("came").textContent = came;
    element("expected").textContent =
        expected > came ? fill("expected", { number: expected }) : options.words.here;
    element("inside").textContent =
        inside && inside !== came ? fill("inside", { number: inside }) : "";
    element("last").replaceChildren(...last.map(makeRow));
    known = new Set(last.map(({ id }) => id));
    if (!last.length && !came) {
        const row = document.createElement("li");
        row.className = "empty";
        row.textContent = options.words.nobody;
        element("last").append(row);
    }
}

async function askArrivals() {
    try {
        showArrivals(await call("arrivals", { event_id: options.event }));
    } catch {
        // What is shown stays; the codes say what is wrong with the network.
    }
    setTimeout(askArrivals, ASK_ARRIVALS);
}

function start() {
    takeCodes(options.codes);
    // Who was in before the screen was opened has not just arrived.
    known = new Set(options.arrivals.last.map(({ id }) => id));
    showArrivals(options.arrivals);
    setInterval(showCode, 200);
    showCode();
    setTimeout(askCodes, ASK_CODES);
    setTimeout(askArrivals, ASK_ARRIVALS);
    element("full").addEventListener("click", () => document.documentElement.requestFullscreen());
    navigator.wakeLock?.request("screen").catch(() => {});
}

if (page) {
    start();
}
