/**
 * Keeps this phone and the server in step: what the event is, the list, the scans that
 * wait. Works by itself whenever there is network.
 */
import { ask, NoDevice, NoNetwork } from "./api.js";
import { store } from "./store.js";

const EVERY = 10_000;
const FULL_EVERY = 30 * 60_000;
const BATCH = 200;

export class Sync {
    isOnline = navigator.onLine;
    facts = null; // what the server last said of event, gates and counts
    queue = [];
    list = { moment: 0, version: 0, at: 0 };
    running = null;

    constructor(book, onChange) {
        this.book = book;
        this.onChange = onChange;
    }

    async start() {
        const kept = (await store.getFact("facts")) || null;
        this.facts = kept?.gates ? kept : null;
        this.list = (await store.getFact("list")) || this.list;
        this.queue = await store.getAll("queue");
        await this.book.load();
        globalThis.addEventListener("online", () => this.run());
        globalThis.addEventListener("offline", () => this.setOnline(false));
        setInterval(() => this.run(), EVERY);
        this.onChange();
        await this.run();
        if (!this.facts) {
            this.facts = kept || { gone: true };
            this.onChange();
        }
    }

    setOnline(isOnline) {
        this.isOnline = isOnline;
        this.onChange();
    }

    /** One round at a time; whoever asks meanwhile waits for that round. */
    run() {
        this.running ||= this.exchange().finally(() => (this.running = null));
        return this.running;
    }

    async exchange() {
        try {
            await this.readFacts();
            if (!this.facts.over) {
                await this.sendWaiting();
                await this.readList();
            }
            this.isOnline = true;
        } catch (error) {
            await this.fail(error);
        }
        this.onChange();
    }

    async fail(error) {
        if (error instanceof NoDevice) {
            await this.leave({ gone: true });
        } else if (error instanceof NoNetwork) {
            this.isOnline = false;
        } else {
            throw error;
        }
    }

    /** The list goes; scans that wait stay, nobody else has them. */
    async leave(facts) {
        this.list = { moment: 0, version: 0, at: 0 };
        await this.book.forget();
        await store.setFact("list", this.list);
        await this.setFacts(facts);
    }

    async setFacts(facts) {
        this.facts = facts;
        await store.setFact("facts", facts);
    }

    async readFacts() {
        const mine = this.getWaiting();
        const since = mine.length ? Math.min(...mine.map((scan) => scan.at)) : 0;
        const facts = await ask("state", { waiting: mine.length, since });
        if (facts.over) {
            // Which scans are of this event: also when nothing else is known any more.
            this.facts ||= facts;
            await this.sendWaiting();
            return this.leave(facts);
        }
        const isOther = this.facts?.event && this.facts.event.id !== facts.event.id;
        if (isOther) {
            await this.leave(facts);
        }
        await this.setFacts({ ...facts, skew: Date.now() / 1000 - facts.now });
    }

    /** Scans of this event; those of another one wait for a phone of that event. */
    getWaiting() {
        const eventId = this.facts?.event?.id;
        return this.queue.filter((scan) => scan.event === eventId);
    }

    async sendWaiting() {
        for (let batch = this.getWaiting(); batch.length; ) {
            batch = batch.slice(0, BATCH);
            const values = { sent_at: Date.now() / 1000, scans: batch };
            const answer = await ask("upload", values, 60_000);
            const gone = new Set([...answer.done, ...answer.bad]);
            await store.remove("queue", [...gone]);
            this.queue = this.queue.filter((scan) => !gone.has(scan.nonce));
            this.facts.counts = answer.counts;
            this.onChange();
            batch = gone.size ? this.getWaiting() : [];
        }
    }

    async readList() {
        const isOld = Date.now() - this.list.at > FULL_EVERY;
        const since = isOld ? 0 : this.list.moment;
        const list = await ask("list", { since, version: this.list.version }, 60_000);
        await this.book.take(list, this.queue);
        const at = list.is_full ? Date.now() : this.list.at;
        this.list = { moment: list.moment, version: list.version, at, checked: Date.now() };
        await store.setFact("list", this.list);
    }

    async wait(scan) {
        const kept = { ...scan, event: this.facts.event.id };
        this.queue.push(kept);
        await store.put("queue", kept);
        this.onChange();
    }
}
