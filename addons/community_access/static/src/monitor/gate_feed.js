import { onWillUnmount, useState } from "@odoo/owl";
import { browser } from "@web/core/browser/browser";
import { useBus, useService } from "@web/core/utils/hooks";

const CHANNEL = "community_access.gates";
const NEWS = "community_access.event";
const SAFETY = 30000; // milliseconds after which it asks without being told
const KEPT = 60; // rows on the screen

/**
 * What happens at the gates, kept up to date. The bus only says that there is news; after
 * a lost connection everything since the last known row is asked for again.
 *
 * @param {Function} onNew called with the rows that were not known before
 */
export function useGateFeed(onNew) {
    const orm = useService("orm");
    const bus = useService("bus_service");
    const state = useState({ data: null, rows: [], isLost: false });
    const known = new Map();
    let last = 0;
    let asking = null;
    let isAskedAgain = false;
    let timer;

    async function fetch() {
        const data = await orm.silent.call("community.access.monitor", "get_monitor", [last]);
        const isFirst = !state.data;
        const fresh = data.rows.filter((row) => !known.has(row.id));
        data.rows.forEach((row) => known.set(row.id, row));
        last = data.last;
        state.rows = keep([...known.values()].sort(newestFirst));
        state.data = data;
        state.isLost = false;
        if (!isFirst && fresh.length) {
            onNew(fresh.sort(newestFirst));
        }
    }

    /** At most one question at a time; what is asked meanwhile is asked once after it. */
    async function load() {
        if (asking) {
            isAskedAgain = true;
            return asking;
        }
        asking = fetch();
        try {
            await asking;
        } catch (error) {
            state.isLost = true;
            if (!state.data) {
                throw error;
            }
        } finally {
            asking = null;
            plan();
        }
        if (isAskedAgain) {
            isAskedAgain = false;
            return load();
        }
    }

    function plan() {
        browser.clearTimeout(timer);
        timer = browser.setTimeout(() => load(), SAFETY);
    }

    /** Other gates: the rows of those that were left go. */
    async function choose(gateIds) {
        await orm.call("community.access.monitor", "set_monitor_gates", [gateIds]);
        known.clear();
        last = 0;
        state.data = null;
        return load();
    }

    const onNews = () => load();
    bus.addChannel(CHANNEL);
    bus.subscribe(NEWS, onNews);
    useBus(bus, "BUS:DISCONNECT", () => (state.isLost = true));
    useBus(bus, "BUS:CONNECT", () => load());
    useBus(bus, "BUS:RECONNECT", () => load());
    onWillUnmount(() => {
        browser.clearTimeout(timer);
        bus.unsubscribe(NEWS, onNews);
        bus.deleteChannel(CHANNEL);
    });
    return { state, load, choose };
}

/** The newest rows, and the last of each gate, however busy the others are. */
function keep(rows) {
    const gates = new Set();
    return rows.filter((row, place) => {
        const isLastOfGate = !gates.has(row.gate);
        gates.add(row.gate);
        return place < KEPT || isLastOfGate;
    });
}

function newestFirst(one, other) {
    return other.at.localeCompare(one.at) || other.id - one.id;
}
