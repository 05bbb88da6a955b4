/**
 * The list of tickets on this phone, and what it says about a scanned code.
 */
import { getKey, readScan } from "./scan_text.js";
import { readTicket } from "./signed_ticket.js";
import { store } from "./store.js";
import { evaluate, getPresence, handOut, record } from "./ticket_rules.js";

export class Book {
    rows = new Map();
    ids = new Map(); // key of a code -> id of the row

    async load() {
        this.fill(await store.getAll("rows"));
    }

    fill(rows) {
        for (const row of rows) {
            this.rows.set(row.id, row);
            for (const key of row.keys) {
                this.ids.set(key, row.id);
            }
        }
    }

    /** The server's list, and on top of it the scans that it does not know yet. */
    async take(list, queue) {
        if (list.is_full) {
            this.rows.clear();
            this.ids.clear();
        }
        this.fill(list.rows);
        const changed = new Set(list.rows.map((row) => row.id));
        for (const scan of queue) {
            if (changed.has(scan.id) && scan.verdict !== "deny") {
                this.write(scan.id, scan, scan, Math.floor(scan.at));
            }
        }
        const kept = [...changed].map((id) => this.rows.get(id));
        await (list.is_full ? store.replace("rows", kept) : store.put("rows", kept));
    }

    async forget() {
        this.rows.clear();
        this.ids.clear();
        await store.replace("rows", []);
    }

    /** What the server answered about one ticket. */
    async update(row) {
        if (row) {
            this.fill([row]);
            await store.put("rows", row);
        }
    }

    /** Count a scan that this phone decided alone. */
    async count(row, verdict, scan, moment) {
        if (!this.rows.has(row.id)) {
            this.fill([row]);
        }
        await store.put("rows", this.write(row.id, verdict, scan, moment));
    }

    write(id, verdict, { direction, thing }, moment) {
        const row = this.rows.get(id);
        if (row) {
            const presence = getPresence(row);
            record(row, presence, verdict, direction, moment, thing ? String(thing) : "");
            row.entries = presence.entries;
            row.inside = presence.isInside;
            row.last = presence.lastAt;
            row.last_in = presence.lastIn;
            row.today = presence.today;
            // A new object: whoever holds a copy of the row can go back to it.
            row.things = writeGiven(row.things, presence.given);
        }
        return row;
    }

    /**
     * What this phone knows about a code, null when only the server can tell.
     *
     * @returns {{verdict, code, facts, row, id} | null}
     */
    async judge(text, where) {
        const scan = readScan(text);
        if (!scan) {
            return { verdict: "deny", code: "unknown", facts: {} };
        }
        if (scan.kind === "ticket") {
            return this.judgeTicket(scan.text, where);
        }
        const row = this.rows.get(this.ids.get(await getKey(scan.text)));
        return row ? this.compare(row, where) : null;
    }

    async judgeTicket(text, where) {
        const { facts } = where;
        const ticket = await readTicket(facts?.public_key, text);
        if (!ticket) {
            return facts?.public_key ? { verdict: "deny", code: "forged", facts: {} } : null;
        }
        const row = this.rows.get(ticket.registrationId) || asRow(ticket, facts);
        return this.compare(row, where, ticket.serial);
    }

    compare(row, { gateId, direction, moment, thing }, serial = null) {
        const presence = getPresence(row);
        const found = thing
            ? handOut(row, presence, String(thing), gateId, serial)
            : evaluate(row, presence, gateId, direction, moment, serial);
        return { ...found, row, id: row.id };
    }

    search(words) {
        const wanted = words.trim().toLocaleLowerCase();
        const rows = wanted.length > 1 ? [...this.rows.values()] : [];
        return rows.filter((row) => row.name.toLocaleLowerCase().includes(wanted)).slice(0, 20);
    }
}

/** A genuine ticket that is not in the list yet: what it says itself is what counts. */
function asRow(ticket, { gates = [] }) {
    const things = gates.map((gate) => gate.hand_out).filter(Boolean);
    return {
        id: ticket.registrationId,
        name: "",
        ticket: "",
        attention: "",
        questions: [],
        keys: [],
        deny: "",
        windows: [[ticket.validFrom, ticket.validUntil, []]],
        max: 1,
        leave: false,
        pause: 0,
        notes: [],
        serial: ticket.serial,
        entries: 0,
        inside: false,
        last: 0,
        daily: false,
        zone: [[0, 0]],
        last_in: 0,
        today: 0,
        things: Object.fromEntries(
            things.map(({ id, most, after }) => [id, { most, after, gates: [], given: 0, last: 0 }])
        ),
    };
}

function writeGiven(things, given) {
    const write = ([id, one]) => {
        const [count, last] = given[id] || [one.given, one.last];
        return [id, { ...one, given: count, last }];
    };
    return Object.fromEntries(Object.entries(things).map(write));
}
