/** Computes on the phone's side what a test computed on the server's, and compares. */

const FOLDER = "/community_events/static/src/steward";

export async function run(url) {
    const cases = await (await fetch(url)).json();
    const rules = await import(`${FOLDER}/ticket_rules.js`);
    const texts = await import(`${FOLDER}/scan_text.js`);
    const tickets = await import(`${FOLDER}/signed_ticket.js`);
    let wrong = 0;
    const compare = (found, expected, about) => {
        if (JSON.stringify(found) !== JSON.stringify(expected) && wrong++ < 5) {
            console.error(JSON.stringify({ about, found, expected }));
        }
    };
    for (const { row, scans, expected } of cases.rules) {
        compare(judge(rules, row, scans), expected, row);
    }
    for (const { text, expected } of cases.texts) {
        const scan = texts.readScan(text);
        const found = scan && [scan.kind, scan.text, await texts.getKey(scan.text)];
        compare(found, expected, text);
    }
    for (const { text, expected } of cases.tickets) {
        const found = await tickets.readTicket(cases.key, text);
        compare(found && Object.values(found), expected, text);
    }
    if (!wrong) {
        console.log("test successful");
    }
}

function judge({ evaluate, getPresence, handOut, record }, row, scans) {
    const presence = getPresence(row);
    return scans.map(([gate, way, moment, serial, thing]) => {
        const found = thing
            ? handOut(row, presence, thing, gate, serial)
            : evaluate(row, presence, gate, way, moment, serial);
        record(row, presence, found, way, moment, thing);
        const { verdict, code, facts } = found;
        const { entries, isInside, lastAt, lastIn, today, given } = presence;
        const things = Object.entries(given).sort(([one], [other]) => one - other);
        return [verdict, code, facts, entries, isInside, lastAt, lastIn, today, things];
    });
}
