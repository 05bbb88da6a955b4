/** The scan page: what is on it, and how a verdict looks. */
import { Counts } from "./counts.js";
import { h } from "./elements.js";
import { signal } from "./feedback.js";

const SIGNS = { allow: "✓", flag: "!", deny: "✕", wait: "…" };
const MOST_LAST = 8;

export class View {
    last = [];

    /** @param on handlers: code, camera, undo, search, gate, way */
    constructor(root, words, on) {
        Object.assign(this, { root, words, on });
        const say = (name) => words.say(name);
        this.event = h("strong");
        this.gate = h("button", { class: "gate", onclick: on.gate });
        this.network = h("span", { class: "network", role: "status" });
        this.counts = new Counts(words);
        this.ways = this.makeWays();
        this.video = h("video", { playsinline: true, muted: true, hidden: true });
        this.result = h("div", { class: "result", role: "status", "aria-live": "assertive" });
        this.stage = h("main", { class: "stage" }, this.video, this.result);
        this.field = h("input", {
            name: "code",
            "aria-label": say("code"),
            placeholder: say("code"),
            autocomplete: "off",
            autocapitalize: "off",
            spellcheck: "false",
            enterkeyhint: "go",
        });
        this.camera = h("button", { onclick: on.camera, class: "camera" }, say("camera_on"));
        this.undo = h("button", { onclick: on.undo, class: "undo" });
        this.search = h(
            "button",
            { onclick: on.search, class: "search", hidden: true },
            say("search")
        );
        this.list = h("ol");
        this.held = h("p", { class: "soft held" });
        this.build();
    }

    /** Puts the page together; again, when a phone is given back to a gate. */
    build() {
        const say = (name) => this.words.say(name);
        const type = (event) => {
            event.preventDefault();
            this.on.code(this.field.value);
            this.field.value = "";
        };
        const code = h(
            "form",
            { class: "code", onsubmit: type },
            this.field,
            h("button", {}, say("check"))
        );
        this.root.replaceChildren(
            h("header", {}, h("div", {}, this.event, this.gate), this.network),
            h("section", { class: "counts" }, ...this.counts.boxes, this.ways),
            this.stage,
            h(
                "section",
                { class: "tools" },
                code,
                this.undo,
                h("div", {}, this.camera, this.search)
            ),
            h("aside", {}, h("h2", {}, say("last")), this.list, this.held)
        );
        this.list.replaceChildren(h("li", { class: "soft" }, say("none_yet")));
        this.rest();
    }

    makeWays() {
        const make = (way, word) => {
            const choose = () => this.on.way(way);
            const radio = h("input", { type: "radio", name: "way", value: way, onchange: choose });
            return h("label", {}, radio, h("span", {}, this.words.say(word)));
        };
        return h(
            "div",
            { class: "ways", role: "radiogroup", hidden: true },
            make("in", "way_in"),
            make("out", "way_out")
        );
    }

    /** Everything but the verdict. */
    refresh({ facts, gate, isOnline, waiting, list, direction, undo }) {
        const { words } = this;
        document.title = gate.name;
        this.event.textContent = facts.event.name;
        this.gate.textContent = gate.name;
        this.showPurpose(gate.hand_out);
        this.counts.refresh(gate.hand_out, facts.counts);
        this.gate.disabled = !facts.may_choose || facts.gates.length < 2;
        this.ways.hidden = gate.direction !== "both" || Boolean(gate.hand_out);
        this.ways.querySelector(`[value=${direction}]`).checked = true;
        this.root.dataset.way = direction;
        this.search.hidden = facts.device.role !== "supervisor";
        this.showNetwork(isOnline, waiting);
        this.undo.disabled = !undo;
        this.undo.textContent = undo?.name ? words.say("undo", undo) : words.say("undo_last");
        const { checked } = list;
        const at = checked ? words.tell(checked / 1000) : "";
        this.held.textContent = checked ? words.say("list", { count: list.count, at }) : "";
    }

    /** @param thing what this gate hands out, null at an entrance */
    showPurpose(thing) {
        this.root.dataset.purpose = thing ? "hand_out" : "entry";
        const isOther = this.thing?.id !== thing?.id;
        this.thing = thing;
        if (isOther && this.stage.dataset.verdict === "rest") {
            this.rest();
        }
    }

    showNetwork(isOnline, waiting) {
        this.network.dataset.online = isOnline;
        const first = waiting.length ? Math.min(...waiting.map((scan) => scan.at)) : 0;
        const held = { count: waiting.length, at: first && this.words.tell(first) };
        this.network.replaceChildren(
            h("span", {}, this.words.say(isOnline ? "online" : "offline")),
            waiting.length ? h("small", {}, this.words.say("waiting", held)) : ""
        );
    }

    rest() {
        const { thing } = this;
        const hint = thing ? ["give_hint", { thing: thing.name }] : ["ready_hint"];
        this.stage.dataset.verdict = "rest";
        this.result.replaceChildren(
            h("h1", {}, this.words.say("ready")),
            h("p", {}, this.words.say(...hint))
        );
    }

    /** The verdict: colour, sign, words, sound. The server's may come after the phone's. */
    show(found, row, { name, gates, thing, isFirst, isKept, wasSaid, force }) {
        const { words } = this;
        const isWaiting = found.verdict === "wait";
        const [heading, sentence] = isWaiting
            ? [words.say("checking"), ""]
            : words.explain(found, gates, thing);
        const anyway = words.say(thing ? "give_anyway" : "anyway");
        this.stage.dataset.verdict = found.verdict;
        this.stage.dataset.code = found.code;
        this.stage.dataset.stand = isFirst ? "first" : "final";
        this.result.replaceChildren(
            h("span", { class: "sign", "aria-hidden": "true" }, SIGNS[found.verdict]),
            h("h1", {}, heading),
            h("p", { class: "name" }, name || row?.name || ""),
            h("p", {}, [row?.ticket, sentence].filter(Boolean).join(" · ")),
            ...(isKept ? [h("p", { class: "soft" }, words.say("kept"))] : []),
            ...(force ? [h("button", { class: "force", onclick: force }, anyway)] : [])
        );
        if (!isWaiting && found.verdict !== wasSaid) {
            signal(found.verdict);
        }
        if (!isFirst) {
            this.note(SIGNS[found.verdict], found.verdict, name || row?.name, heading);
        }
    }

    showUndone(name, isDone) {
        const words = this.words.say(isDone ? "undone" : "undo_gone");
        this.stage.dataset.verdict = "rest";
        this.stage.dataset.code = isDone ? "undone" : "undo_gone";
        this.result.replaceChildren(h("h1", {}, words), h("p", { class: "name" }, name));
        this.note("↶", "rest", name, words);
    }

    note(sign, verdict, name, heading) {
        const at = this.words.tell(Date.now() / 1000);
        const line = h(
            "li",
            { "data-verdict": verdict },
            h("span", { class: "sign" }, sign),
            h("span", {}, name ? h("strong", {}, name) : "", h("small", {}, heading)),
            h("time", {}, at)
        );
        this.last = [line, ...this.last].slice(0, MOST_LAST);
        this.list.replaceChildren(...this.last);
    }

    notice(heading, ...sentences) {
        const lines = sentences.filter(Boolean).map((text) => h("p", {}, text));
        this.root.replaceChildren(h("main", { class: "notice" }, h("h1", {}, heading), lines));
    }
}
