/**
 * May this ticket pass here and now? The interpreter of rows that the server compiled.
 *
 * The rules themselves are in `tools/ticket_rules.py` (`compile_ticket`); this compares
 * a row with a scan, exactly as `evaluate` does there, and `hand_out` in
 * `tools/hand_out_rules.py`.
 */
const DAY = 86_400;

/** What changes with each scan; a device keeps it beside the row. */
export function getPresence(row) {
    const given = Object.entries(row.things).map(([key, one]) => [key, [one.given, one.last]]);
    return {
        entries: row.entries,
        isInside: row.inside,
        lastAt: row.last,
        lastIn: row.last_in,
        today: row.today,
        given: Object.fromEntries(given),
    };
}

export function evaluate(row, presence, gateId, direction, moment, serial = null) {
    if (!row) {
        return answer("deny", "unknown");
    }
    if (direction === "out") {
        return answer("allow", presence.isInside ? "left" : "was_not_inside");
    }
    const refusal =
        checkSerial(row, serial) ||
        checkBar(row) ||
        checkWindow(row, gateId, moment) ||
        checkTimes(row, presence, moment);
    if (refusal) {
        return refusal;
    }
    return row.notes.length
        ? answer("flag", "look", { notes: row.notes })
        : answer("allow", "welcome");
}

/** Whether this ticket gets a thing here: it must be good, and not have it yet. */
export function handOut(row, presence, thing, gateId, serial = null) {
    if (!row) {
        return answer("deny", "unknown");
    }
    const refusal = checkSerial(row, serial) || checkBar(row);
    if (refusal) {
        return refusal;
    }
    const rule = row.things[thing];
    if (!rule) {
        return answer("deny", "not_included");
    }
    if (rule.gates.length && !rule.gates.includes(gateId)) {
        return answer("deny", "other_gate", { gates: rule.gates });
    }
    if (rule.after && !presence.entries) {
        return answer("deny", "not_come_in");
    }
    const [given, lastAt] = presence.given[thing] || [0, 0];
    if (rule.most && given >= rule.most) {
        return answer("deny", "given", { at: lastAt });
    }
    return answer("allow", "handed_out");
}

/** What an accepted scan does to the presence; a refused one does nothing. */
export function record(row, presence, verdict, direction, moment, thing = "") {
    if (verdict.verdict === "deny") {
        return;
    }
    if (thing) {
        presence.given[thing] = [(presence.given[thing]?.[0] || 0) + 1, moment];
        return;
    }
    presence.lastAt = moment;
    presence.isInside = direction === "in";
    if (direction === "in") {
        const isSame = isSameDay(row, presence.lastIn, moment);
        presence.today = isSame ? presence.today + 1 : 1;
        presence.lastIn = moment;
        presence.entries += 1;
    }
}

/** The day by the venue's clock, from midnight to midnight. */
function getDay(zone, moment) {
    const [, offset] = zone.findLast(([since]) => since <= moment) || [0, 0];
    return Math.floor((moment + offset) / DAY);
}

function isSameDay({ zone }, one, other) {
    return getDay(zone, one) === getDay(zone, other);
}

function answer(verdict, code, facts = {}) {
    return { verdict, code, facts };
}

function checkSerial(row, serial) {
    return serial !== null && serial !== row.serial ? answer("deny", "void") : null;
}

function checkBar(row) {
    return row.deny ? answer("deny", row.deny) : null;
}

function checkWindow(row, gateId, moment) {
    const isOpen = ([from, to]) => from <= moment && moment <= to;
    const isHere = ([, , gates]) => !gates.length || gates.includes(gateId);
    if (!row.windows.length || row.windows.some((one) => isOpen(one) && isHere(one))) {
        return null;
    }
    const now = row.windows.filter(isOpen);
    if (now.length) {
        const gates = [...new Set(now.flatMap(([, , gates]) => gates))].sort((a, b) => a - b);
        return answer("deny", "other_gate", { gates });
    }
    const later = row.windows.map(([from]) => from).filter((from) => from > moment);
    if (later.length) {
        return answer("deny", "too_early", { at: Math.min(...later) });
    }
    return answer("deny", "too_late", { at: Math.max(...row.windows.map(([, to]) => to)) });
}

function checkTimes(row, presence, moment) {
    const isToday = !row.daily || isSameDay(row, presence.lastIn, moment);
    // Nobody is scanned out when the lights go off: a new day begins outside.
    if (row.leave && presence.isInside && isToday) {
        return answer("deny", "leave_first", { at: presence.lastAt });
    }
    const today = isToday ? presence.today : 0;
    const entries = row.daily ? today : presence.entries;
    if (row.max && entries >= row.max) {
        return row.daily
            ? answer("deny", "used_today", { at: presence.lastIn })
            : answer("deny", "used", { at: presence.lastAt });
    }
    if (presence.entries && row.pause && moment - presence.lastAt < row.pause) {
        return answer("deny", "too_soon", { at: presence.lastAt + row.pause });
    }
    return null;
}
