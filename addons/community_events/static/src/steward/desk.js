/**
 * From a scanned code to a verdict: this phone decides at once with its list, the server
 * confirms; without network the phone's word counts and is sent later.
 */
import { ask, NoDevice, NoNetwork } from "./api.js";
import { guessCounts } from "./counts.js";

const UNDO_WITHIN = 15 * 60; // seconds; the server asks the same
const WAIT = { verdict: "wait", code: "" };

export class Desk {
    last = null; // the scan that can be taken back
    isBusy = false;

    /** @param ui shows results and asks the steward */
    constructor(book, sync, ui) {
        Object.assign(this, { book, sync, ui });
        this.direction = "in";
    }

    get gate() {
        const { facts } = this.sync;
        return facts?.gates?.find((gate) => gate.id === facts.gate);
    }

    /** What this gate hands out, null at an entrance. */
    get thing() {
        return this.gate?.hand_out || null;
    }

    getDirection() {
        const way = this.thing ? "in" : this.gate?.direction;
        return way === "both" ? this.direction : way || "in";
    }

    scan(text) {
        return this.handle({ text });
    }

    /** A row that a supervisor chose by name. */
    choose(row) {
        return this.handle({ id: row.id });
    }

    async handle({ text = "", id = 0 }) {
        if (this.isBusy || !this.gate) {
            return;
        }
        this.isBusy = true;
        const at = Date.now() / 1000;
        const scan = { nonce: makeNonce(), at, text, id, gate: this.gate.id };
        scan.direction = this.getDirection();
        scan.thing = this.thing?.id || 0;
        try {
            await this.settle(scan, await this.judge(scan));
        } finally {
            this.isBusy = false;
        }
    }

    judge({ text, id, direction, at, thing }) {
        const moment = Math.floor(at - this.getSkew());
        const { facts } = this.sync;
        const where = { facts, gateId: this.gate.id, direction, moment, thing };
        if (text) {
            return this.book.judge(text, where);
        }
        const row = this.book.rows.get(id);
        return row ? this.book.compare(row, where) : null;
    }

    /** Seconds by which this phone's clock is ahead of the server's. */
    getSkew() {
        return this.sync.facts?.skew || 0;
    }

    async settle(scan, local) {
        // What is to be looked at, the server says: the list on this phone says less.
        const isKnown = local && local.verdict !== "flag";
        this.ui.show(isKnown ? local : WAIT, local?.row, { isFirst: true });
        try {
            await this.confirm(scan, local);
        } catch (error) {
            if (error instanceof NoDevice) {
                return this.sync.run();
            }
            if (!(error instanceof NoNetwork)) {
                throw error;
            }
            await this.decideAlone(scan, local);
        }
    }

    async confirm(scan, local) {
        if (!this.sync.isOnline) {
            throw new NoNetwork();
        }
        let answer = await ask("scan", scan);
        while (answer.status === "ask") {
            Object.assign(scan, await this.ui.ask(answer, answer.row));
            answer = await ask("scan", scan);
        }
        if (answer.over) {
            return this.sync.run();
        }
        const options = { name: answer.name, before: copy(local?.row), wasSaid: local?.verdict };
        await this.book.update(answer.row);
        this.sync.facts.counts = answer.counts;
        this.finish(scan, answer, answer.row, options);
    }

    /** No network: what this phone said counts, and is kept until it can be sent. */
    async decideAlone(scan, local) {
        this.sync.setOnline(false);
        if (local?.verdict === "flag" && !scan.word) {
            Object.assign(scan, await this.ui.ask(local, local.row));
        }
        const found = { ...(local || { verdict: "deny", code: "unknown", facts: {} }) };
        if (scan.word === "no") {
            Object.assign(found, { verdict: "deny", code: "sent_away" });
        }
        scan.id = found.row?.id || 0;
        const before = copy(found.row);
        Object.assign(scan, { verdict: found.verdict, code: found.code });
        await this.sync.wait(scan);
        if (found.verdict !== "deny") {
            guessCounts(this.sync.facts.counts, before, scan);
            await this.book.count(found.row, found, scan, Math.floor(scan.at));
        }
        this.finish(scan, found, found.row, { isKept: true, before, wasSaid: local?.verdict });
    }

    finish(scan, found, row, options = {}) {
        const name = options.name || row?.name || "";
        const passed = found.verdict !== "deny";
        const isLookedAt = found.code === "look";
        // The steward looked: what is shown now is that this person is in.
        const said = isLookedAt ? { ...found, verdict: "allow", code: "welcome" } : found;
        this.last = passed ? { nonce: scan.nonce, at: scan.at, name, ...options } : this.last;
        const { role } = this.sync.facts.device;
        const mayForce = found.verdict === "deny" && row && role === "supervisor";
        const force = mayForce && !options.isKept ? () => this.force(scan) : null;
        this.ui.show(said, row, { ...options, name, force });
    }

    /** A supervisor lets in whom the rules refuse: a scan of its own. */
    async force({ text, id, gate, direction, thing }) {
        const at = Date.now() / 1000;
        const scan = { nonce: makeNonce(), at, text, id, gate, direction, thing };
        await this.settleForced({ ...scan, word: "anyway" });
    }

    async settleForced(scan) {
        try {
            await this.confirm(scan, null);
        } catch (error) {
            await this.sync.fail(error);
            this.sync.onChange();
        }
    }

    async undo() {
        const { last } = this;
        if (!last) {
            return;
        }
        this.last = null;
        if (Date.now() / 1000 - last.at > UNDO_WITHIN) {
            return this.ui.showUndone(last.name, false);
        }
        const scan = { nonce: makeNonce(), at: Date.now() / 1000, undoes: last.nonce };
        try {
            if (last.isKept) {
                throw new NoNetwork();
            }
            const answer = await ask("undo", scan);
            await this.book.update(answer.row);
            this.sync.facts.counts = answer.counts || this.sync.facts.counts;
            this.ui.showUndone(last.name, answer.status === "done");
        } catch (error) {
            if (!(error instanceof NoNetwork)) {
                return this.sync.fail(error);
            }
            await this.sync.wait(scan);
            await this.book.update(last.before);
            this.ui.showUndone(last.name, true);
        }
    }
}

function copy(row) {
    return row && { ...row };
}

function makeNonce() {
    const raw = crypto.getRandomValues(new Uint8Array(16));
    return [...raw].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
