/** The scan page of a gate: puts its parts together. */
import { ask } from "./api.js";
import { Book } from "./book.js";
import { Camera } from "./camera.js";
import { Desk } from "./desk.js";
import { unlockSound } from "./feedback.js";
import { askSteward, chooseGate, searchByName } from "./sheet.js";
import { Sync } from "./sync.js";
import { View } from "./view.js";
import { listen } from "./wedge.js";
import { Words } from "./words.js";

const RESTS_AFTER = 4000; // milliseconds after which a good result makes room

class Gate {
    rested = null;
    isShown = true;

    constructor(root) {
        this.words = new Words(JSON.parse(root.dataset.words));
        this.book = new Book();
        this.sync = new Sync(this.book, () => this.refresh());
        this.desk = new Desk(this.book, this.sync, this);
        this.view = new View(root, this.words, {
            code: (text) => this.scan(text),
            camera: () => this.switchCamera(),
            undo: () => this.desk.undo().finally(() => this.refresh()),
            search: () => this.search(),
            gate: () => this.move(),
            way: (way) => this.turn(way),
        });
        this.camera = new Camera(this.view.video, (text) => this.scan(text));
    }

    async start() {
        if (!globalThis.isSecureContext) {
            return this.view.notice(this.words.say("title"), this.words.say("insecure"));
        }
        listen((text) => this.scan(text));
        for (const touch of ["pointerdown", "keydown"]) {
            document.addEventListener(touch, unlockSound);
        }
        navigator.serviceWorker?.register("/checkin/gate/sw.js", { scope: "/checkin/gate" });
        navigator.storage?.persist?.();
        await this.sync.start();
    }

    refresh() {
        const { facts, isOnline, list } = this.sync;
        const waiting = this.sync.getWaiting();
        if (!facts || facts.gone || facts.over || !this.desk.gate) {
            return facts ? this.showClosed(facts) : this.showNothing();
        }
        if (!this.isShown) {
            this.isShown = true;
            this.view.build();
        }
        this.view.refresh({
            facts,
            gate: this.desk.gate,
            isOnline,
            waiting,
            list: { ...list, count: this.book.rows.size },
            direction: this.desk.getDirection(),
            undo: this.desk.last,
        });
    }

    /** Before anything is known: neither a list nor an answer of the server. */
    showNothing() {
        this.isShown = false;
        this.view.notice(this.words.say("checking"));
    }

    showClosed(facts) {
        const { words, sync } = this;
        this.isShown = false;
        this.camera.stop();
        const count = sync.queue.length;
        const held = count && words.say("still_waiting", { count });
        const name = facts.over ? "over" : "no_device";
        this.view.notice(words.say(name), words.say(`${name}_hint`), held);
    }

    async scan(text) {
        const isAsked = document.querySelector("dialog[open]");
        if (text.trim() && this.isShown && !isAsked) {
            await this.desk.scan(text.trim());
            this.refresh();
        }
    }

    async search() {
        const row = await searchByName(this.words, (words) => this.find(words));
        if (row) {
            await this.desk.choose(row);
            this.refresh();
        }
    }

    async find(words) {
        try {
            const { rows } = await ask("search", { words });
            return { rows, isLocal: false };
        } catch {
            return { rows: this.book.search(words), isLocal: true };
        }
    }

    async move() {
        const { gates, gate } = this.sync.facts;
        const chosen = await chooseGate(this.words, gates, gate);
        if (chosen && chosen !== gate) {
            const answer = await ask("move", { gate: chosen }).catch(() => null);
            if (answer && !answer.error) {
                await this.sync.run();
            }
        }
    }

    turn(way) {
        this.desk.direction = way;
        this.refresh();
    }

    async switchCamera() {
        const { camera, view, words } = this;
        if (camera.stream) {
            camera.stop();
        } else {
            try {
                await camera.start();
            } catch {
                camera.stop();
                view.rest();
                view.result.append(words.say("camera_refused"));
            }
        }
        view.video.hidden = !camera.stream;
        view.camera.textContent = words.say(camera.stream ? "camera_off" : "camera_on");
    }

    // What the desk asks of the page

    ask(found, row) {
        const { facts } = this.sync;
        this.show(found, row, { isFirst: true, name: found.name });
        const isOut = this.desk.getDirection() === "out";
        const { questions } = facts;
        return askSteward(this.words, { found, row, name: found.name, questions, isOut });
    }

    show(found, row, options = {}) {
        clearTimeout(this.rested);
        const { gates } = this.sync.facts;
        this.view.show(found, row, { ...options, gates, thing: this.desk.thing });
        if (!options.isFirst && found.verdict === "allow") {
            this.rested = setTimeout(() => this.view.rest(), RESTS_AFTER);
        }
    }

    showUndone(name, isDone) {
        clearTimeout(this.rested);
        this.view.showUndone(name, isDone);
    }
}

const gate = new Gate(document.getElementById("gate"));
gate.start();
globalThis.gate = gate;
