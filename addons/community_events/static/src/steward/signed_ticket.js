/**
 * A ticket that says itself whose it is and when it is good, checked with the event's
 * public key. Its form is that of `tools/signed_ticket.py`.
 */

const PAYLOAD_BYTES = 17;
const SIGNATURE_BYTES = 64;

let known = { text: "", key: null };

/** The ticket of a genuine text, null for every other. */
export async function readTicket(publicKey, text) {
    const parts = text.trim().split(".");
    if (parts.length !== 3 || parts[0] !== "T1" || !publicKey) {
        return null;
    }
    const [payload, signature] = [decode(parts[1]), decode(parts[2])];
    if (payload?.length !== PAYLOAD_BYTES || signature?.length !== SIGNATURE_BYTES) {
        return null;
    }
    const key = await importKey(publicKey);
    const how = { name: "ECDSA", hash: "SHA-256" };
    if (!(await crypto.subtle.verify(how, key, signature, payload))) {
        return null;
    }
    const view = new DataView(payload.buffer);
    return {
        eventId: view.getUint32(0),
        registrationId: view.getUint32(4),
        serial: view.getUint8(8),
        validFrom: view.getUint32(9) * 60,
        validUntil: view.getUint32(13) * 60,
    };
}

async function importKey(text) {
    if (known.text !== text) {
        const raw = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
        const kind = { name: "ECDSA", namedCurve: "P-256" };
        known = { text, key: await crypto.subtle.importKey("spki", raw, kind, false, ["verify"]) };
    }
    return known.key;
}

function decode(text) {
    if (!/^[A-Za-z0-9_-]*$/.test(text)) {
        return null;
    }
    const letters = text.replaceAll("-", "+").replaceAll("_", "/");
    try {
        return Uint8Array.from(atob(letters), (letter) => letter.charCodeAt(0));
    } catch {
        return null;
    }
}
