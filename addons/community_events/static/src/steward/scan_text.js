/**
 * What a scanner read: a signed ticket, a member card, or some other code.
 *
 * Keep in step with `tools/scan_text.py`.
 */

const LONGEST = 500;
const CARD_ADDRESS = "/member/verify/";
const HASH_LETTERS = 24;

export function readScan(raw) {
    const text = (raw || "").trim();
    if (!text || text.length > LONGEST) {
        return null;
    }
    if (text.startsWith("T1.")) {
        return { kind: "ticket", text };
    }
    if (text.includes(CARD_ADDRESS)) {
        const tail = text.split(CARD_ADDRESS).pop().split("?")[0].split("#")[0];
        const code = tail.replace(/^\/+|\/+$/g, "");
        return code ? { kind: "card", text: code.toUpperCase() } : null;
    }
    if (text.split(".").length > 2) {
        return { kind: "card", text: text.toUpperCase() };
    }
    return { kind: "code", text };
}

/** By which the list of this phone finds the ticket of a code. */
export async function getKey(text) {
    const raw = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
    const letters = [...new Uint8Array(raw)].map((byte) => byte.toString(16).padStart(2, "0"));
    return letters.join("").slice(0, HASH_LETTERS);
}
